/// A point on a line: the step α, the value φ(α) and the slope φ′(α).
public struct LinePoint: Hashable, Codable, Sendable {
  /// α.
  public var step: Double
  /// φ(α); +∞ where the cost or its gradient is not finite.
  public var value: Double
  /// φ′(α); without meaning where the value is infinite.
  public var slope: Double

  /// Puts a sample together.
  public init(step: Double, value: Double, slope: Double) {
    self.step = step
    self.value = value
    self.slope = slope
  }

  /// Whether the value can be computed with.
  var isFinite: Bool { value.isFinite && slope.isFinite }
}

/// How a line search ended.
public enum LineSearchOutcome: Hashable, Sendable {
  /// The step that was evaluated last meets the search's conditions.
  case accepted(LinePoint)
  /// No step met them within the search's own limit.
  case failed
  /// An evaluation was refused.
  case interrupted
}

/// A way to choose a step α along a direction of descent d, for φ(α) = f(x + αd).
///
/// It is a value: a few numbers, and at most a few more that it remembers from search to search.
/// It sees only φ, one evaluation at a time, and the step that it accepts is always the one
/// evaluated last; so the caller has the accepted point with its value and gradient at hand, and
/// nothing is evaluated twice.
public protocol LineSearch: Sendable {
  /// Looks for an acceptable step.
  ///
  /// - Parameters:
  ///   - origin: φ(0) and φ′(0) < 0, at step 0.
  ///   - initialStep: the first step to try, > 0.
  ///   - evaluate: φ at a step; `nil` when the run's limits allow no more evaluations. A value of
  ///     +∞ means that the step was too long.
  mutating func search(
    from origin: LinePoint, initialStep: Double, evaluate: (Double) -> LinePoint?
  ) -> LineSearchOutcome

  /// What the search remembers from earlier searches, for a checkpoint; empty for most.
  var memory: [Double] { get set }

  /// Forgets earlier searches.
  mutating func reset()
}

extension LineSearch {
  /// Nothing, for a search that remembers nothing.
  public var memory: [Double] {
    get { [] }
    set {}
  }

  /// Does nothing, for a search that remembers nothing.
  public mutating func reset() {}
}
