/// The line x + αd from an iterate, with the buffers for its direction and its trial points.
///
/// It is what the minimizers that search along lines have in common: it turns a ``LineSearch``,
/// which sees only numbers, into evaluations of the objective, keeps the lowest trial of a search,
/// and puts the accepted point in the iterate's place by a swap. When a search fails it decides
/// what to do next (``resolveFailure(from:canRestart:evaluator:)``).
struct LineSearchWorkspace: ~Copyable {
  /// d.
  var direction: [Double]
  /// x + αd for the α evaluated last; after a failed search that saw a lower point, that point.
  private(set) var trial: Iterate
  /// α, φ(α) and φ′(α) of the trial.
  private var trialSample = LinePoint(step: 0, value: .infinity, slope: 0)
  /// The lowest sample of the present search; the origin until one is lower.
  private var lowest = LinePoint(step: 0, value: .infinity, slope: 0)
  /// The point of `lowest` once another trial has taken its place.
  private var lowestTrial: Iterate
  /// Whether the trial is the lowest point.
  private var isTrialLowest = false
  /// How many trials had a sufficient decrease and a slope that rises.
  private var risingDecreases = 0
  /// The lowest value that a diagnosis has seen, which leaves `lowest` alone; `nil` outside of one.
  private var diagnosedValue: Double?
  /// The gradient of the nearest trial ahead that is not lower than the origin and where φ rises.
  private var risingGradient: [Double]
  private var hasRisen = false
  /// p, an element of small norm between gradients from both sides of a kink.
  private var aggregate: [Double]
  /// How many gradients `aggregate` is made of, besides the iterate's; 0 where it is not used.
  private(set) var gradientsAcrossKink = 0

  init(parameterCount: Int) {
    direction = [Double](repeating: 0, count: parameterCount)
    trial = Iterate(parameterCount: parameterCount)
    lowestTrial = trial
    risingGradient = direction
    aggregate = direction
  }

  /// Begins an iteration: nothing is left of one that was interrupted at a kink.
  mutating func beginIteration() {
    gradientsAcrossKink = 0
  }

  /// What a direction is made from: ∇f(x), or at a kink p.
  func gradient(at iterate: borrowing Iterate) -> [Double] {
    gradientsAcrossKink > 0 ? aggregate : iterate.gradient
  }

  /// φ′(0) = dᵀ∇f(x).
  func slope(at iterate: borrowing Iterate) -> Double {
    Vector.dot(direction, iterate.gradient)
  }

  /// Evaluates φ(α); `nil` when the run's limits allow no more.
  mutating func sample<Function: Objective & ~Copyable>(
    at step: Double, from origin: borrowing Iterate, evaluator: inout Evaluator<Function>
  ) -> LinePoint? {
    keepLowest()
    Vector.combine(origin.point, step, direction, into: &trial.point)
    guard evaluator.evaluate(&trial) else { return nil }
    trialSample = LinePoint(
      step: step, value: trial.value, slope: Vector.dot(direction, trial.gradient))
    if let value = diagnosedValue {
      diagnosedValue = min(value, trialSample.value)
    } else if trialSample.value < lowest.value {
      lowest = trialSample
      isTrialLowest = true
    } else if step > 0, trialSample.isFinite, trialSample.slope >= 0, lowest.step == 0 {
      Vector.copy(trial.gradient, to: &risingGradient)
      hasRisen = true
    }
    return trialSample
  }

  /// Puts the trial aside where it is the lowest, before another takes its place.
  private mutating func keepLowest() {
    guard isTrialLowest else { return }
    swap(&trial, &lowestTrial)
    isTrialLowest = false
  }

  /// How a search along the line ended.
  enum Outcome {
    /// The line's ``trial`` is the new point, at this step.
    case found(LinePoint)
    /// No step is acceptable.
    case failed
    /// The run is over: a limit is reached.
    case interrupted(StopReason)
  }

  /// Searches for a step; the iterate is left alone, the new point is in ``trial``.
  ///
  /// The search ends at the third trial with a sufficient decrease and a slope that rises. A smooth
  /// φ has an acceptable step by then; at a kink the strong Wolfe conditions can't be met, and the
  /// weak ones, which such a trial meets, are enough (Lewis and Overton 2013). Where any search
  /// ends without an acceptable step, but has seen a point with a sufficient decrease, that point
  /// is taken, unless the gradient is to blame: a step that is not perfect is better than none.
  mutating func search<Function: Objective & ~Copyable>(
    with lineSearch: inout any LineSearch, from iterate: borrowing Iterate, slope: Double,
    initialStep: Double, evaluator: inout Evaluator<Function>
  ) -> Outcome {
    let origin = LinePoint(step: 0, value: iterate.value, slope: slope)
    begin(at: origin)
    let outcome = lineSearch.search(from: origin, initialStep: initialStep) { step in
      // Steps so short that rounding hides what they do say nothing.
      let isVisible = abs(slope) * step >= 0.25 * .ulpOfOne * abs(origin.value)
      guard isVisible || step > 1e-3 * initialStep, risingDecreases < 3 else { return nil }
      let sample = sample(at: step, from: iterate, evaluator: &evaluator)
      if let sample, sample.slope > 0, origin.hasSufficientDecrease(sample) {
        risingDecreases += 1
      }
      return sample
    }
    return conclude(outcome, from: origin, at: iterate, evaluator: &evaluator)
  }

  /// Forgets the trials of an earlier search.
  mutating func begin(at origin: LinePoint) {
    lowest = origin
    isTrialLowest = false
    hasRisen = false
    risingDecreases = 0
    trialSample = origin
  }

  /// What a line search's outcome means for the iteration.
  ///
  /// A search that has gone 1e15 times the size of the point, and φ falls on, shows that there is
  /// no minimum: ``StopReason/unboundedBelow``.
  mutating func conclude<Function: Objective & ~Copyable>(
    _ outcome: LineSearchOutcome, from origin: LinePoint, at iterate: borrowing Iterate,
    evaluator: inout Evaluator<Function>
  ) -> Outcome {
    switch outcome {
    case .accepted(let sample):
      return .found(sample)
    case .interrupted where evaluator.limitReached != nil:
      return .interrupted(evaluator.refusal)
    case .failed
    where isStillFalling(from: origin)
      && trialSample.step * Vector.infinityNorm(direction)
        > 1e15 * max(1, Vector.infinityNorm(iterate.point)):
      evaluator.noteUnbounded()
      return .interrupted(evaluator.refusal)
    case .failed where origin.hasSufficientDecrease(lowest),
      .interrupted where origin.hasSufficientDecrease(lowest):
      let gain = (origin.value - lowest.value) / (-origin.slope * lowest.step)
      if outcome == .failed, !(0.3...1.5).contains(gain) {
        // A right gradient promises about what it keeps, up to the nearest kink.
        let reason = explainFailure(from: iterate, evaluator: &evaluator)
        if reason == .inconsistentGradient { return .interrupted(reason) }
      }
      if !isTrialLowest { swap(&trial, &lowestTrial) }
      return .found(lowest)
    case .failed, .interrupted:
      return .failed
    }
  }

  /// Whether the last trial is the lowest, and φ still as steep there as at the origin.
  func isStillFalling(from origin: LinePoint) -> Bool {
    isTrialLowest && trialSample.slope <= 0.999 * origin.slope
  }

  /// Puts the trial point in the iterate's place; the old one stays in ``trial``.
  ///
  /// - Returns: how far the iterate has moved.
  mutating func accept(_ sample: LinePoint, into iterate: inout Iterate) -> IterationOutcome {
    swap(&trial, &iterate)
    isTrialLowest = false
    return .moved(
      stepLength: sample.step, distance: abs(sample.step) * Vector.infinityNorm(direction))
  }
}

extension LinePoint {
  /// Whether a sample of the line that begins here is lower than the slope promises, in part:
  /// φ(α) ≤ φ(0) + 1e−4 φ′(0) α, and lower at all.
  fileprivate func hasSufficientDecrease(_ sample: LinePoint) -> Bool {
    sample.value < value && sample.step > 0 && sample.value <= value + 1e-4 * slope * sample.step
  }
}

// MARK: - When a search fails

extension LineSearchWorkspace {
  /// What to do when no step along the line is acceptable.
  enum Resolution {
    /// Search again, along a direction made from ``gradient(at:)``.
    case retry
    /// Forget what was learned, and search along −∇f.
    case restart
    /// End the run.
    case stop(StopReason)
  }

  /// Decides how an iteration goes on after a failed search.
  ///
  /// Where φ rises at a trial that is not lower, x lies at a kink (or in a valley as sharp): the
  /// iteration goes on with the shortest vector between p, at first ∇f(x), and the
  /// gradient on the other side,
  ///
  ///     p ← argmin ‖(1 − λ) p + λ ∇f(x + αd)‖₂,   0 ≤ λ ≤ 1
  ///
  /// so that −p descends on both sides, or p tends to 0, which shows that x is stationary: 0 is in
  /// the convex hull of the gradients about x (Clarke 1983).
  ///
  /// Source: the subgradient aggregation of Kiwiel, "Methods of Descent for Nondifferentiable
  /// Optimization" (1985), section 2.2, as a step of its own inside a quasi-Newton method; Lewis
  /// and Overton, "Nonsmooth optimization via quasi-Newton methods", Mathematical Programming 141
  /// (2013), for keeping the pairs at kinks.
  ///
  /// - Parameters:
  ///   - iterate: x.
  ///   - canRestart: whether there is something to forget.
  mutating func resolveFailure<Function: Objective & ~Copyable>(
    from iterate: borrowing Iterate, canRestart: Bool, evaluator: inout Evaluator<Function>
  ) -> Resolution {
    if hasRisen, gradientsAcrossKink < Self.maxGradientsAcrossKink, aggregateGradients(at: iterate)
    {
      return .retry
    }
    let wasAtKink = gradientsAcrossKink > 0
    gradientsAcrossKink = 0
    if canRestart { return .restart }
    if wasAtKink { Vector.scale(-1, iterate.gradient, into: &direction) }
    let reason = explainFailure(from: iterate, evaluator: &evaluator)
    return .stop(wasAtKink && reason == .lineSearchFailure ? .kink : reason)
  }

  private static var maxGradientsAcrossKink: Int { 12 }

  /// p ← the shortest vector between p and the trial's gradient; whether it has become shorter.
  private mutating func aggregateGradients(at iterate: borrowing Iterate) -> Bool {
    if gradientsAcrossKink == 0 { Vector.copy(iterate.gradient, to: &aggregate) }
    let square = Vector.dot(aggregate, aggregate)
    let (overlap, other) = Vector.dots(aggregate, risingGradient, with: risingGradient)
    let distance = square - 2 * overlap + other
    let lambda = (square - overlap) / distance
    guard lambda > 1e-3, lambda.isFinite else { return false }
    let share = min(lambda, 1)
    Vector.scale(&aggregate, by: 1 - share)
    Vector.add(share, risingGradient, to: &aggregate)
    gradientsAcrossKink += 1
    return Vector.dot(aggregate, aggregate) > 1e-12 * square
  }

  /// Says why no step along the line is acceptable, by finite differences.
  ///
  /// The slope dᵀ∇f(x) is judged by ``DerivativeEstimate``: the noise level of φ is measured, and
  /// the step suits φ. Then
  ///
  /// - no finite value ahead, however short the step, or none beyond a step at which the slope is
  ///   kept: ``StopReason/nonFiniteRegion``;
  /// - the differences contradict the slope: ``StopReason/inconsistentGradient``;
  /// - the derivatives from the left and from the right differ: ``StopReason/kink``;
  /// - the slope, or all that it promises, is below the noise: ``StopReason/precisionLimit``;
  /// - else the search gave up too soon: ``StopReason/lineSearchFailure``.
  ///
  /// - Complexity: about 30 evaluations, up to 120 at a kink, which count.
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
      guard let ahead = sample(at: firstStep, from: iterate, evaluator: &evaluator) else {
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
      let sample = sample(at: offset, from: iterate, evaluator: &evaluator)
      if let sample { slopes.append(sample.slope) }
      return sample?.value
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
    func value(_ step: Double) -> Double? {
      sample(at: step, from: iterate, evaluator: &evaluator)?.value
    }
    guard
      let first = DerivativeEstimate(at: firstStep, of: claim, value: value),
      let estimate = DerivativeEstimate.suiting(claim, from: first, scale: scale, value: value),
      let finding = estimate.judge(
        claim, value: value,
        slope: { sample(at: $0, from: iterate, evaluator: &evaluator)?.slope })
    else { return evaluator.refusal }
    switch finding {
    case .mistake: return .inconsistentGradient
    case .kink: return .kink
    case .undecided: return .precisionLimit
    case .agreement:
      let isVisible = abs(slope) > estimate.errorBound + 4 * claim.uncertainty
      let isLower = iterate.value - (diagnosedValue ?? iterate.value) > 10 * level
      guard isVisible && isLower else { return .precisionLimit }
      return meetsWall ? .nonFiniteRegion : .lineSearchFailure
    }
  }
}
