/// A backtracking line search: it shortens the step until the decrease is sufficient.
///
///     φ(α) ≤ φ(0) + μ φ′(0) α
///
/// After a trial with an insufficient decrease, the next step is the minimizer of the quadratic
/// through φ(0), φ′(0) and φ(α), from the second trial on that of the cubic through φ(0), φ′(0) and
/// the last two values, limited to between a tenth and a half of the trial; after an infinite value
/// it is a tenth. It needs directions with a natural length (Newton, quasi-Newton), and does not
/// enforce a curvature condition: an L-BFGS pair may be rejected.
///
/// Source: Nocedal and Wright, "Numerical Optimization" (2006), algorithm 3.1 and the interpolation
/// of section 3.5.
public struct Backtracking: LineSearch, Hashable {
  /// μ, in (0, 1): the decrease of a step relative to that of the tangent.
  ///
  /// 1e−4 by default.
  public var sufficientDecrease: Double
  /// The maximum number of trials.
  public var maxTrials: Int

  /// Creates a line search with the usual parameters, or others.
  ///
  /// - Precondition: 0 < μ < 1, and at least one trial.
  public init(sufficientDecrease: Double = 1e-4, maxTrials: Int = 30) {
    precondition(0 < sufficientDecrease && sufficientDecrease < 1, "μ lies in (0, 1)")
    precondition(maxTrials >= 1, "a search needs a trial")
    self.sufficientDecrease = sufficientDecrease
    self.maxTrials = maxTrials
  }

  /// Searches for a step with a sufficient decrease.
  public func search(
    from origin: LinePoint, initialStep: Double, evaluate: (Double) -> LinePoint?
  ) -> LineSearchOutcome {
    guard origin.slope < 0 else { return .failed }
    var step = initialStep
    var previous: LinePoint?
    for _ in 0..<maxTrials {
      guard let trial = evaluate(step) else { return .interrupted }
      if isAcceptable(trial, from: origin) { return .accepted(trial) }
      step = shortened(trial, previous: previous, origin: origin)
      previous = trial.isFinite ? trial : nil
      guard step > 0 else { return .failed }
    }
    return .failed
  }

  /// Whether the decrease is sufficient, and not lost in rounding.
  private func isAcceptable(_ trial: LinePoint, from origin: LinePoint) -> Bool {
    trial.isFinite && trial.value < origin.value
      && trial.value <= origin.value + sufficientDecrease * origin.slope * trial.step
  }

  /// The next step, between a tenth and a half of the trial.
  private func shortened(
    _ trial: LinePoint, previous: LinePoint?, origin: LinePoint
  ) -> Double {
    guard trial.isFinite else { return 0.1 * trial.step }
    let suggestion =
      previous.flatMap { cubicMinimizer(origin, trial, valueAt: $0) }
      ?? quadraticMinimizer(origin, valueAt: trial)
    guard suggestion.isFinite else { return 0.5 * trial.step }
    return min(max(suggestion, 0.1 * trial.step), 0.5 * trial.step)
  }
}
