/// The line x + αd from an iterate, with the memory for its direction and its trial points.
///
/// All minimizers with a line search share it: it evaluates the objective for a ``LineSearch``,
/// which works on numbers only, keeps the lowest trial point of a search, and replaces the iterate
/// by a swap. When a search fails, it determines how the iteration continues
/// (`LineSearchWorkspace+Failure.swift`).
struct LineSearchWorkspace: ~Copyable {
  /// d.
  var direction: [Double]
  /// x + αd for the α evaluated last; after a failed search that found a lower point, that point.
  private(set) var trial: Iterate
  /// α, φ(α) and φ′(α) of the trial.
  private var trialPoint = LinePoint(step: 0, value: .infinity, slope: 0)
  /// The lowest point of the current search; the origin until one is lower.
  private var lowest = LinePoint(step: 0, value: .infinity, slope: 0)
  /// The point of `lowest` once another trial has replaced it.
  private var lowestTrial: Iterate
  /// Whether the trial is the lowest point.
  private var isTrialLowest = false
  /// The number of trials with a sufficient decrease and a positive slope.
  private var risingDecreases = 0
  /// The lowest value found by a diagnosis, which does not change `lowest`; `nil` at other times.
  var diagnosedValue: Double?
  /// The gradient of the nearest trial ahead that is not lower than the origin and where φ rises.
  var risingGradient: [Double]
  var hasRisen = false
  /// p, an element of small norm between gradients from both sides of a kink.
  var aggregate: [Double]
  /// The number of gradients in `aggregate`, besides the iterate's; 0 where it is not used.
  var gradientsAcrossKink = 0

  init(parameterCount: Int) {
    direction = [Double](repeating: 0, count: parameterCount)
    trial = Iterate(parameterCount: parameterCount)
    lowestTrial = trial
    risingGradient = direction
    aggregate = direction
  }

  /// Begins an iteration, and discards the gradients of an iteration that was interrupted at a
  /// kink.
  mutating func beginIteration() {
    gradientsAcrossKink = 0
  }

  /// The vector that a direction is computed from: ∇f(x), or at a kink p.
  func gradient(at iterate: borrowing Iterate) -> [Double] {
    gradientsAcrossKink > 0 ? aggregate : iterate.gradient
  }

  /// φ′(0) = dᵀ∇f(x).
  func slope(at iterate: borrowing Iterate) -> Double {
    Vector.dot(direction, iterate.gradient)
  }

  /// Evaluates φ(α); `nil` when the run's limits allow no more.
  mutating func evaluate<Function: Objective & ~Copyable>(
    at step: Double, from origin: borrowing Iterate, evaluator: inout Evaluator<Function>
  ) -> LinePoint? {
    keepLowest()
    Vector.combine(origin.point, step, direction, into: &trial.point)
    guard evaluator.evaluate(&trial) else { return nil }
    trialPoint = LinePoint(
      step: step, value: trial.value, slope: Vector.dot(direction, trial.gradient))
    if let value = diagnosedValue {
      diagnosedValue = min(value, trialPoint.value)
    } else if trialPoint.value < lowest.value {
      lowest = trialPoint
      isTrialLowest = true
    } else if step > 0, trialPoint.isFinite, trialPoint.slope >= 0, lowest.step == 0 {
      Vector.copy(trial.gradient, to: &risingGradient)
      hasRisen = true
    }
    return trialPoint
  }

  /// Stores the trial point if it is the lowest, before another trial replaces it.
  mutating func keepLowest() {
    guard isTrialLowest else { return }
    swap(&trial, &lowestTrial)
    isTrialLowest = false
  }

  /// How a search along the line ended, and how the iteration continues.
  enum Outcome {
    /// ``trial`` is the new point, at this step.
    case found(LinePoint)
    /// The line is at a kink: search again, along a direction from ``gradient(at:)``.
    case retry
    /// No step is acceptable: reset the minimizer, and search along −∇f.
    case restart
    /// No step is acceptable, along −∇f either.
    case failed(StopReason)
    /// The run has reached a limit.
    case interrupted(StopReason)
  }

  /// Searches for a step; the iterate does not change, the new point is in ``trial``.
  ///
  /// The search ends at the third trial with a sufficient decrease and a slope that rises. A smooth
  /// φ has an acceptable step by then; at a kink the strong Wolfe conditions can't be met, and the
  /// weak ones, which such a trial meets, are enough (Lewis and Overton 2013). If a search ends
  /// without an acceptable step, but has found a point with a sufficient decrease, that point is
  /// accepted, unless the gradient is wrong: an imperfect step is better than none.
  ///
  /// `canRestart` says whether the minimizer has state from earlier iterations that it can discard.
  mutating func search<Function: Objective & ~Copyable>(
    with lineSearch: inout any LineSearch, from iterate: borrowing Iterate, slope: Double,
    initialStep: Double, canRestart: Bool, evaluator: inout Evaluator<Function>
  ) -> Outcome {
    let origin = LinePoint(step: 0, value: iterate.value, slope: slope)
    begin(at: origin)
    let outcome = lineSearch.search(from: origin, initialStep: initialStep) { step in
      // Rounding hides the effect of steps that are too short.
      let isVisible = abs(slope) * step >= 0.25 * .ulpOfOne * abs(origin.value)
      guard isVisible || step > 1e-3 * initialStep, risingDecreases < 3 else { return nil }
      let point = evaluate(at: step, from: iterate, evaluator: &evaluator)
      if let point, point.slope > 0, origin.hasSufficientDecrease(point) {
        risingDecreases += 1
      }
      return point
    }
    return conclude(
      outcome, from: origin, at: iterate, canRestart: canRestart, evaluator: &evaluator)
  }

  /// Discards the trials of an earlier search.
  mutating func begin(at origin: LinePoint) {
    lowest = origin
    isTrialLowest = false
    hasRisen = false
    risingDecreases = 0
    trialPoint = origin
  }

  /// Determines how the iteration continues after a line search.
  ///
  /// If φ still decreases at a distance of 1e15 times the size of the point, there is no minimum:
  /// ``StopReason/unboundedBelow``.
  mutating func conclude<Function: Objective & ~Copyable>(
    _ outcome: LineSearchOutcome, from origin: LinePoint, at iterate: borrowing Iterate,
    canRestart: Bool, evaluator: inout Evaluator<Function>
  ) -> Outcome {
    switch outcome {
    case .accepted(let point):
      return .found(point)
    case .interrupted where evaluator.limitReached != nil:
      return .interrupted(evaluator.refusal)
    case .failed
    where isStillFalling(from: origin)
      && trialPoint.step * Vector.infinityNorm(direction)
        > 1e15 * max(1, Vector.infinityNorm(iterate.point)):
      evaluator.noteUnbounded()
      return .interrupted(evaluator.refusal)
    case .failed where origin.hasSufficientDecrease(lowest),
      .interrupted where origin.hasSufficientDecrease(lowest):
      let gain = (origin.value - lowest.value) / (-origin.slope * lowest.step)
      if outcome == .failed, !(0.3...1.5).contains(gain) {
        // A correct gradient predicts the decrease well, up to the nearest kink.
        let reason = explainFailure(from: iterate, evaluator: &evaluator)
        let isHidden =
          reason == .precisionLimit
          && origin.value - lowest.value <= evaluator.cancellationNoise
        if reason == .inconsistentGradient || isHidden { return .interrupted(reason) }
      }
      if !isTrialLowest { swap(&trial, &lowestTrial) }
      return .found(lowest)
    case .failed, .interrupted:
      return resolveFailure(from: iterate, canRestart: canRestart, evaluator: &evaluator)
    }
  }

  /// Whether the last trial is the lowest, and φ still as steep there as at the origin.
  func isStillFalling(from origin: LinePoint) -> Bool {
    isTrialLowest && trialPoint.slope <= 0.999 * origin.slope
  }

  /// Swaps the trial point with the iterate; ``trial`` is then the previous iterate.
  ///
  /// - Returns: how far the iterate has moved.
  mutating func accept(_ point: LinePoint, into iterate: inout Iterate) -> IterationOutcome {
    swap(&trial, &iterate)
    isTrialLowest = false
    return .moved(
      stepLength: point.step, distance: abs(point.step) * Vector.infinityNorm(direction))
  }
}

extension LinePoint {
  /// Whether a point on the line from this origin has a sufficient decrease, φ(α) ≤ φ(0) + 1e−4
  /// φ′(0) α, and a lower value.
  fileprivate func hasSufficientDecrease(_ point: LinePoint) -> Bool {
    point.value < value && point.step > 0 && point.value <= value + 1e-4 * slope * point.step
  }
}
