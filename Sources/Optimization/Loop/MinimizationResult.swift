/// What a run leaves: the point that it ended at, and why it ended.
public struct MinimizationResult: Hashable, Codable, Sendable {
  /// The point that ``stopReason`` speaks of.
  ///
  /// Where a limit or a failure ended the run it is the best point that was evaluated with all
  /// terms; else the last iterate, which is lower than all others but for rounding.
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
  /// The noise level of the value, where a failed line search has measured it: values that differ
  /// by less can't be told apart.
  public let noiseLevel: Double?
  /// How long it took.
  public let seconds: Double

  /// The last iteration's record as it is with all terms, when the run ended on a sample.
  public func completing(_ last: IterationRecord) -> IterationRecord {
    IterationRecord(
      iteration: iterations, sampleFraction: 1, value: value, gradientNorm: gradientNorm,
      stepLength: last.stepLength, evaluations: evaluations, seconds: seconds)
  }

  /// Whether a tolerance or a target that the caller set was met.
  public var isConverged: Bool { stopReason.isConverged }
}
