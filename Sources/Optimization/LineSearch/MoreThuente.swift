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
/// | φ, ψ(α) = φ(α) − φ(0) − μ φ′(0) α | `LineSample`, `auxiliary` |
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
/// - Complexity: a few dozen flops a trial; nothing is allocated.
public struct MoreThuente: LineSearch, Hashable {
  /// μ, in (0, 1): how much of the slope's promise a step must keep.
  ///
  /// 1e−4 by default.
  public var sufficientDecrease: Double
  /// η, in (0, 1): how much of the slope may be left.
  ///
  /// 0.9 by default, which suits quasi-Newton directions; conjugate gradients need 0.1.
  public var curvature: Double
  /// The shortest step that is tried.
  public var minimumStep: Double
  /// The longest step that is tried.
  public var maximumStep: Double
  /// After so many trials the search gives up.
  public var maxTrials: Int

  /// Takes the paper's numbers, or others.
  ///
  /// With μ ≤ η there is always a step that meets both conditions, where f is bounded below.
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

  /// Looks for a step that meets the strong Wolfe conditions.
  public func search(
    from origin: LineSample, initialStep: Double, evaluate: (Double) -> LineSample?
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
  func isAcceptable(_ trial: LineSample, from origin: LineSample) -> Bool {
    trial.value <= origin.value + sufficientDecrease * origin.slope * trial.step
      && abs(trial.slope) <= curvature * abs(origin.slope)
  }
}
