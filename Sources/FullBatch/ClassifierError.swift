public import Datasets
public import Optimization
public import Training

/// An error in training a classifier or in using a model.
public enum ClassifierError: Error, Equatable, Sendable {
  /// A hyperparameter is out of its range.
  case hyperparameter(name: String, range: String)
  /// The trainer can't run, for example because the minimizer would exceed its memory limit.
  case training(TrainingError)
  /// The training ended with a numerical failure.
  case failed(StopReason)
  /// The examples have another number of features than the model has inputs.
  case featureCount(found: Int, expected: Int)
  /// The model is an autoencoder, which predicts no classes, or a classifier, which reconstructs no
  /// features.
  case otherTargets(TargetKind)
  /// The rows or the labels are invalid for the model.
  case data(DatasetError)
}

extension ClassifierError: CustomStringConvertible {
  /// One sentence that says what is wrong, and in parentheses how to fix it.
  public var description: String {
    switch self {
    case .hyperparameter(let name, let range):
      "the hyperparameter \(name) is out of range (it must be \(range))"
    case .training(let error): error.description
    case .failed(let reason):
      "the training \(reason) (check that the features are finite and of a similar scale)"
    case .featureCount(let found, let expected):
      "the examples have \(found) features, the model was trained on \(expected) (pass the same "
        + "features, in the same order, as in the training data)"
    case .otherTargets(.features):
      "the model is an autoencoder and predicts no classes (use reconstructions(of:))"
    case .otherTargets(.labels):
      "the model is a classifier and reconstructs no features (use predict or probabilities)"
    case .data(let error): error.description
    }
  }
}
