/// The continuation of an iteration after a line search without an acceptable step.
extension LineSearchWorkspace {
  /// Aggregates gradients at a kink, restarts, or explains the failure.
  ///
  /// If φ increases at a trial that is not lower, x is at a kink (or in an equally sharp valley):
  /// the iteration continues with the shortest vector between p, at first ∇f(x), and the gradient
  /// on the other side,
  ///
  ///     p ← argmin ‖(1 − λ) p + λ ∇f(x + αd)‖₂,   0 ≤ λ ≤ 1
  ///
  /// so that −p descends on both sides, or p tends to 0, which shows that x is stationary: 0 is in
  /// the convex hull of the gradients about x (Clarke 1983).
  ///
  /// Source: the subgradient aggregation of Kiwiel, "Methods of Descent for Nondifferentiable
  /// Optimization" (1985), section 2.2, as a separate step of a quasi-Newton method; Lewis and
  /// Overton, "Nonsmooth optimization via quasi-Newton methods", Mathematical Programming 141
  /// (2013), for keeping the pairs at kinks.
  ///
  /// `canRestart` says whether the minimizer has state from earlier iterations that it can discard.
  mutating func resolveFailure<Function: Objective & ~Copyable>(
    from iterate: borrowing Iterate, canRestart: Bool, evaluator: inout Evaluator<Function>
  ) -> Outcome {
    if hasRisen, gradientsAcrossKink < Self.maxGradientsAcrossKink, aggregateGradients(at: iterate)
    {
      return .retry
    }
    let wasAtKink = gradientsAcrossKink > 0
    gradientsAcrossKink = 0
    if canRestart { return .restart }
    if wasAtKink { Vector.scale(-1, iterate.gradient, into: &direction) }
    let reason = explainFailure(from: iterate, evaluator: &evaluator)
    return .failed(wasAtKink && reason == .lineSearchFailure ? .kink : reason)
  }

  private static var maxGradientsAcrossKink: Int { 12 }

  /// p ← the shortest vector between p and the gradient of the rising trial.
  ///
  /// - Returns: whether p has become shorter.
  private mutating func aggregateGradients(at iterate: borrowing Iterate) -> Bool {
    if gradientsAcrossKink == 0 { Vector.copy(iterate.gradient, to: &aggregate) }
    let square = Vector.dot(aggregate, aggregate)
    let (overlap, other) = Vector.dots(aggregate, risingGradient, with: risingGradient)
    let distance = square - 2 * overlap + other
    let lambda = (square - overlap) / distance
    guard lambda > 1e-3, lambda.isFinite else { return false }
    let weight = min(lambda, 1)
    Vector.scale(&aggregate, by: 1 - weight)
    Vector.add(weight, risingGradient, to: &aggregate)
    gradientsAcrossKink += 1
    return Vector.dot(aggregate, aggregate) > 1e-12 * square
  }

  /// Determines why no step along the line is acceptable, by finite differences.
  ///
  /// The slope dᵀ∇f(x) is compared with a ``DerivativeEstimate``, whose step is chosen by the
  /// measured noise level of φ. The reason is determined as follows:
  ///
  /// - no value ahead is finite even at the shortest steps, or only values at short steps are
  ///   finite and the slope is right: ``StopReason/nonFiniteRegion``;
  /// - the differences contradict the slope: ``StopReason/inconsistentGradient``;
  /// - the derivatives from the left and from the right differ: ``StopReason/kink``;
  /// - the slope, or the decrease along the line, is below the noise:
  ///   ``StopReason/precisionLimit``;
  /// - otherwise the search ended too early: ``StopReason/lineSearchFailure``.
  ///
  /// - Complexity: about 30 evaluations, up to 120 at a kink; they are counted.
  mutating func explainFailure<Function: Objective & ~Copyable>(
    from iterate: borrowing Iterate, evaluator: inout Evaluator<Function>
  ) -> StopReason {
    let slope = slope(at: iterate)
    let size = Vector.infinityNorm(direction)
    guard slope != 0, size > 0 else { return .precisionLimit }
    guard slope.isFinite, size.isFinite else { return .overflow }
    let scale = max(1, Vector.infinityNorm(iterate.point)) / size
    keepLowest()
    diagnosedValue = iterate.value
    defer { diagnosedValue = nil }
    var firstStep = 1e-4 * scale
    var meetsWall = false
    while true {
      guard let ahead = evaluate(at: firstStep, from: iterate, evaluator: &evaluator) else {
        return evaluator.refusal
      }
      if ahead.isFinite { break }
      meetsWall = true
      firstStep *= 1e-3
      if firstStep < 1e-13 * scale { return .nonFiniteRegion }
    }
    var slopes: [Double] = []
    let level = NoiseLevel.estimate(
      about: iterate.value, roundoff: evaluator.objective.unitRoundoff,
      componentCount: evaluator.objective.componentCount, scale: scale
    ) { offset in
      let point = evaluate(at: offset, from: iterate, evaluator: &evaluator)
      if let point { slopes.append(point.slope) }
      return point?.value
    }
    guard let level else { return evaluator.refusal }
    evaluator.noteNoise(level)
    let claim = DerivativeEstimate.Claim(
      derivative: slope,
      uncertainty: NoiseLevel.uncertainty(
        of: slope, beside: slopes, roundoff: evaluator.objective.unitRoundoff),
      center: iterate.value, noise: level)
    let relativeNoise = max(level / max(abs(iterate.value), .leastNormalMagnitude), 1e-16)
    firstStep = min(firstStep, min(relativeNoise, 0.1).cubeRoot * scale)
    guard
      let (estimate, finding) = judge(
        claim, at: firstStep, scale: scale, from: iterate, evaluator: &evaluator)
    else { return evaluator.refusal }
    switch finding {
    case .mistake:
      return explainMistake(
        claim, at: firstStep, scale: scale, from: iterate, evaluator: &evaluator)
    case .kink: return .kink
    case .undecided: return .precisionLimit
    case .agreement:
      let isVisible = abs(slope) > estimate.errorBound + 4 * claim.uncertainty
      let isLower = iterate.value - (diagnosedValue ?? iterate.value) > 10 * level
      guard isVisible && isLower else { return .precisionLimit }
      return meetsWall ? .nonFiniteRegion : .lineSearchFailure
    }
  }
  /// Compares a claimed slope with differences whose step suits φ; `nil` at a limit.
  private mutating func judge<Function: Objective & ~Copyable>(
    _ claim: DerivativeEstimate.Claim, at firstStep: Double, scale: Double,
    from iterate: borrowing Iterate, evaluator: inout Evaluator<Function>
  ) -> (estimate: DerivativeEstimate, finding: DerivativeFinding)? {
    func value(_ step: Double) -> Double? {
      evaluate(at: step, from: iterate, evaluator: &evaluator)?.value
    }
    guard
      let first = DerivativeEstimate(at: firstStep, of: claim, value: value),
      let estimate = DerivativeEstimate.suiting(claim, from: first, scale: scale, value: value),
      let finding = estimate.judge(
        claim, value: value,
        slope: { evaluate(at: $0, from: iterate, evaluator: &evaluator)?.slope })
    else { return nil }
    return (estimate, finding)
  }

  /// Whether a contradiction remains with the noise of a perfect fit, where the value is a small
  /// difference of larger numbers.
  private mutating func explainMistake<Function: Objective & ~Copyable>(
    _ claim: DerivativeEstimate.Claim, at firstStep: Double, scale: Double,
    from iterate: borrowing Iterate, evaluator: inout Evaluator<Function>
  ) -> StopReason {
    let hidden = NoiseLevel.ofCancellation(
      at: claim.center, roundoff: evaluator.objective.unitRoundoff,
      componentCount: evaluator.objective.componentCount, scale: scale
    ) { offset in
      evaluate(at: offset, from: iterate, evaluator: &evaluator).map { ($0.value, $0.slope) }
    }
    guard let hidden else { return evaluator.refusal }
    guard hidden.value > claim.noise || hidden.derivative > claim.uncertainty else {
      return .inconsistentGradient
    }
    let second = judge(
      DerivativeEstimate.Claim(
        derivative: claim.derivative, uncertainty: max(claim.uncertainty, hidden.derivative),
        center: claim.center, noise: max(claim.noise, hidden.value)),
      at: firstStep, scale: scale, from: iterate, evaluator: &evaluator)
    guard let second else { return evaluator.refusal }
    if second.finding == .mistake { return .inconsistentGradient }
    evaluator.noteCancellation(max(claim.noise, hidden.value))
    return .precisionLimit
  }
}
