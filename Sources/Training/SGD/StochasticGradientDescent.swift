public import Datasets
public import LinearAlgebra
public import NeuralNetwork
public import Optimization
public import Random

/// Mini-batch stochastic gradient descent and Adam, epoch by epoch.
///
/// It has no line search and no stopping test; it works in *epochs*. It is not one of the
/// full-batch minimizers: its steps do not need the cost, and its parameters are stored in the
/// engine's precision (see `docs/decisions/0002-sgd-is-no-minimizer.md`).
///
/// Source: Robbins and Monro (1951); Polyak (1964) and Nesterov (1983) for the two kinds of
/// momentum; Kingma and Ba (2015) for Adam, Loshchilov and Hutter (2019) for AdamW.
public struct StochasticGradientDescent<Scalar: BLASScalar>: ~Copyable {
  private let configuration: SGDConfiguration
  private var engine: MiniBatchEngine<Scalar>
  private var generator: Xoshiro256StarStar
  private var order: [Int]
  private var plateau: PlateauState?
  /// The number of completed epochs.
  public private(set) var epoch = 0
  /// The duration of the epochs, in seconds.
  public private(set) var seconds = 0.0

  /// Prepares epochs over a data set.
  ///
  /// - Parameters:
  ///   - topology: the network.
  ///   - dataset: the examples.
  ///   - targets: what the outputs are compared with; by default the labels.
  ///   - parameters: θ₀.
  ///   - regularization: λ ≥ 0, of the weights, not of the biases; see `MiniBatchEngine`.
  ///   - configuration: the hyperparameters.
  ///   - generator: shuffles the examples.
  /// - Precondition: at least one example.
  public init(
    topology: NetworkTopology, dataset: Dataset<Scalar>, targets: TargetKind = .labels,
    parameters: [Double], regularization: Double, configuration: SGDConfiguration,
    generator: Xoshiro256StarStar
  ) {
    precondition(dataset.exampleCount > 0, "an epoch needs at least one example")
    self.configuration = configuration
    self.generator = generator
    engine = MiniBatchEngine(
      topology: topology, features: dataset.features, targets: targets.targets(of: dataset),
      parameters: parameters, regularization: regularization,
      batchSize: min(configuration.batchSize, dataset.exampleCount), update: configuration.update,
      clipNorm: configuration.clipNorm)
    order = Array(0..<dataset.exampleCount)
  }

  /// θ, the current parameters.
  public var parameters: [Double] { engine.parameters }

  /// The state for a checkpoint.
  public var state: SGDState {
    SGDState(
      epoch: epoch, parameters: engine.parameters, velocity: engine.velocityVector,
      squares: configuration.update.adamCoefficients == nil ? nil : engine.squaresVector,
      plateau: plateau, generator: generator, seconds: seconds)
  }

  /// Continues from the state of another run.
  ///
  /// - Throws: `OptimizationError` if the state belongs to another network or update rule.
  public mutating func restore(_ state: SGDState) throws(OptimizationError) {
    let count = engine.parameters.count
    guard state.parameters.count == count, state.velocity.count == engine.velocityVector.count,
      state.squares?.count ?? 0 == engine.squaresVector.count
    else {
      throw .unsuitableState(
        minimizer: configuration.update.minimizer.rawValue,
        reason: "it is not for \(count) parameters")
    }
    rewind(to: state)
  }

  /// Restores an earlier state of this run.
  mutating func rewind(to state: SGDState) {
    epoch = state.epoch
    generator = state.generator
    seconds = state.seconds
    plateau = state.plateau
    let batches = (order.count + configuration.batchSize - 1) / configuration.batchSize
    engine.restore(
      parameters: state.parameters, velocity: state.velocity, squares: state.squares ?? [],
      stepCount: epoch * batches)
  }

  /// Runs one epoch.
  ///
  /// - Parameter goesOn: called before the first batch, about every 16 examples, and within a step on
  ///   256 examples or more; after `false` the epoch is abandoned.
  /// - Returns: the statistics; `nil` from an abandoned epoch, after which ``restore(_:)`` must
  ///   restore a state.
  /// - Complexity: 4 · m · P flops; no allocation.
  public mutating func runEpoch(while goesOn: () -> Bool = { true }) -> EpochStatistics? {
    let clock = ContinuousClock()
    let start = clock.now
    if configuration.shufflesExamples {
      // Each epoch starts from the order of the data set, so that no order has to be saved.
      for index in order.indices { order[index] = index }
      generator.permute(&order)
    }
    let rate = configuration.schedule.rate(
      initial: configuration.learningRate, epoch: epoch, reductions: plateau?.reductions ?? 0)
    var loss = 0.0
    var correct: Int?
    for first in stride(from: 0, to: order.count, by: configuration.batchSize) {
      // Once per 16 examples: less than a thousandth of the time, even for batches of 1.
      if first % 16 < configuration.batchSize, !goesOn() { return nil }
      let batch = order[first..<min(first + configuration.batchSize, order.count)]
      guard let outcome = engine.step(examples: batch, learningRate: rate, while: goesOn) else {
        return nil
      }
      loss += outcome.loss
      if let count = outcome.correct { correct = (correct ?? 0) + count }
    }
    epoch += 1
    let meanLoss = loss / Double(order.count)
    configuration.schedule.note(meanLoss, in: &plateau)
    seconds += (clock.now - start) / .seconds(1)
    return EpochStatistics(
      learningRate: rate, meanLoss: meanLoss, runningCorrectCount: correct,
      exampleCount: order.count)
  }
}

/// The state of an algorithm on mini-batches between two epochs.
public struct SGDState: Hashable, Codable, Sendable {
  /// The number of completed epochs.
  public var epoch: Int
  /// θ.
  public var parameters: [Double]
  /// v of momentum, or m of Adam; empty for plain steps.
  public var velocity: [Double]
  /// v of Adam; `nil` for the other rules.
  public var squares: [Double]?
  /// What the plateau schedule remembers; `nil` for the other schedules and before the first epoch.
  public var plateau: PlateauState?
  /// The generator that shuffles the examples.
  public var generator: Xoshiro256StarStar
  /// The duration of the epochs, in seconds.
  public var seconds: Double

  /// An epoch is one pass over the examples, like an evaluation.
  var evaluations: EvaluationCounts { EvaluationCounts(gradients: Double(epoch)) }
}
