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
        iterations: descent.iteration, descent.evaluations, over: 1, of: 1, seconds: seconds)
    }
    func stopped(_ reason: StopReason) -> PhaseOutcome {
      .stopped(reason, state.next(at: reached, after: totals()))
    }

    if state.current is PhaseStart {
      let record = TrainingRecord(
        iteration: state.iteration, cost: nil, sampleFraction: descent.sampleFraction,
        gradientNorm: nil, stepLength: 0, evaluations: state.finished.evaluations, seconds: seconds)
      let decision = RunView<TrainingState>.withView(of: reached, state: { state }) {
        observe(record, $0)
      }
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
        return .stopped(
          limits.token.isStopRequested ? .observer : .timeLimit,
          state.next(at: reached, after: totals()))
      }
      seconds += (ContinuousClock.now - start) / .seconds(1)
      guard statistics.isFinite else { return .finished(state.next(at: reached, after: totals())) }
      reached = descent.parameters
      let totals = totals()
      let next = state.next(at: reached, after: totals)
      let record = TrainingRecord(
        iteration: totals.iterations,
        cost: statistics.meanLoss + objective.regularizationTerm(at: reached.span),
        sampleFraction: descent.sampleFraction, gradientNorm: nil,
        stepLength: statistics.stepLength, evaluations: totals.evaluations,
        seconds: totals.seconds)
      let decision = RunView<TrainingState>.withView(
        of: reached,
        state: {
          statistics.isFinished
            ? next
            : TrainingState(
              minimizer: state.minimizer, phase: state.phase, finished: state.finished,
              current: NaturalGradientPhaseState(
                descent: descent.state, seconds: seconds))
        }
      ) { observe(record, $0) }
      if decision == .stop { return stopped(.observer) }
      if statistics.isFinished { return .finished(next) }
      pace.note(seconds: seconds, passes: descent.evaluations.passes)
    }
  }

  /// Begins the phase, or continues it; returns θ.
  private func restore(
    _ descent: inout NaturalGradientDescent<Scalar>, from state: TrainingState
  ) throws(TrainingError) -> [Double] {
    if state.current is PhaseStart {
      descent.begin(at: state.parameters.span, seed: configuration.seed)
      return state.parameters
    }
    guard let saved = state.current as? NaturalGradientPhaseState else {
      throw .state(
        .unsuitableState(
          minimizer: "natural-gradient descent", reason: "it belongs to another algorithm"))
    }
    do {
      try descent.restore(saved.descent)
    } catch {
      throw .state(error)
    }
    return saved.parameters
  }
}
