internal import NeuralNetwork
internal import Optimization

/// The end of a run on a part of the examples.
extension Trainer {
  /// Evaluates the parameters of a state over all examples, at the end of a run whose limits allow no
  /// iteration on a sample; the starting point of the run is reported.
  mutating func begin(
    at state: TrainingState, because reason: StopReason, within limits: RunLimits,
    observing observe: TrainingObserver
  ) -> TrainingResult {
    var result = conclude(at: state, because: reason, within: limits)
    guard state.iteration == 0, result.cost.isFinite else { return result }
    let record = TrainingRecord(
      iteration: 0, cost: result.cost, sampleFraction: 1, gradientNorm: result.gradientNorm,
      stepLength: 0, evaluations: result.evaluations, seconds: result.seconds)
    let decision = RunView<TrainingState>.withView(of: state.parameters, state: { state }) {
      observe(record, $0)
    }
    if decision == .stop { result.stopReason = .observer }
    return result
  }

  /// Evaluates the parameters of a state over all examples, at the end of a run on a sample.
  ///
  /// The cost may be infinite or NaN on examples outside the sample; that is then the reason.
  mutating func conclude(
    at state: TrainingState, because reason: StopReason, within limits: RunLimits
  ) -> TrainingResult {
    var criteria = limits.remaining(after: state.finished)
    criteria.maxIterations = 0
    // A result without its cost would be of no use. A request to stop leaves a second for it.
    criteria.timeLimit = nil
    let token = StopToken(deadline: limits.token.isStopRequested ? .now + .seconds(1) : nil)
    (criteria.gradientTolerance, criteria.relativeGradientTolerance) = (nil, nil)
    criteria.targetValue = nil
    var minimizer = LBFGS(parameterCount: start.count, configuration: .init(memory: 0))
    let last = minimize(
      &objective, from: state.parameters, using: &minimizer, stoppingWhen: criteria,
      interruptedBy: token)
    var result = TrainingResult(
      last,
      totals: state.finished.adding(
        last.evaluations, over: objective.exampleCount, of: objective.exampleCount,
        seconds: last.seconds))
    switch last.stopReason {
    case .startNotFinite, .unboundedBelow: break
    default: result.stopReason = reason
    }
    return result
  }
}
