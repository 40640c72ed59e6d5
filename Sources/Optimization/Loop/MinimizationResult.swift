/// What a run leaves: the best point it evaluated, and why it ended.
public struct MinimizationResult: Hashable, Codable, Sendable {
  /// The point; no point that the run evaluated with all terms has a lower value.
  public let parameters: [Double]
  /// The cost at exactly these parameters, bit for bit; NaN when nothing was evaluated.
  public let value: Double
  /// ‖∇f‖∞ at exactly these parameters.
  public let gradientNorm: Double
  /// How many iterations were done.
  public let iterations: Int
  /// What the objective was asked.
  public let evaluations: EvaluationCounts
  /// Why the run ended.
  public let stopReason: StopReason
  /// How long it took.
  public let seconds: Double

  /// The last iteration's record as it is with all terms, when the run ended on a sample.
  public func completing(_ last: IterationRecord) -> IterationRecord {
    IterationRecord(
      iteration: iterations, share: 1, value: value, gradientNorm: gradientNorm,
      stepLength: last.stepLength, evaluations: evaluations, seconds: seconds)
  }

  /// Whether a tolerance or a target that the caller set was met.
  public var isConverged: Bool { stopReason.isConverged }
}
