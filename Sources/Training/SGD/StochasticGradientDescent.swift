public import Datasets
public import LinearAlgebra
public import NeuralNetwork
public import Optimization
public import Random

/// Mini-batch stochastic gradient descent: one pass over the examples after the other.
///
/// It has no line search and no stopping test of its own; its unit is the *epoch*. It is not one of
/// the full-batch minimizers: its steps do not need the cost, and its parameters live in the
/// engine's precision (see `docs/decisions/0002-sgd-is-no-minimizer.md`).
///
/// Source: Robbins and Monro (1951); Polyak (1964) and Nesterov (1983) for the two momenta.
public struct StochasticGradientDescent<Scalar: BLASScalar>: ~Copyable {
  /// All that a later process needs to go on with the very next batch.
  public struct State: Hashable, Codable, Sendable {
    /// The number of epochs done.
    public var epoch: Int
    /// θ.
    public var parameters: [Double]
    /// v; empty without momentum.
    public var velocity: [Double]
    /// The state of the shuffling generator.
    public var generator: Xoshiro256StarStar
    /// How long the epochs took.
    public var seconds: Double
  }

  private let configuration: SGDConfiguration
  private var engine: MiniBatchEngine<Scalar>
  private var generator: Xoshiro256StarStar
  private var order: [Int]
  /// How many epochs are done.
  public private(set) var epoch = 0
  /// How long they took.
  public private(set) var seconds = 0.0

  /// Prepares epochs over a data set.
  ///
  /// - Parameters:
  ///   - parameters: θ₀.
  ///   - regularization: λ; a step shrinks the weights by η λ/m, biases excepted.
  ///   - generator: what the shuffling draws from.
  /// - Precondition: at least one example.
  public init(
    topology: NetworkTopology, dataset: Dataset<Scalar>, parameters: [Double],
    regularization: Double, configuration: SGDConfiguration, generator: Xoshiro256StarStar
  ) {
    precondition(dataset.exampleCount > 0, "an epoch needs at least one example")
    self.configuration = configuration
    self.generator = generator
    engine = MiniBatchEngine(
      topology: topology, features: dataset.features, classIndices: dataset.classIndices,
      parameters: parameters, regularization: regularization,
      batchSize: min(configuration.batchSize, dataset.exampleCount), update: configuration.update)
    order = Array(0..<dataset.exampleCount)
  }

  /// θ, as it stands.
  public var parameters: [Double] { engine.parameters }

  /// What a checkpoint keeps.
  public var state: State {
    State(
      epoch: epoch, parameters: engine.parameters, velocity: engine.velocityVector,
      generator: generator, seconds: seconds)
  }

  /// Goes on where another run was.
  ///
  /// - Throws: `OptimizationError` when the state is of another network or update.
  public mutating func restore(_ state: State) throws(OptimizationError) {
    try state.expect(like: self.state)
    rewind(to: state)
  }

  /// Goes back to where this run was.
  mutating func rewind(to state: State) {
    epoch = state.epoch
    generator = state.generator
    seconds = state.seconds
    engine.restore(parameters: state.parameters, velocity: state.velocity)
  }

  /// Runs one epoch; the record's measurements on other examples and of the exact cost are left to
  /// the caller.
  ///
  /// - Parameter goesOn: asked before the first batch, about every 16 examples, and within a step on
  ///   256 examples or more; once it says no, the epoch ends where it is.
  /// - Returns: `nil` from an epoch that has not gone through all its examples. What it leaves is
  ///   no state to go on from, until ``restore(_:)`` brings one.
  /// - Complexity: 4 · m · P flops; no allocation.
  public mutating func runEpoch(while goesOn: () -> Bool = { true }) -> EpochRecord? {
    let clock = ContinuousClock()
    let start = clock.now
    if configuration.shufflesExamples {
      // From the data set's order each time, so that the generator's state is the whole state.
      for index in order.indices { order[index] = index }
      generator.permute(&order)
    }
    let rate = configuration.schedule.rate(initial: configuration.learningRate, epoch: epoch)
    var loss = 0.0
    var correct = 0
    for first in stride(from: 0, to: order.count, by: configuration.batchSize) {
      // One question a multiple of 16: less than a thousandth of the time, even of batches of 1.
      if first % 16 < configuration.batchSize, !goesOn() { return nil }
      let batch = order[first..<min(first + configuration.batchSize, order.count)]
      guard let outcome = engine.step(examples: batch, learningRate: rate, while: goesOn) else {
        return nil
      }
      loss += outcome.loss
      correct += outcome.correct
    }
    epoch += 1
    seconds += (clock.now - start) / .seconds(1)
    return EpochRecord(
      epoch: epoch, learningRate: rate, meanLoss: loss / Double(order.count),
      correctBeforeUpdate: correct, exampleCount: order.count,
      seconds: seconds)
  }
}
