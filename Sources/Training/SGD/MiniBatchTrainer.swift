public import Datasets
public import LinearAlgebra
public import NeuralNetwork
public import Optimization
internal import Random

/// Trains a network on a data set by epochs of mini-batches, by a configuration.
///
///     var trainer = MiniBatchTrainer(dataset, heldOut: test, configuration: configuration, threads: 2)
///     let result = trainer.run { record, _ in print(record.meanLoss); return .proceed }
///     let model = trainer.model(with: result)
///
/// The same configuration and data give the same model, bit for bit.
public struct MiniBatchTrainer<Scalar: BLASScalar>: ~Copyable {
  /// What a run calls after each epoch: with its record, and with a function that takes the whole
  /// state for a checkpoint.
  public typealias Observer = (
    EpochRecord, () -> StochasticGradientDescent<Scalar>.State
  ) -> ObserverDecision

  /// What the run follows.
  public let configuration: TrainingConfiguration
  /// The network's shape.
  public let topology: NetworkTopology
  /// θ₀.
  public let start: [Double]
  /// What the network is trained on.
  public let metadata: DatasetMetadata
  /// J over all examples, which is measured where it is asked for and at the end.
  public var objective: NetworkObjective<Scalar>
  var descent: StochasticGradientDescent<Scalar>
  let heldOut: Dataset<Scalar>?
  let measuresExactCost: Bool

  /// Lays the data out and draws the start.
  ///
  /// - Parameters:
  ///   - dataset: the examples; they are let go of as soon as they are laid out, once for steps and
  ///     once for the cost of all.
  ///   - heldOut: examples to count the correct ones of after each epoch.
  ///   - measuresExactCost: whether J over all examples is computed after each epoch; a configuration with
  ///     a target for the cost needs it in any case.
  ///   - threads: how many threads compute J; the steps, of which each needs the one before, run
  ///     on one.
  public init(
    _ dataset: consuming Dataset<Scalar>, heldOut: Dataset<Scalar>? = nil,
    configuration: TrainingConfiguration,
    measuresExactCost: Bool = false, threads: Int
  ) {
    self.configuration = configuration
    metadata = dataset.metadata
    self.heldOut = heldOut
    self.measuresExactCost = measuresExactCost || configuration.stopping.targetValue != nil
    topology = configuration.topology(for: dataset)
    var generator = Xoshiro256StarStar(seed: configuration.seed)
    start = configuration.start(of: topology, for: dataset, using: &generator)
    objective = configuration.objective(of: topology, for: dataset, threads: threads)
    descent = StochasticGradientDescent(
      topology: topology, dataset: dataset, parameters: start,
      regularization: configuration.regularization, configuration: configuration.miniBatches,
      generator: generator)
  }

  /// Where the run stands: what a checkpoint keeps before the first epoch.
  public var state: StochasticGradientDescent<Scalar>.State { descent.state }

  /// The trained network with what is needed to use it, and how it was made.
  public func model(with result: MiniBatchResult) -> Model {
    let settings = configuration.miniBatches
    return configuration.model(
      of: topology, parameters: result.parameters, trainedOn: metadata, in: Scalar.self,
      outcome: [
        .init("batchSize", .number(Double(settings.batchSize))),
        .init("learningRate", .number(settings.learningRate)),
        .init("schedule", .text(settings.schedule.description)),
        .init("update", .text(settings.update.description)),
        .init("cost", .number(result.cost)),
        .init("epochs", .number(Double(result.epochs))),
        .init("stopReason", .text(result.stopReason.rawValue)),
      ])
  }
}
