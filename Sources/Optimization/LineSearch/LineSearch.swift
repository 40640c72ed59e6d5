/// A point on a line: the step α, the value φ(α) and the slope φ′(α).
public struct LinePoint: Hashable, Codable, Sendable {
  /// α.
  public var step: Double
  /// φ(α); +∞ where the cost or its gradient is not finite.
  public var value: Double
  /// φ′(α); undefined if the value is infinite.
  public var slope: Double

  /// Creates a point of a line.
  public init(step: Double, value: Double, slope: Double) {
    self.step = step
    self.value = value
    self.slope = slope
  }

  /// Whether the value and the slope are finite.
  var isFinite: Bool { value.isFinite && slope.isFinite }
}

/// How a line search ended.
public enum LineSearchOutcome: Hashable, Sendable {
  /// The last evaluated step satisfies the conditions of the search.
  case accepted(LinePoint)
  /// The search ended without such a step.
  case failed
  /// An evaluation was refused.
  case interrupted
}

/// A line search: it chooses a step α along a descent direction d, for φ(α) = f(x + αd).
///
/// It consists of its parameters and at most a few numbers that it stores between searches. It
/// evaluates only φ, at one step at a time, and always accepts the last evaluated step; so the
/// caller has the accepted point with its value and gradient, and no point is evaluated twice.
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

  /// The numbers that the search stores between searches; `nil` if it stores none, and before the
  /// first search.
  var memory: LineSearchMemory? { get set }
}

extension LineSearch {
  /// `nil`: most searches store nothing.
  public var memory: LineSearchMemory? {
    get { nil }
    set {}
  }
}

/// The memory of ``HagerZhang``: a running mean of the values at the origins of a run's line
/// searches.
public struct LineSearchMemory: Hashable, Codable, Sendable {
  /// Q, the sum of the weights of the mean.
  public var weight: Double
  /// C, the weighted mean of |φ(0)|.
  public var meanMagnitude: Double
  /// φ(0) of the previous search.
  public var previousValue: Double
  /// Whether the approximate conditions are used, because values have become close to each other.
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
