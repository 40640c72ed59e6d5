import Datasets
import LinearAlgebra
import Optimization
import Training

/// How much work each minimizer needs on ex4 until the cost is as low as asked.
enum TrainingSuite {
  /// The costs, high to low.
  static let targets = [0.5, 0.4, 0.34, 0.325, 0.31]
  /// The full-batch minimizers for a network of ex4's size: Levenberg–Marquardt would need a
  /// Gauss–Newton matrix of 10 285 × 10 285.
  static let minimizers: [MinimizerKind] = [
    .kroneckerLBFGS, .lbfgs, .conjugateGradient, .fmincg, .truncatedNewton,
  ]
  /// The starts.
  static let seeds: ClosedRange<UInt64> = 1...5

  static func run(into report: inout Report) throws {
    let digits = try BenchmarkData.read(BenchmarkData.ex4Path, as: Double.self)
    for minimizer in minimizers {
      for seed in seeds {
        report.descents.append(descent(on: digits, minimizer, seed: seed, threads: 2))
      }
    }
  }

  /// Trains until the lowest target or the end of the patience.
  static func descent(
    on dataset: Dataset<some BLASScalar>, _ minimizer: MinimizerKind, seed: UInt64, threads: Int
  ) -> Descent {
    var plan = TrainingPlan()
    plan.minimizer = minimizer
    plan.seed = seed
    plan.stopping = StoppingCriteria(
      gradientTolerance: nil, targetValue: targets.last, maxEvaluations: 3000,
      timeLimit: .seconds(20))
    var descent = Descent(minimizer: minimizer.rawValue, seed: seed)
    let before = ProcessorTime.now
    var trainer = Trainer(dataset, plan: plan, threads: threads)
    let result = trainer.run { record, _ in
      descent.note(record, targets: targets)
      return .proceed
    }
    let others = ProcessorTime.now.othersSince(before) ?? 0
    descent.isQuiet = others <= Sampler.tolerance * result.seconds + 0.01
    return descent
  }
}

/// The costs that one run came down to, and what each of them took.
struct Descent: Encodable {
  /// The minimizer's name.
  var minimizer: String
  /// The start.
  var seed: UInt64
  /// The targets reached, in their order.
  var reached: [Reached] = []
  /// Whether the machine was otherwise idle.
  var isQuiet = true

  /// A target, and what had been spent at the end of the first iteration at or below it.
  struct Reached: Encodable {
    /// The cost asked for.
    var target: Double
    /// Costs with gradient.
    var evaluations: Int
    /// Everything in units of a cost with its gradient: a Hessian product counts two, the refresh
    /// of a preconditioner one.
    var work: Int
    /// Since the run began, without reading the file.
    var seconds: Double
  }

  /// Notes the targets that an iteration has reached.
  mutating func note(_ record: IterationRecord, targets: [Double]) {
    let counts = record.evaluations
    for target in targets.dropFirst(reached.count) where record.value <= target {
      reached.append(
        Reached(
          target: target, evaluations: counts.values,
          work: counts.values + 2 * counts.hessianProducts + counts.preconditionerRefreshes,
          seconds: record.seconds))
    }
  }
}
