import LinearAlgebra
import NeuralNetwork
import Optimization
import Training

/// The costs that one run came down to, and what each of them took.
struct Descent: Encodable {
  /// The minimizer's name.
  let minimizer: String
  /// Where the output biases began.
  let outputBiases: String
  /// The start.
  let seed: UInt64
  /// J at the start, over all examples.
  private(set) var startCost = Double.nan
  /// The targets reached, in their order.
  private(set) var reached: [Reached] = []
  /// Why the run ended.
  private(set) var stopReason = ""
  /// Whether the machine was otherwise idle.
  private(set) var isQuiet = true

  /// A target, and what had been spent at the end of the first iteration at or below it.
  struct Reached: Encodable {
    /// The cost asked for.
    var target: Double
    /// Passes over the examples (``EvaluationCounts/passes``).
    var evaluations: Double
    /// Since the examples were in memory: laying them out counts, reading the file does not.
    var seconds: Double
  }
}

extension Descent {
  /// Trains until the lowest target or the end of the patience.
  init<Scalar: BLASScalar>(
    _ minimizer: MinimizerKind, on task: NetworkTask<Scalar>, for problem: Problem,
    seed: UInt64, outputBiases: OutputBiasInitializer, threads: Int = 2
  ) throws {
    self.minimizer = minimizer.rawValue
    self.outputBiases = outputBiases.rawValue
    self.seed = seed
    var configuration = TrainingConfiguration()
    configuration.hiddenUnits = problem.hidden
    configuration.regularization = problem.regularization
    configuration.minimizer = minimizer
    configuration.outputBiases = outputBiases
    configuration.seed = seed
    configuration.stopping = StoppingCriteria(
      gradientTolerance: nil, maxEvaluations: problem.maxEvaluations,
      timeLimit: Problem.timeLimit)
    var judge = Judge(task, targets: problem.targets, threads: threads)
    let before = ProcessorTime.now
    judge.start()
    var trainer = Trainer(task.dataset, configuration: configuration, threads: threads)
    startCost = judge.cost(at: trainer.start)
    let result = try trainer.run { record, state in
      judge.note(record) { state().iterate.point }
      return judge.isDone ? .stop : .proceed
    }
    reached = judge.reached
    stopReason = judge.isDone ? "targetValue" : result.stopReason.rawValue
    let others = ProcessorTime.now.othersSince(before) ?? 0
    isQuiet = others <= Sampler.tolerance * result.seconds + 0.01
  }
}

/// Watches a run come down, by the cost over all examples whatever the run itself looks at.
private struct Judge<Scalar: BLASScalar>: ~Copyable {
  private(set) var reached: [Descent.Reached] = []
  private let targets: [Double]
  private var objective: NetworkObjective<Scalar>
  private var begin = ContinuousClock.now
  /// What the judge itself has taken since then.
  private var paused = Duration.zero

  init(_ task: NetworkTask<Scalar>, targets: [Double], threads: Int) {
    self.targets = targets
    objective = task.objective(threads: threads)
  }

  var isDone: Bool { reached.count == targets.count }

  mutating func start() { begin = .now }

  mutating func cost(at point: [Double]) -> Double {
    let pause = ContinuousClock.now
    defer { paused += .now - pause }
    return objective.value(at: point.span)
  }

  /// Notes the targets that an iteration has reached.
  ///
  /// An iteration on a sample of the examples may believe that it has; then the cost over all
  /// examples decides.
  mutating func note(_ record: IterationRecord, at point: () -> [Double]) {
    guard !isDone, record.value <= targets[reached.count] else { return }
    let seconds = (ContinuousClock.now - begin - paused) / .seconds(1)
    let cost = cost(at: point())
    while !isDone, cost <= targets[reached.count] {
      reached.append(
        .init(
          target: targets[reached.count], evaluations: record.evaluations.passes,
          seconds: seconds))
    }
  }
}
