public import NeuralNetwork
public import Optimization

/// An error that prevents a training run.
public enum TrainingError: Error, Hashable, Sendable {
  /// The minimizer would exceed its memory limit for this network.
  case memory(NetworkError)
  /// The state to resume from belongs to another run.
  case state(OptimizationError)
  /// The best point is to be kept, and there are no validation examples.
  case validation(KeptPoint)
  /// The point with the best accuracy is to be kept, and the network is an autoencoder.
  case accuracy
}

extension TrainingError: CustomStringConvertible {
  /// One sentence: what is wrong.
  public var description: String {
    switch self {
    case .memory(let error): error.description
    case .state(let error): error.description
    case .validation(let keep):
      "to keep the point '\(keep.rawValue)', the run needs validation examples "
        + "(give the trainer some, or keep the final point)"
    case .accuracy:
      "an autoencoder has no accuracy to keep the best point by (keep the one with the best cost)"
    }
  }
}
