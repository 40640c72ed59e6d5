/// A point on a line: the step α, the value φ(α) and the slope φ′(α).
public struct LinePoint: Hashable, Codable, Sendable {
  /// α.
  public var step: Double
  /// φ(α); +∞ where the cost or its gradient is not finite.
  public var value: Double
  /// φ′(α); without meaning where the value is infinite.
  public var slope: Double

  /// Creates a point of a line.
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

/// A way to choose a step α along a descent direction d, for φ(α) = f(x + αd).
///
/// It is a value: its parameters, and at most a few numbers that it remembers from search to
/// search. It sees only φ, one evaluation at a time, and the step that it accepts is always the one
/// evaluated last; so the caller has the accepted point with its value and gradient, and nothing is
/// evaluated twice.
public protocol LineSearch: Sendable {
  /// Searches for an acceptable step.
  ///
  /// - Parameters:
  ///   - origin: φ(0) and φ′(0) < 0, at step 0.
  ///   - initialStep: the first step to try, > 0.
  ///   - evaluate: φ at a step; `nil` when the run's limits allow no more evaluations. A value of
  ///     +∞ means that the step was too long.
  /// - Returns: the accepted step, or why there is none.
  mutating func search(
    from origin: LinePoint, initialStep: Double, evaluate: (Double) -> LinePoint?
  ) -> LineSearchOutcome

  /// What the search remembers from earlier searches; `nil` for one that remembers nothing, and
  /// before the first search.
  var memory: LineSearchMemory? { get set }
}

extension LineSearch {
  /// `nil`: most searches remember nothing.
  public var memory: LineSearchMemory? {
    get { nil }
    set {}
  }
}

/// A running mean of the values at the origins of a run's line searches: what ``HagerZhang``
/// remembers.
public struct LineSearchMemory: Hashable, Codable, Sendable {
  /// Q, the sum of the weights of the mean.
  public var weight: Double
  /// C, the weighted mean of |φ(0)|.
  public var meanMagnitude: Double
  /// φ(0) of the previous search.
  public var previousValue: Double
  /// Whether values have become so close that the approximate conditions hold.
  public var usesApproximateConditions: Bool

  /// Creates a memory.
  public init(
    weight: Double, meanMagnitude: Double, previousValue: Double, usesApproximateConditions: Bool
  ) {
    self.weight = weight
    self.meanMagnitude = meanMagnitude
    self.previousValue = previousValue
    self.usesApproximateConditions = usesApproximateConditions
  }
}
