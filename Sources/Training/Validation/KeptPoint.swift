internal import NeuralNetwork

/// The point of a run whose network is kept.
public enum KeptPoint: String, CaseIterable, Codable, Sendable {
  /// The point at which the run ends.
  case final
  /// The point with the greatest validation accuracy.
  case bestAccuracy = "best-accuracy"
  /// The point with the lowest validation cost.
  case bestCost = "best-cost"

  /// Whether the point is chosen by validation examples.
  public var needsValidation: Bool { self != .final }
}

extension KeptPoint {
  /// Whether a point is better than the best one before it; an equal one is not.
  ///
  /// A point whose cost is not finite is never better.
  func prefers(_ scores: ExampleScores, to best: ExampleScores?) -> Bool {
    guard needsValidation, scores.cost.isFinite else { return false }
    guard let best else { return true }
    return self == .bestAccuracy
      ? scores.correctCount ?? 0 > best.correctCount ?? 0 : scores.cost < best.cost
  }
}
