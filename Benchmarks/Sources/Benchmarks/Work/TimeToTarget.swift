import LinearAlgebra
import NeuralNetwork
import Optimization
import Training

/// The evaluations and seconds that one training run needed to reach each target cost.
struct TimeToTarget: Encodable {
  /// The minimizer's name.
  let minimizer: String
  /// The initialization of the output biases.
  let outputBiases: String
  /// The random seed.
  let seed: UInt64
  /// J at the initial parameters, over all examples.
  private(set) var startCost = Double.nan
  /// The targets that were reached, in order.
  private(set) var reached: [Reached] = []
  /// Why the run ended.
  private(set) var stopReason = ""
  /// Whether the machine was otherwise idle.
  private(set) var isIdle = true

  /// A target, and the work done by the end of the first iteration at or below it.
  struct Reached: Encodable {
    /// The target cost.
    var target: Double
    /// Passes over the examples (``EvaluationCounts/passes``).
    var evaluations: Double
    /// Seconds since the examples were in memory: preparing their layout counts, reading the file
    /// does not.
    var seconds: Double
    /// CPU seconds of all threads in the same time.
    var cpuSeconds: Double
  }
}

extension TimeToTarget {
  /// Trains until the lowest target or a limit is reached.
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
    var tracker = TargetTracker(task, targets: problem.targets, threads: threads)
    let before = ProcessorTime.now
    tracker.start()
    var trainer = Trainer(task.dataset, configuration: configuration, threads: threads)
    startCost = tracker.cost(at: trainer.start)
    let result = try trainer.run { record, run in
      tracker.note(record, at: run.parameters)
      return tracker.isDone ? .stop : .proceed
    }
    reached = tracker.reached
    stopReason = tracker.isDone ? "targetValue" : result.stopReason.rawValue
    let others = ProcessorTime.now.othersSince(before) ?? 0
    isIdle = others <= Sampler.tolerance * result.seconds + 0.01
  }
}

/// Records when a run reaches each target, by the full-batch cost even while it uses a subsample.
private struct TargetTracker<Scalar: BLASScalar>: ~Copyable {
  private(set) var reached: [TimeToTarget.Reached] = []
  private let targets: [Double]
  private var objective: NetworkObjective<Scalar>
  private var begin = ContinuousClock.now
  private var cpuBegin = ProcessorTime.now.own
  /// Time spent in the tracker itself since then.
  private var paused = Duration.zero
  private var cpuPaused = 0.0

  init(_ task: NetworkTask<Scalar>, targets: [Double], threads: Int) {
    self.targets = targets
    objective = task.objective(threads: threads)
  }

  var isDone: Bool { reached.count == targets.count }

  mutating func start() {
    begin = .now
    cpuBegin = ProcessorTime.now.own
  }

  mutating func cost(at point: [Double]) -> Double {
    let pause = ContinuousClock.now
    let cpuPause = ProcessorTime.now.own
    defer {
      paused += .now - pause
      cpuPaused += ProcessorTime.now.own - cpuPause
    }
    return objective.value(at: point.span)
  }

  /// Records the targets that an iteration has reached.
  ///
  /// The value of an iteration on a subsample may be below a target while the full-batch cost is
  /// not, so the full-batch cost is computed.
  mutating func note(_ record: TrainingRecord, at point: [Double]) {
    guard !isDone, let value = record.cost, value <= targets[reached.count] else { return }
    let seconds = (ContinuousClock.now - begin - paused) / .seconds(1)
    let cpuSeconds = ProcessorTime.now.own - cpuBegin - cpuPaused
    let cost = cost(at: point)
    while !isDone, cost <= targets[reached.count] {
      reached.append(
        .init(
          target: targets[reached.count], evaluations: record.evaluations.passes,
          seconds: seconds, cpuSeconds: cpuSeconds))
    }
  }
}
