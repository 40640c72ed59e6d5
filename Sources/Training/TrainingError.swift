public import NeuralNetwork
public import Optimization

/// Why a trainer can't run.
public enum TrainingError: Error, Hashable, Sendable {
  /// The configuration is one for mini-batches, which ``MiniBatchTrainer`` runs.
  case miniBatchPlan
  /// The minimizer would take more memory for this network than it may.
  case memory(NetworkError)
  /// The state to go on from is of another run.
  case state(OptimizationError)
}

extension TrainingError: CustomStringConvertible {
  /// One sentence that says what is wrong.
  public var description: String {
    switch self {
    case .miniBatchPlan:
      "the configuration is one for mini-batches (use MiniBatchTrainer, or another minimizer)"
    case .memory(let error): error.description
    case .state(let error): error.description
    }
  }
}
