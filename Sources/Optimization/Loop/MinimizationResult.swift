/// The result of a run: the point, and why the run ended.
public struct MinimizationResult: Hashable, Codable, Sendable {
  /// The point that ``stopReason`` refers to.
  ///
  /// If a limit or a failure ended the run, it is the best point that was evaluated; otherwise the
  /// last iterate, which is lower than all others up to rounding.
  public let parameters: [Double]
  /// The cost at exactly these parameters, bit for bit; NaN when nothing was evaluated.
  public let value: Double
  /// ‖∇f‖∞ at exactly these parameters.
  public let gradientNorm: Double
  /// The number of iterations.
  public let iterations: Int
  /// The evaluations.
  public let evaluations: EvaluationCounts
  /// Why the run ended.
  public let stopReason: StopReason
  /// The noise level of the value, where a failed line search has measured it: values that differ
  /// by less can't be distinguished.
  public let noiseLevel: Double?
  /// The duration in seconds.
  public let seconds: Double

  /// Whether a tolerance or a target that the caller set was met.
  public var isConverged: Bool { stopReason.isConverged }
}
