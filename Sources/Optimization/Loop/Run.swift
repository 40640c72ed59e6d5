/// A run in progress: the iterate, and the numbers that the stopping tests need.
struct Run: ~Copyable {
  var iteration: Int
  var iterate: Iterate
  /// Whether the iterate has been evaluated.
  private var isEvaluated: Bool
  /// ‖∇f(x₀)‖∞, once the run is started.
  private var firstGradientNorm: Double
  /// The values at the beginning of the run, or when it was resumed; after that the evaluator
  /// updates them.
  let counts: EvaluationCounts
  let best: Iterate?
  let wasBestVisited: Bool
  let scale: Double
  /// The largest ‖x‖∞ so far.
  private var size: Double
  /// The number of consecutive iterations that moved by less than the rounding of `size`.
  private var shortMoves: Int
  /// The last iteration, unless the run has moved to a better trial point since.
  private var lastMove: LastMove?
  let stopwatch: Stopwatch

  /// Begins a run at a point that has not been evaluated.
  init(startingAt point: [Double]) {
    iteration = 0
    iterate = Iterate(parameterCount: point.count)
    iterate.point = point
    isEvaluated = false
    firstGradientNorm = 0
    best = nil
    counts = EvaluationCounts()
    wasBestVisited = true
    scale = 1
    size = Vector.infinityNorm(point)
    shortMoves = 0
    lastMove = nil
    stopwatch = Stopwatch()
  }

  /// Continues from a saved state.
  init(resuming state: MinimizationState<some Hashable & Codable & Sendable>) {
    iteration = state.iteration
    iterate = state.iterate.scaled(by: state.scale)
    best = state.best?.scaled(by: state.scale)
    isEvaluated = true
    wasBestVisited = state.wasBestVisited
    scale = state.scale
    size = state.size
    shortMoves = state.shortMoves
    lastMove = state.lastMove
    firstGradientNorm = state.firstGradientNorm
    counts = state.evaluations
    stopwatch = Stopwatch(startingAt: .seconds(state.seconds))
  }
}

extension Run {
  /// Iterates until there is a reason to stop.
  mutating func complete<Function: Objective & ~Copyable, Algorithm: Minimizer & ~Copyable>(
    _ evaluator: inout Evaluator<Function>, using minimizer: inout Algorithm,
    stoppingWhen criteria: StoppingCriteria,
    observing observe: IterationObserver<Algorithm.State>
  ) -> StopReason {
    if !isEvaluated {
      guard evaluator.evaluateStart(&iterate) else { return evaluator.refusal }
      isEvaluated = true
      guard iterate.value.isFinite else { return .startNotFinite }
      firstGradientNorm = iterate.gradientNorm
      evaluator.noteVisit(iterate)
      if evaluator.rescale(&iterate) { minimizer.reset() }
      let decision = report(stepLength: 0, evaluator, minimizer, to: observe)
      if decision == .stop { return .observer }
    }
    while true {
      evaluator.beginIteration()
      if let reason = reasonOfProgress(evaluator, criteria) { return reason }
      guard iterate.value.isFinite else { return .startNotFinite }
      let met = criteria.reason(
        value: iterate.value / evaluator.scale,
        gradientNorm: iterate.gradientNorm / evaluator.scale, firstGradientNorm: firstGradientNorm)
      if let met {
        // A run does not end at a stationary point while a trial point was lower.
        guard moveToBetterTrial(&evaluator, &minimizer) else { return met }
        continue
      }
      if let limit = criteria.maxIterations, iteration >= limit { return .iterationLimit }
      if evaluator.isOver() { return evaluator.refusal }
      let previousValue = iterate.value / evaluator.scale
      switch minimizer.advance(&iterate, evaluator: &evaluator) {
      case .stopped(let reason) where reason.isOfTheIterate:
        guard moveToBetterTrial(&evaluator, &minimizer) else { return reason }
      case .stopped(let reason):
        return reason
      case .moved(let stepLength, let distance):
        iteration += 1
        evaluator.noteVisit(iterate)
        lastMove = LastMove(previousValue: previousValue, distance: distance)
        size = max(size, Vector.infinityNorm(iterate.point))
        shortMoves = distance <= .ulpOfOne * size ? shortMoves + 1 : 0
        if evaluator.rescale(&iterate) { minimizer.reset() }
        if report(stepLength: stepLength, evaluator, minimizer, to: observe) == .stop {
          return .observer
        }
      }
    }
  }

  /// The reason to end after the last iteration, by its progress.
  private func reasonOfProgress<Function: Objective & ~Copyable>(
    _ evaluator: borrowing Evaluator<Function>, _ criteria: StoppingCriteria
  ) -> StopReason? {
    guard let lastMove else { return nil }
    let met = criteria.reason(
      decreaseFrom: lastMove.previousValue, to: iterate.value / evaluator.scale,
      step: lastMove.distance, pointNorm: Vector.infinityNorm(iterate.point))
    return met ?? (shortMoves >= Self.maxShortMoves ? reasonForShortMoves(evaluator) : nil)
  }

  /// The number of consecutive iterations with moves below rounding that ends a run.
  private static var maxShortMoves: Int { 10 }

  /// The reason why the run no longer moves; if the gradient is still large, it is a kink.
  private func reasonForShortMoves<Function: Objective & ~Copyable>(
    _ evaluator: borrowing Evaluator<Function>
  ) -> StopReason {
    let isSmall = iterate.gradientNorm / evaluator.scale <= 1e-3 * firstGradientNorm
    return isSmall ? .precisionLimit : .kink
  }

  /// Continues from the best trial point, if it is lower than the iterate.
  ///
  /// - Returns: whether it is.
  private mutating func moveToBetterTrial<
    Function: Objective & ~Copyable, Algorithm: Minimizer & ~Copyable
  >(_ evaluator: inout Evaluator<Function>, _ minimizer: inout Algorithm) -> Bool {
    guard evaluator.hasBetterTrial(than: iterate) else { return false }
    evaluator.copyBest(to: &iterate)
    evaluator.noteVisit(iterate)
    minimizer.reset()
    lastMove = nil
    return true
  }

  private func report<Function: Objective & ~Copyable, Algorithm: Minimizer & ~Copyable>(
    stepLength: Double, _ evaluator: borrowing Evaluator<Function>,
    _ minimizer: borrowing Algorithm, to observe: IterationObserver<Algorithm.State>
  ) -> ObserverDecision {
    let seconds = evaluator.elapsed.seconds
    let record = IterationRecord(
      iteration: iteration, value: iterate.value / evaluator.scale,
      gradientNorm: iterate.gradientNorm / evaluator.scale, stepLength: stepLength,
      evaluations: evaluator.counts, seconds: seconds)
    return RunView.withView(of: iterate.point) {
      MinimizationState(
        iteration: iteration, iterate: iterate.scaled(by: 1 / evaluator.scale),
        best: evaluator.best?.scaled(by: 1 / evaluator.scale),
        firstGradientNorm: firstGradientNorm, evaluations: evaluator.counts, seconds: seconds,
        minimizer: minimizer.state, wasBestVisited: evaluator.wasBestVisited,
        scale: evaluator.scale, size: size, shortMoves: shortMoves,
        lastMove: lastMove)
    } _: {
      observe(record, $0)
    }
  }

  /// The last iterate, or the best evaluated point if that is lower: for a reason that refers to
  /// the iterate, only if the gradient there is no larger.
  private func returned<Function: Objective & ~Copyable>(
    _ evaluator: borrowing Evaluator<Function>, because reason: StopReason
  ) -> Iterate {
    guard isEvaluated, let best = evaluator.best, best.value < iterate.value else {
      return iterate
    }
    let isSuitable = !reason.isOfTheIterate || best.gradientNorm <= iterate.gradientNorm
    return isSuitable ? best : iterate
  }

  /// The result of the run.
  func result<Function: Objective & ~Copyable>(
    of evaluator: borrowing Evaluator<Function>, because reason: StopReason
  ) -> MinimizationResult {
    let returned = returned(evaluator, because: reason)
    return MinimizationResult(
      parameters: returned.point,
      value: isEvaluated ? returned.value / evaluator.scale : .nan,
      gradientNorm: isEvaluated ? returned.gradientNorm / evaluator.scale : .nan,
      iterations: iteration,
      evaluations: evaluator.counts, stopReason: reason, noiseLevel: evaluator.noiseLevel,
      seconds: evaluator.elapsed.seconds)
  }
}
