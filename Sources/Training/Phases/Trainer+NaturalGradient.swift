internal import NeuralNetwork
internal import Optimization

/// The natural-gradient phase, with which a run of the default minimizer begins.
extension Trainer {
  /// Runs iterations until the algorithm is finished, or a limit ends the run.
  ///
  /// An interrupted iteration does not count. An iteration whose result is not finite is abandoned,
  /// and the next phase goes on from the one before it.
  mutating func runNaturalGradient(
    at state: TrainingState, within limits: RunLimits, observing observe: TrainingObserver
  ) throws(TrainingError) -> PhaseOutcome {
    let token = StopToken(linkedTo: limits.token, deadline: limits.end)
    var start = ContinuousClock.now
    var descent = NaturalGradientDescent(objective, stopToken: token)
    var reached = try restore(&descent, from: state)
    var seconds = state.current.seconds + (ContinuousClock.now - start) / .seconds(1)
    var pace = Pace(seconds: seconds, passes: descent.evaluations.passes)

    func totals() -> RunTotals {
      state.finished.adding(
        iterations: descent.iteration, descent.evaluations, over: objective.exampleCount,
        of: objective.exampleCount, seconds: seconds)
    }
    func stopped(_ reason: StopReason) -> PhaseOutcome {
      .stopped(reason, state.next(at: reached, after: totals()))
    }

    if state.current is PhaseStart {
      let record = TrainingRecord(
        iteration: state.iteration, cost: nil, sampleFraction: descent.sampleFraction,
        gradientNorm: nil, stepLength: 0, evaluations: state.finished.evaluations, seconds: seconds)
      let decision = RunView<TrainingState>.withView(
        of: reached, state: { saved(descent, seconds: seconds, in: state) }
      ) { observe(record, $0) }
      if decision == .stop { return stopped(.observer) }
    }
    while true {
      let remaining = limits.remaining(after: totals())
      if remaining.maxIterations == 0 { return stopped(.iterationLimit) }
      // One evaluation is kept for the parameters that the run returns.
      if let unused = limits.unusedEvaluations(after: totals()),
        unused < 1 + descent.passesOfNextIteration
      {
        return stopped(.evaluationLimit)
      }
      if let end = limits.end, .now + .seconds(pace.secondsToConclude) >= end {
        return stopped(.timeLimit)
      }
      start = .now
      guard let statistics = descent.iterate(while: { !token.isStopRequested }) else {
        return stopped(limits.token.isStopRequested ? .observer : .timeLimit)
      }
      seconds += (ContinuousClock.now - start) / .seconds(1)
      guard statistics.isFinite else { return .finished(state.next(at: reached, after: totals())) }
      reached = descent.parameters
      let totals = totals()
      let next = state.next(at: reached, after: totals)
      let cost = statistics.meanLoss + objective.regularizationTerm(at: reached.span)
      let isFinished =
        statistics.isFinished || configuration.stopping.targetValue.map { cost <= $0 } ?? false
      let record = TrainingRecord(
        iteration: totals.iterations, cost: cost,
        sampleFraction: descent.sampleFraction, gradientNorm: nil,
        stepLength: statistics.stepLength, evaluations: totals.evaluations,
        seconds: totals.seconds)
      let decision = RunView<TrainingState>.withView(
        of: reached,
        state: {
          isFinished ? next : saved(descent, seconds: seconds, in: state)
        }
      ) { observe(record, $0) }
      if decision == .stop { return stopped(.observer) }
      // A minimizer over all examples finds out whether the target is met.
      if isFinished { return .finished(next) }
      pace.note(seconds: seconds, passes: descent.evaluations.passes)
    }
  }

  /// The state of the run with that of the phase.
  private func saved(
    _ descent: borrowing NaturalGradientDescent<Scalar>, seconds: Double, in run: TrainingState
  ) -> TrainingState {
    TrainingState(
      minimizer: run.minimizer, phase: run.phase, finished: run.finished,
      current: NaturalGradientPhaseState(descent: descent.state, seconds: seconds))
  }

  /// Begins the phase, or continues it; returns θ.
  private func restore(
    _ descent: inout NaturalGradientDescent<Scalar>, from state: TrainingState
  ) throws(TrainingError) -> [Double] {
    guard
      let saved = try state.saved(NaturalGradientPhaseState.self, of: "natural-gradient descent")
    else {
      descent.begin(at: state.parameters.span, seed: configuration.seed)
      return state.parameters
    }
    do {
      try descent.restore(saved.descent)
    } catch {
      throw .state(error)
    }
    return saved.parameters
  }
}
