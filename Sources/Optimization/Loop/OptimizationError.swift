/// An error in the data given to a minimizer.
public enum OptimizationError: Error, Hashable, Sendable {
  /// A saved state belongs to another minimizer, or to this one with another configuration or size.
  case unsuitableState(minimizer: String, reason: String)
}

extension OptimizationError: CustomStringConvertible {
  /// One sentence: what is wrong.
  public var description: String {
    switch self {
    case .unsuitableState(let minimizer, let reason):
      "the saved state does not fit \(minimizer): \(reason)"
    }
  }
}
