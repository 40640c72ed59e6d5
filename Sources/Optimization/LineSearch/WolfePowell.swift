/// Rasmussen's line search: interpolate while the step is too long, extrapolate while it is too
/// short.
///
/// A step is accepted under the Wolfe–Powell conditions
///
///     φ(α) ≤ φ(0) + ρ φ′(0) α   and   |φ′(α)| ≤ σ |φ′(0)|.
///
/// While the value or the slope shows that the trial is too long, the next step is the minimizer of
/// the quadratic (value above φ(0)) or otherwise of the cubic through the trial and the last point
/// that was too short, at least a tenth of the interval away from either. Once the trial is short
/// enough but its slope is still steep, the cubic is extrapolated: by at least a tenth of the last
/// increase and at most to three times the step; if a step is known to be too long, at least nine
/// tenths of the way to it or, if the cubic has no minimizer in between, half of the way.
///
/// | description | here |
/// |---|---|
/// | RHO, SIG | ``sufficientDecrease`` 0.01, ``curvature`` 0.5 |
/// | INT, EXT | ``interpolationMargin`` 0.1, ``extrapolationFactor`` 3 |
/// | MAX | ``maxTrials`` 20, after the first |
///
/// Source: the description that C. E. Rasmussen gives with his minimizer (2001–2002), whose version
/// for a course on machine learning is known as `fmincg`; the conditions and the interpolation are
/// those of Fletcher, "Practical Methods of Optimization" (1987), section 2.6.
public struct WolfePowell: LineSearch, Hashable {
  /// ρ.
  public var sufficientDecrease = 0.01
  /// σ.
  public var curvature = 0.5
  /// The minimum distance of an interpolated step from the ends of its interval, as a fraction of
  /// the interval's length.
  public var interpolationMargin = 0.1
  /// The maximum ratio of an extrapolated step to the current step.
  public var extrapolationFactor = 3.0
  /// The maximum number of trials after the first.
  public var maxTrials = 20

  /// Creates a line search with Rasmussen's parameters.
  public init() {}

  /// Searches for a step that satisfies the conditions.
  public func search(
    from origin: LinePoint, initialStep: Double, evaluate: (Double) -> LinePoint?
  ) -> LineSearchOutcome {
    var near = origin
    var far: Double?
    var remaining = maxTrials
    guard var trial = evaluate(initialStep) else { return .interrupted }
    while true {
      while isTooFar(trial, from: origin), remaining > 0 {
        far = trial.step
        let step = interpolated(near: near, trial: trial, origin: origin)
        guard let next = evaluate(step) else { return .interrupted }
        trial = next
        remaining -= 1
      }
      if isTooFar(trial, from: origin) { return .failed }
      if trial.slope > curvature * origin.slope { return .accepted(trial) }
      if remaining == 0 { return .failed }
      let step = extrapolated(near: near, trial: trial, far: far)
      near = trial
      guard let next = evaluate(step) else { return .interrupted }
      trial = next
      remaining -= 1
    }
  }
}

extension WolfePowell {
  private func isTooFar(_ trial: LinePoint, from origin: LinePoint) -> Bool {
    !(trial.value <= origin.value + sufficientDecrease * origin.slope * trial.step)
      || trial.slope > -curvature * origin.slope
  }

  /// The next step between the last short step and the trial.
  private func interpolated(near: LinePoint, trial: LinePoint, origin: LinePoint) -> Double {
    let suggestion =
      trial.value > origin.value
      ? quadraticMinimizer(near, valueAt: trial) : cubicMinimizer(near, trial)
    let length = trial.step - near.step
    guard let suggestion, suggestion.isFinite else { return trial.step - 0.5 * length }
    let back = min(
      max(trial.step - suggestion, interpolationMargin * length),
      (1 - interpolationMargin) * length)
    return trial.step - back
  }

  /// The next step beyond the trial, below the smallest step known to be too long.
  private func extrapolated(near: LinePoint, trial: LinePoint, far: Double?) -> Double {
    let longest = far.map { 0.5 * (trial.step + $0) } ?? extrapolationFactor * trial.step
    guard let suggestion = cubicMinimizer(near, trial), suggestion >= trial.step else {
      return longest
    }
    if suggestion > far ?? longest { return longest }
    let least = trial.step + interpolationMargin * (trial.step - near.step)
    if suggestion < least { return least }
    guard let far else { return suggestion }
    return max(suggestion, trial.step + (1 - interpolationMargin) * (far - trial.step))
  }
}
