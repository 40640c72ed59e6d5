public import NeuralNetwork
public import Optimization

/// Why a trainer can't run.
public enum TrainingError: Error, Hashable, Sendable {
  /// The minimizer would take more memory for this network than the limit.
  case memory(NetworkError)
  /// The state to resume from is of another run.
  case state(OptimizationError)
}

extension TrainingError: CustomStringConvertible {
  /// One sentence: what is wrong.
  public var description: String {
    switch self {
    case .memory(let error): error.description
    case .state(let error): error.description
    }
  }
}
