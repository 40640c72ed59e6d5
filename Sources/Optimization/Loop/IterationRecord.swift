/// What an observer is told after each iteration, and once before the first.
public struct IterationRecord: Hashable, Codable, Sendable {
  /// How many iterations are done; 0 at the starting point.
  public let iteration: Int
  /// The share of f's terms that value and gradient are the mean of: 1 unless the run is on a
  /// sample.
  public let sampleFraction: Double
  /// f(x).
  public let value: Double
  /// ‖∇f(x)‖∞.
  public let gradientNorm: Double
  /// α, the accepted step along the search direction; 0 at the starting point.
  public let stepLength: Double
  /// What the objective has been asked so far.
  public let evaluations: EvaluationCounts
  /// Seconds since the run began.
  public let seconds: Double
}

extension IterationRecord {
  /// The record with the value of all terms instead of a sample's.
  public func replacingValue(_ value: Double) -> IterationRecord {
    IterationRecord(
      iteration: iteration, sampleFraction: sampleFraction, value: value,
      gradientNorm: gradientNorm,
      stepLength: stepLength, evaluations: evaluations, seconds: seconds)
  }
}

/// What an observer wants of the run.
public enum ObserverDecision: Sendable {
  /// Goes on.
  case proceed
  /// Ends the run with ``StopReason/observer``.
  case stop
}
