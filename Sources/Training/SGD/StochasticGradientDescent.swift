public import Datasets
public import LinearAlgebra
public import NeuralNetwork

/// Mini-batch stochastic gradient descent: one pass over the examples after the other.
///
/// It has no line search and no stopping test of its own; its unit is the *epoch*. It is not one of
/// the full-batch minimizers: its steps do not need the cost, and its parameters live in the
/// engine's precision (see `docs/decisions/0002-sgd-is-no-minimizer.md`).
///
/// Source: Robbins and Monro (1951); Polyak (1964) and Nesterov (1983) for the two momenta.
public struct StochasticGradientDescent<Scalar: BLASScalar>: ~Copyable {
  /// The numbers that an experimenter chooses.
  public struct Configuration: Hashable, Codable, Sendable {
    /// B, the number of examples of a mini-batch; the last one of an epoch may be smaller.
    public var batchSize = 10
    /// η₀, the learning rate of the first epoch.
    public var learningRate = 3.0
    /// How the learning rate changes.
    public var schedule = LearningRateSchedule.constant
    /// What moves the parameters.
    public var update = MiniBatchUpdate.plain
    /// Whether the examples are shuffled before each epoch; otherwise they come as the data set has
    /// them.
    public var shufflesExamples = true

    /// The classic system's numbers: batches of 10, learning rate 3, shuffled, no momentum.
    public init() {}
  }

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
  }

  private let configuration: Configuration
  private var engine: MiniBatchEngine<Scalar>
  private var generator: Xoshiro256StarStar
  private var order: [Int]
  private var epoch = 0

  /// Prepares epochs over a data set.
  ///
  /// - Parameters:
  ///   - parameters: θ₀.
  ///   - regularization: λ; a step shrinks the weights by η λ/m, biases excepted.
  ///   - generator: what the shuffling draws from.
  public init(
    topology: NetworkTopology, dataset: Dataset<Scalar>, parameters: [Double],
    regularization: Double, configuration: Configuration, generator: Xoshiro256StarStar
  ) {
    precondition(configuration.batchSize >= 1, "a mini-batch has at least one example")
    self.configuration = configuration
    self.generator = generator
    engine = MiniBatchEngine(
      topology: topology, features: dataset.features, classIndices: dataset.classIndices,
      parameters: parameters, regularization: regularization,
      batchSize: min(configuration.batchSize, dataset.exampleCount), update: configuration.update)
    order = Array(0..<dataset.exampleCount)
  }

  /// What a checkpoint keeps.
  public var state: State {
    State(
      epoch: epoch, parameters: engine.parameters, velocity: engine.velocityVector,
      generator: generator)
  }

  /// Goes on where another run was.
  public mutating func restore(_ state: State) {
    epoch = state.epoch
    generator = state.generator
    engine.restore(parameters: state.parameters, velocity: state.velocity)
  }

  /// Runs one epoch.
  ///
  /// - Complexity: 4 · m · P flops; no allocation.
  public mutating func runEpoch() -> EpochRecord {
    let clock = ContinuousClock()
    let start = clock.now
    if configuration.shufflesExamples {
      // From the data set's order each time, so that the generator's state is the whole state.
      for index in order.indices { order[index] = index }
      order.shuffle(using: &generator)
    }
    let rate = configuration.schedule.rate(initial: configuration.learningRate, epoch: epoch)
    var loss = 0.0
    var correct = 0
    for first in stride(from: 0, to: order.count, by: configuration.batchSize) {
      let batch = order[first..<min(first + configuration.batchSize, order.count)]
      let outcome = engine.step(examples: batch, learningRate: rate)
      loss += outcome.loss
      correct += outcome.correct
    }
    epoch += 1
    return EpochRecord(
      epoch: epoch, learningRate: rate, meanLoss: loss / Double(order.count),
      correctBeforeUpdate: correct, exampleCount: order.count,
      seconds: (clock.now - start) / .seconds(1))
  }
}
