internal import LinearAlgebra

/// A run on its way: the iterate, and how it came there.
struct Run: ~Copyable {
  var iteration: Int
  var iterate: Iterate
  /// ‖∇f(x₀)‖∞; NaN before the first evaluation.
  var firstGradientNorm: Double
  /// What was known when the run began or was resumed; the evaluator takes it from there.
  let counts: EvaluationCounts
  let best: Iterate
  let stopwatch: Stopwatch

  /// Begins at a point that has not been evaluated.
  init(startingAt point: [Double]) {
    iteration = 0
    iterate = Iterate(parameterCount: point.count)
    best = iterate
    iterate.point = point
    firstGradientNorm = .nan
    counts = EvaluationCounts()
    stopwatch = Stopwatch()
  }

  /// Goes on where a state was taken.
  init(resuming state: MinimizationState) {
    iteration = state.iteration
    iterate = state.iterate
    best = state.best
    firstGradientNorm = state.firstGradientNorm
    counts = state.evaluations
    stopwatch = Stopwatch(startingAt: .seconds(state.seconds))
  }
}

extension Run {
  /// Iterates until there is a reason to stop; in the end the iterate belongs to all of f's terms.
  mutating func complete<Function: Objective & ~Copyable, Algorithm: Minimizer & ~Copyable>(
    _ evaluator: inout Evaluator<Function>, using minimizer: inout Algorithm,
    stoppingWhen criteria: StoppingCriteria, observing observe: IterationObserver
  ) -> StopReason {
    if iterate.value.isNaN, criteria.maxIterations == 0 || !evaluator.affordsSample {
      // There will be no iteration on a sample.
      evaluator.takeInEverything()
    }
    let reason = descend(
      &evaluator, using: &minimizer, stoppingWhen: criteria, observing: observe)
    evaluator.conclude(&iterate)
    // Terms that a sample left out may be no numbers.
    return iterate.value == .infinity ? .startNotFinite : reason
  }

  /// The loop.
  private mutating func descend<Function: Objective & ~Copyable, Algorithm: Minimizer & ~Copyable>(
    _ evaluator: inout Evaluator<Function>, using minimizer: inout Algorithm,
    stoppingWhen criteria: StoppingCriteria, observing observe: IterationObserver
  ) -> StopReason {
    if iterate.value.isNaN {
      guard evaluator.evaluateStart(&iterate) else { return evaluator.refusal }
      guard iterate.value.isFinite else { return .startNotFinite }
      firstGradientNorm = iterate.gradientNorm
      let decision = report(stepLength: 0, evaluator, minimizer, to: observe)
      if decision == .stop { return .observer }
    }
    while true {
      guard iterate.value.isFinite else { return .startNotFinite }
      let isMet = criteria.reason(at: iterate, firstGradientNorm: firstGradientNorm) != nil
      if let sample = iterate.sample {
        // What a sample meets, all terms have to meet.
        if isMet || sample.isUsedUp {
          if let refusal = grow(&evaluator, using: &minimizer) { return refusal }
          continue
        }
      } else if isMet {
        // A line search may end a rounding above the best point; what is returned must meet the
        // criterion, too.
        return criteria.reason(at: returned(evaluator), firstGradientNorm: firstGradientNorm)
          ?? .arithmeticFloor
      }
      if let limit = criteria.maxIterations, iteration >= limit { return .iterationLimit }
      if evaluator.isOver() { return evaluator.refusal }
      let previousValue = iterate.value
      switch minimizer.advance(&iterate, evaluator: &evaluator) {
      case .stopped(.arithmeticFloor) where iterate.sample != nil,
        .stopped(.lineSearchFailure) where iterate.sample != nil:
        if let refusal = grow(&evaluator, using: &minimizer) { return refusal }
      case .stopped(let reason):
        return reason
      case .moved(let stepLength, let distance):
        iteration += 1
        var end = criteria.reason(
          decreaseFrom: previousValue, to: iterate.value, step: distance,
          pointNorm: Vector.infinityNorm(iterate.point))
        if let sample = iterate.sample {
          let squaredNorm = Vector.dot(iterate.gradient, iterate.gradient)
          let isUsedUp = end != nil || sample.isExhausted(at: squaredNorm)
          end = isUsedUp ? grow(&evaluator, using: &minimizer) : nil
        }
        if report(stepLength: stepLength, evaluator, minimizer, to: observe) == .stop {
          return .observer
        }
        if let end { return end }
      }
    }
  }

  /// Goes on with a larger sample; returns the limit that forbids it.
  ///
  /// The iterate is then marked, so that a run that is resumed from it takes in more terms first.
  private mutating func grow<Function: Objective & ~Copyable, Algorithm: Minimizer & ~Copyable>(
    _ evaluator: inout Evaluator<Function>, using minimizer: inout Algorithm
  ) -> StopReason? {
    iterate.sample?.useUp()
    guard evaluator.grow(&iterate) else { return evaluator.refusal }
    minimizer.objectiveHasGrown()
    return nil
  }

  private func report<Function: Objective & ~Copyable, Algorithm: Minimizer & ~Copyable>(
    stepLength: Double, _ evaluator: borrowing Evaluator<Function>,
    _ minimizer: borrowing Algorithm, to observe: IterationObserver
  ) -> ObserverDecision {
    let seconds = evaluator.elapsed.seconds
    let record = IterationRecord(
      iteration: iteration, share: iterate.sample?.share ?? 1, value: iterate.value,
      gradientNorm: iterate.gradientNorm, stepLength: stepLength, evaluations: evaluator.counts,
      seconds: seconds)
    return observe(record) {
      MinimizationState(
        iteration: iteration, iterate: iterate, best: evaluator.best,
        firstGradientNorm: firstGradientNorm, evaluations: evaluator.counts, seconds: seconds,
        minimizer: minimizer.state)
    }
  }

  /// The last iterate, or the best evaluated point where that is lower.
  private func returned<Function: Objective & ~Copyable>(
    _ evaluator: borrowing Evaluator<Function>
  ) -> Iterate {
    evaluator.best.value < iterate.value ? evaluator.best : iterate
  }

  /// The outcome.
  func result<Function: Objective & ~Copyable>(
    of evaluator: borrowing Evaluator<Function>, because reason: StopReason
  ) -> MinimizationResult {
    let returned = returned(evaluator)
    return MinimizationResult(
      parameters: returned.point, value: returned.value, gradientNorm: returned.gradientNorm,
      iterations: iteration, evaluations: evaluator.counts, stopReason: reason,
      seconds: evaluator.elapsed.seconds)
  }
}
