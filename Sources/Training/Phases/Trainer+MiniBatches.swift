internal import Datasets
internal import LinearAlgebra
internal import NeuralNetwork
internal import Optimization

/// Runs of the algorithms on mini-batches.
extension Trainer {
  /// Runs the configuration's epochs, or fewer when its target or its time limit is reached, or the
  /// token or the observer stops the run.
  ///
  /// An interrupted epoch does not count: the result is that of the last complete epoch, which the
  /// observer can save.
  mutating func runEpochs(
    at state: TrainingState, within limits: RunLimits, observing observe: TrainingObserver
  ) throws(TrainingError) -> PhaseOutcome {
    let first = try state.saved(SGDState.self, of: "stochastic gradient descent") ?? initialState!
    var descent = self.descent.take()!
    do {
      try descent.restore(first)
    } catch {
      self.descent = consume descent
      throw .state(error)
    }
    let token = limits.token
    let clock = ContinuousClock()
    var reached = descent.state
    var statistics: EpochStatistics?
    var reason = reasonToEnd(at: reached, nil)
    if state.current is PhaseStart, report(reached, nil, to: observe) == .stop {
      reason = .observer
    }
    while reason == nil {
      let start = clock.now
      let rest = configuration.stopping.timeLimit.map { $0 - .seconds(reached.seconds) }
      statistics = descent.runEpoch {
        !token.isStopRequested && rest.map { clock.now - start < $0 } ?? true
      }
      let arrived = descent.state
      guard let epoch = statistics, epoch.meanLoss.isFinite,
        arrived.parameters.allSatisfy(\.isFinite)
      else {
        descent.rewind(to: reached)
        reason =
          statistics != nil ? .diverged : token.isStopRequested ? .observer : .timeLimit
        break
      }
      reached = arrived
      let measured = measured(epoch, at: reached.parameters)
      let decision = report(reached, measured, to: observe)
      reason = reasonToEnd(at: reached, measured) ?? (decision == .stop ? .observer : nil)
    }
    self.descent = consume descent
    return .ended(
      TrainingResult(
        parameters: reached.parameters, cost: objective.value(at: reached.parameters.span),
        iterations: reached.epoch, evaluations: reached.evaluations,
        stopReason: reason ?? .iterationLimit, seconds: reached.seconds))
  }

  private func report(
    _ state: SGDState, _ epoch: EpochStatistics?, to observe: TrainingObserver
  ) -> ObserverDecision {
    let record = TrainingRecord(
      iteration: state.epoch, cost: epoch.map { $0.fullLoss ?? $0.meanLoss }, sampleFraction: 1,
      gradientNorm: nil, stepLength: epoch?.learningRate ?? 0, evaluations: state.evaluations,
      seconds: state.seconds, epoch: epoch)
    return RunView<TrainingState>.withView(
      of: state.parameters,
      state: {
        TrainingState(
          minimizer: configuration.minimizer, phase: 0, finished: RunTotals(), current: state)
      }
    ) { observe(record, $0) }
  }

  /// The reason to end the run before the next epoch, or `nil`.
  private func reasonToEnd(at state: SGDState, _ epoch: EpochStatistics?) -> StopReason? {
    if let target = configuration.stopping.targetValue, let cost = epoch?.fullLoss, cost <= target {
      return .targetValue
    }
    if state.epoch >= configuration.miniBatches.epochs { return .iterationLimit }
    if let limit = configuration.stopping.timeLimit, .seconds(state.seconds) >= limit {
      return .timeLimit
    }
    return nil
  }

  /// Adds the cost over all examples, if it is computed.
  private mutating func measured(
    _ epoch: EpochStatistics, at parameters: [Double]
  ) -> EpochStatistics {
    var epoch = epoch
    if computesFullLoss { epoch.fullLoss = objective.value(at: parameters.span) }
    return epoch
  }
}
