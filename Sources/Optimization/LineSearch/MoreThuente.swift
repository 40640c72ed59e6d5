import Foundation

/// The line search of Moré and Thuente, which finds a step that meets the strong Wolfe conditions.
///
///     φ(α) ≤ φ(0) + μ φ′(0) α      (sufficient decrease)
///     |φ′(α)| ≤ η |φ′(0)|          (curvature)
///
/// It keeps an interval I with ends α_l and α_u, where α_l has the lowest value so far and the
/// interval, once bounded, holds an acceptable step. Each trial step is chosen from cubic and
/// quadratic interpolants, and the interval is forced to shrink.
///
/// | paper | here |
/// |---|---|
/// | φ, ψ(α) = φ(α) − φ(0) − μ φ′(0) α | `LinePoint`, `auxiliary` |
/// | μ, η | ``sufficientDecrease``, ``curvature`` |
/// | α_l, α_u, α_t | `best`, `other`, `trial` |
/// | α_min, α_max | ``minimumStep``, ``maximumStep`` |
/// | δ = 0.66 | `Interval.safeguarded` |
///
/// Source: J. J. Moré and D. J. Thuente, "Line search algorithms with guaranteed sufficient
/// decrease", ACM Transactions on Mathematical Software 20 (1994), sections 2 to 4. Derived from
/// the paper; it differs where a trial value is infinite, which the paper does not treat: the
/// interval then ends at that trial and the next one lies at a tenth of the way.
///
/// - Complexity: a few dozen flops per trial; nothing is allocated.
public struct MoreThuente: LineSearch, Hashable {
  /// μ, in (0, 1): the decrease of a step relative to that of the tangent.
  ///
  /// 1e−4 by default.
  public var sufficientDecrease: Double
  /// η, in (0, 1): the slope of an accepted step relative to the first.
  ///
  /// 0.9 by default, which suits quasi-Newton directions; conjugate gradients need 0.1.
  public var curvature: Double
  /// The shortest step that is tried.
  public var minimumStep: Double
  /// The longest step that is tried.
  public var maximumStep: Double
  /// The maximum number of trials.
  public var maxTrials: Int

  /// Creates a line search with the paper's parameters, or others.
  ///
  /// With μ ≤ η there is always a step that satisfies both conditions if f is bounded below.
  ///
  /// - Precondition: μ and η lie in (0, 1), 0 ≤ minimum < maximum, at least one trial.
  public init(
    sufficientDecrease: Double = 1e-4, curvature: Double = 0.9, minimumStep: Double = 0,
    maximumStep: Double = 1e300, maxTrials: Int = 30
  ) {
    precondition(0 < sufficientDecrease && sufficientDecrease < 1, "μ lies in (0, 1)")
    precondition(0 < curvature && curvature < 1, "η lies in (0, 1)")
    precondition(0 <= minimumStep && minimumStep < maximumStep, "steps are positive")
    precondition(maxTrials >= 1, "a search needs a trial")
    self.sufficientDecrease = sufficientDecrease
    self.curvature = curvature
    self.minimumStep = minimumStep
    self.maximumStep = maximumStep
    self.maxTrials = maxTrials
  }

  /// Searches for a step that satisfies the strong Wolfe conditions.
  public func search(
    from origin: LinePoint, initialStep: Double, evaluate: (Double) -> LinePoint?
  ) -> LineSearchOutcome {
    guard origin.slope < 0 else { return .failed }
    var interval = Interval(from: origin, searchingWith: self)
    var step = min(max(initialStep, minimumStep), maximumStep)
    for _ in 0..<maxTrials {
      guard let trial = evaluate(step) else { return .interrupted }
      guard trial.isFinite else {
        guard let shorter = interval.shrink(below: trial.step) else { return .failed }
        step = shorter
        continue
      }
      if isAcceptable(trial, from: origin) { return .accepted(trial) }
      guard let next = interval.update(with: trial), next != trial.step else { return .failed }
      step = next
    }
    return .failed
  }

  /// The strong Wolfe conditions.
  func isAcceptable(_ trial: LinePoint, from origin: LinePoint) -> Bool {
    trial.value <= origin.value + sufficientDecrease * origin.slope * trial.step
      && abs(trial.slope) <= curvature * abs(origin.slope)
  }

  /// The interval of the search, and the function whose minimizer it approaches.
  ///
  /// In the first stage the function is ψ(α) = φ(α) − φ(0) − μ φ′(0) α; from the first trial with
  /// ψ(α) ≤ 0 and φ′(α) > 0 on, it is φ itself (section 3 of the paper). Even in the first stage, ψ
  /// is used only for a trial that is lower than the best without a sufficient decrease: this is
  /// how the tables of the paper were computed.
  struct Interval {
    private let origin: LinePoint
    private let decreaseSlope: Double
    private let minimumStep: Double
    private let maximumStep: Double
    /// α_l, with φ.
    private var best: LinePoint
    /// α_u, with φ; `nil` until the interval is bounded.
    private var other: LinePoint?
    /// The smallest step with an infinite value so far.
    private var barrier: Double
    /// The number of consecutive trials that were infinite or uninformative; after several of them,
    /// steps change faster.
    private var blindTrials = 0
    private var followsAuxiliary = true
    /// The interval's lengths one and two trials ago.
    private var lengths = (last: Double.infinity, beforeLast: Double.infinity)

    init(from origin: LinePoint, searchingWith search: MoreThuente) {
      self.origin = origin
      decreaseSlope = search.sufficientDecrease * origin.slope
      minimumStep = search.minimumStep
      maximumStep = search.maximumStep
      barrier = .infinity
      best = origin
    }
  }
}

extension MoreThuente.Interval {
  /// The next step after an infinite value at `step`; `nil` if the interval is too short.
  mutating func shrink(below step: Double) -> Double? {
    guard step > best.step else { return nil }
    barrier = step
    blindTrials += 1
    // Between steps of very different sizes, use the geometric mean.
    let next =
      best.step > 0 && step > 1e6 * best.step
      ? best.step.squareRoot() * step.squareRoot()
      : best.step + pow(0.1, pace) * (step - best.step)
    return next > best.step && next >= minimumStep ? next : nil
  }

  /// 1 for the first six blind trials in a row, then 2, 4, 8, …: the exponent of their factor.
  private var pace: Double { pow(2, Double(max(0, min(blindTrials, 16) - 6))) }

  /// Updates the interval by a trial and chooses the next step; `nil` if the interval is too short.
  mutating func update(with trial: LinePoint) -> Double? {
    if trial.value == origin.value, trial.slope == origin.slope, other == nil {
      blindTrials += 1
      best = trial
      return min(trial.step * pow(4, pace), maximumStep, 0.5 * (trial.step + barrier))
    }
    blindTrials = 0
    if followsAuxiliary, auxiliary(trial).value <= 0, trial.slope > 0 { followsAuxiliary = false }
    let usesAuxiliary =
      followsAuxiliary && trial.value <= best.value && auxiliary(trial).value > 0
    let (low, high) = usesAuxiliary ? (auxiliary(best), other.map(auxiliary)) : (best, other)
    let current = usesAuxiliary ? auxiliary(trial) : trial
    let suggestion = Self.trialStep(
      best: low, other: high, trial: current, extrapolatingTo: extrapolationRange(beyond: trial))
    contract(low: low, trial: trial, viewedAs: current)
    return safeguarded(suggestion)
  }

  /// ψ.
  private func auxiliary(_ sample: LinePoint) -> LinePoint {
    LinePoint(
      step: sample.step, value: sample.value - origin.value - decreaseSlope * sample.step,
      slope: sample.slope - decreaseSlope)
  }

  /// The updating algorithm of section 2, which determines the ends of the next interval.
  private mutating func contract(low: LinePoint, trial: LinePoint, viewedAs current: LinePoint) {
    if current.value > low.value {
      other = trial
    } else {
      if current.slope * (low.step - current.step) < 0 { other = best }
      best = trial
    }
  }

  /// The range of the next step while the interval is not bounded: beyond the trial by 1.1 to 4
  /// times its distance from α_l (section 4), and at most halfway to a step with an infinite value.
  private func extrapolationRange(beyond trial: LinePoint) -> ClosedRange<Double> {
    let stretch = trial.step - best.step
    let upper = min(trial.step + 4 * stretch, maximumStep, (trial.step + barrier) / 2)
    return min(trial.step + 1.1 * stretch, upper)...upper
  }

  /// Keeps a suggestion inside the interval, and halves an interval that shrinks too slowly: in two
  /// trials it must shrink to 0.66 of its length.
  private mutating func safeguarded(_ suggestion: Double) -> Double? {
    guard let other else { return min(max(suggestion, minimumStep), maximumStep) }
    let length = abs(other.step - best.step)
    let isSlow = length >= 0.66 * lengths.beforeLast
    lengths = (last: length, beforeLast: lengths.last)
    let middle = best.step + 0.5 * (other.step - best.step)
    let (lower, upper) = (min(best.step, other.step), max(best.step, other.step))
    let next = isSlow || !(lower < suggestion && suggestion < upper) ? middle : suggestion
    return lower < next && next < upper && next >= minimumStep ? next : nil
  }

  /// Trial value selection, section 4 of the paper: the next step from the values and slopes at
  /// α_l (`best`), α_t (`trial`) and, when there is one, α_u (`other`).
  ///
  /// The four cases differ in what the trial shows about the minimizer: bracketed by a higher value
  /// (1), bracketed by the sign of the slope (2), ahead with a slope that flattens (3) or steepens
  /// (4). α_c, α_q and α_s are the minimizers of the cubic through both points and slopes, of the
  /// quadratic through both points and the slope at α_l, and of the quadratic through the slopes.
  static func trialStep(
    best: LinePoint, other: LinePoint?, trial: LinePoint,
    extrapolatingTo range: ClosedRange<Double>
  ) -> Double {
    if trial.value > best.value {
      let cubic = cubicMinimizer(best, trial) ?? trial.step
      let quadratic = quadraticMinimizer(best, valueAt: trial)
      return abs(cubic - best.step) < abs(quadratic - best.step)
        ? cubic : cubic + 0.5 * (quadratic - cubic)
    }
    let secant = secantMinimizer(best, trial)
    if trial.slope * best.slope < 0 {
      let cubic = cubicMinimizer(best, trial) ?? secant
      return abs(cubic - trial.step) >= abs(secant - trial.step) ? cubic : secant
    }
    if abs(trial.slope) <= abs(best.slope) {
      return flattening(
        cubic: cubicMinimizer(best, trial), secant: secant, best: best, other: other,
        trial: trial, range: range)
    }
    guard let other else { return range.upperBound }
    return cubicMinimizer(trial, other) ?? 0.5 * (trial.step + other.step)
  }

  /// Case 3: the slope keeps its sign and flattens, so the minimizer lies beyond the trial.
  ///
  /// The cubic counts only where its minimizer is beyond the trial. With a bounded interval the
  /// candidate closer to the trial is taken, at most 0.66 of the way to α_u; without one the
  /// farther, within the range of extrapolation.
  private static func flattening(
    cubic: Double?, secant: Double, best: LinePoint, other: LinePoint?, trial: LinePoint,
    range: ClosedRange<Double>
  ) -> Double {
    let ahead = trial.step > best.step ? 1.0 : -1.0
    let isBeyond = cubic.map { ($0 - trial.step) * ahead > 0 } ?? false
    guard let other else {
      let candidate = isBeyond ? max(cubic ?? secant, secant) : range.upperBound
      return min(max(candidate, range.lowerBound), range.upperBound)
    }
    let cubicOrEnd = isBeyond ? cubic ?? secant : other.step
    let candidate =
      abs(cubicOrEnd - trial.step) < abs(secant - trial.step) ? cubicOrEnd : secant
    let bound = trial.step + 0.66 * (other.step - trial.step)
    return ahead > 0 ? min(bound, candidate) : max(bound, candidate)
  }
}
