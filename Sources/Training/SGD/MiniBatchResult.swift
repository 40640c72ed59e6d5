public import Optimization

/// What a run of mini-batch descent leaves: where it ended, and why.
///
/// Unlike a full-batch minimizer's, the last point need not be the best one.
public struct MiniBatchResult: Hashable, Codable, Sendable {
  /// θ after the last whole epoch; where the run diverged, after the last one with a finite loss.
  public let parameters: [Double]
  /// J(θ) over all examples at exactly these parameters.
  public let cost: Double
  /// How many epochs led there.
  public let epochs: Int
  /// Why the run ended: `StopReason.iterationLimit` after the last of its epochs.
  public let stopReason: StopReason
  /// How long the epochs took, without what was measured between them.
  public let seconds: Double
}
