public import Datasets
public import LinearAlgebra
public import NeuralNetwork

/// The scores of a model on a set of examples, by the kind of its targets.
public enum ModelScores: Sendable {
  /// The scores of a classifier.
  case classification(ClassificationReport)
  /// The errors of an autoencoder.
  case reconstruction(TargetErrors)

  /// Scores a model on the examples of a data set.
  ///
  /// - Parameters:
  ///   - model: the network.
  ///   - dataset: examples with the model's number of features, and labels in the order of its
  ///     outputs if it is a classifier.
  ///   - threads: the number of threads; the result does not depend on it.
  /// - Complexity: 2 · m · P flops.
  public init<Scalar: BLASScalar>(of model: Model, on dataset: Dataset<Scalar>, threads: Int = 1) {
    switch model.targets {
    case .labels:
      let predictor = Predictor<Scalar>(topology: model.topology, parameters: model.parameters)
      self = .classification(
        ClassificationReport(
          actual: dataset.classIndices, predicted: predictor.classIndices(for: dataset.features),
          encoding: dataset.encoding))
    case .features:
      var objective = NetworkObjective(
        topology: model.topology, features: dataset.features, targets: .features,
        regularization: 0, threads: threads)
      self = .reconstruction(objective.targetErrors(at: model.parameters.span))
    }
  }

  /// The accuracy of a classifier.
  public var accuracy: Double? {
    if case .classification(let report) = self { report.accuracy } else { nil }
  }

  /// The errors of an autoencoder.
  public var errors: TargetErrors? {
    if case .reconstruction(let errors) = self { errors } else { nil }
  }
}
