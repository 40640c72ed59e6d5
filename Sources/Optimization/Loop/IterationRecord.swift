/// The record of an iteration, for observers; also of the starting point.
public struct IterationRecord: Hashable, Codable, Sendable {
  /// The number of completed iterations; 0 at the starting point.
  public let iteration: Int
  /// f(x).
  public let value: Double
  /// ‖∇f(x)‖∞.
  public let gradientNorm: Double
  /// α, the accepted step along the search direction; 0 at the starting point.
  public let stepLength: Double
  /// The evaluations so far.
  public let evaluations: EvaluationCounts
  /// The duration of the run so far, in seconds.
  public let seconds: Double
}

/// The decision of an observer.
public enum ObserverDecision: Sendable {
  /// Continues the run.
  case proceed
  /// Ends the run with ``StopReason/observer``.
  case stop
}
