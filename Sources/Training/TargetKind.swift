public import Datasets
public import LinearAlgebra
internal import NeuralNetwork

/// What the outputs of a network are trained to be.
public enum TargetKind: String, CaseIterable, Codable, Sendable {
  /// The classes of the labels: a classifier.
  case labels
  /// The features of the example: an autoencoder (Hinton and Salakhutdinov 2006). The labels are
  /// ignored.
  case features
}

extension TargetKind {
  /// Throws an error if values of a data set can't be targets of sigmoid outputs.
  ///
  /// - Throws: `DatasetError` at the first feature outside 0…1, if the features are the targets.
  /// - Complexity: one pass over the features, if they are the targets.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func requireValues<Scalar: BLASScalar>(in dataset: Dataset<Scalar>) throws(DatasetError) {
    guard self == .features else { return }
    for example in 0..<dataset.exampleCount {
      let row = dataset.features.row(example)
      guard let outlier = row.firstIndex(where: { !(0 <= $0 && $0 <= 1) }) else { continue }
      throw DatasetError(
        .invalidValue, at: "example \(example + 1), feature \(outlier - row.startIndex + 1)",
        "the value \(row[outlier]) can't be the target of an output in 0…1",
        remedy: "scale the features to 0…1: subtract their smallest value, divide by their range")
    }
  }

  /// The targets of a data set.
  func targets<Scalar: BLASScalar>(of dataset: Dataset<Scalar>) -> ExampleTargets<Scalar> {
    switch self {
    case .labels: .classes(dataset.classIndices)
    case .features: .features
    }
  }

  /// Σ y of each output of a network over the examples of a data set.
  func targetSums(of dataset: Dataset<some BLASScalar>, for topology: NetworkTopology) -> [Double] {
    switch self {
    case .labels: dataset.classCounts.suffix(topology.outputCount).map(Double.init)
    case .features: dataset.featureSums
    }
  }
}

extension Dataset {
  /// The sum of each feature over the examples.
  fileprivate var featureSums: [Double] {
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    get {
      var sums = [Double](repeating: 0, count: featureCount)
      for example in 0..<exampleCount {
        for (index, value) in features.row(example).enumerated() { sums[index] += Double(value) }
      }
      return sums
    }
  }
}
