public import Datasets
public import LinearAlgebra
public import NeuralNetwork
internal import Random

/// The network, the cost and the model of a configuration for a data set.
extension TrainingConfiguration {
  /// The network from the data set's features to its targets.
  func topology(for dataset: Dataset<some BLASScalar>) -> NetworkTopology {
    topology(featureCount: dataset.featureCount, classCount: dataset.classCount)
  }

  /// Throws an error if the network has one output for two classes, and a data set has another number
  /// of them.
  public func requireClasses(in dataset: Dataset<some BLASScalar>) throws(DatasetError) {
    guard hasBinaryOutput, targets == .labels, dataset.classCount != 2 else { return }
    throw DatasetError(
      .invalidValue,
      "one output unit is for two classes, and the examples have \(dataset.classCount)",
      remedy: "use one output unit per class: omit --outputs")
  }

  /// Draws θ₀.
  func start(
    of topology: NetworkTopology, for dataset: Dataset<some BLASScalar>,
    using generator: inout Xoshiro256StarStar
  ) -> [Double] {
    var start = initializer.parameters(for: topology.parameterLayout, using: &generator)
    outputBiases.apply(
      to: &start, of: topology, targetSums: targets.targetSums(of: dataset, for: topology),
      exampleCount: dataset.exampleCount)
    return start
  }

  /// J over a data set, of a network with as many outputs as its targets have.
  public func objective<Scalar: BLASScalar>(
    of topology: NetworkTopology, for dataset: Dataset<Scalar>, threads: Int = 1
  ) -> NetworkObjective<Scalar> {
    NetworkObjective(
      topology: topology, features: dataset.features, targets: targets.targets(of: dataset),
      regularization: regularization, threads: threads)
  }

  /// The trained network as a model, with the metadata of the data set and its provenance, which
  /// ends with the notes of `outcome`.
  func model<Scalar: BLASScalar>(
    of topology: NetworkTopology, parameters: [Double], trainedOn metadata: DatasetMetadata,
    in _: Scalar.Type, outcome: [Model.Note]
  ) -> Model {
    Model(
      topology: topology, parameters: parameters, targets: targets,
      encoding: targets == .labels ? metadata.encoding : nil, imageShape: metadata.imageShape,
      scaling: metadata.scaling, columns: metadata.columns,
      provenance: [
        .init("minimizer", .text(minimizer.rawValue)),
        .init("lambda", .number(regularization)),
        .init("seed", .text(String(seed))),
        .init("precision", .text(Scalar.self == Float.self ? "float" : "double")),
        .init("examples", .number(Double(metadata.exampleCount))),
      ] + outcome)
  }
}
