extension MoreThuente {
  /// Trial value selection, section 4 of the paper: the next step from the values and slopes at
  /// α_l (`best`), α_t (`trial`) and, when there is one, α_u (`other`).
  ///
  /// The four cases differ in what the trial shows about the minimizer: bracketed by a higher value
  /// (1), bracketed by the sign of the slope (2), ahead with a slope that flattens (3) or steepens
  /// (4). α_c, α_q and α_s are the minimizers of the cubic through both points and slopes, of the
  /// quadratic through both points and the slope at α_l, and of the quadratic through the slopes.
  static func trialStep(
    best: LineSample, other: LineSample?, trial: LineSample,
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
    cubic: Double?, secant: Double, best: LineSample, other: LineSample?, trial: LineSample,
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
