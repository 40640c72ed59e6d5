internal import Datasets
internal import LinearAlgebra
internal import NeuralNetwork
public import Optimization

extension MiniBatchTrainer {
  /// Goes on where the run of a checkpoint was; its limits count from that run's beginning.
  ///
  /// - Throws: `OptimizationError` when the state is of another network or update.
  public mutating func run(
    resuming state: StochasticGradientDescent<Scalar>.State,
    observing observe: Observer = { _, _ in .proceed },
    interruptedBy isInterrupted: () -> Bool = { false }
  ) throws(OptimizationError) -> MiniBatchResult {
    try descent.restore(state)
    return run(observing: observe, interruptedBy: isInterrupted)
  }

  /// Runs the configuration's epochs, or fewer where its target, its time limit, an interruption or the
  /// observer asks for it.
  ///
  /// An epoch that is interrupted, or that the time limit ends in, does not count: the result is
  /// what the last whole epoch left, which is what the observer could take a checkpoint of.
  ///
  /// - Parameter isInterrupted: asked every few batches; the run ends as `StopReason.observer`
  ///   once it says yes, and has to go on saying so.
  public mutating func run(
    observing observe: Observer = { _, _ in .proceed },
    interruptedBy isInterrupted: () -> Bool = { false }
  ) -> MiniBatchResult {
    let clock = ContinuousClock()
    var reached = descent.state
    var reason = reasonToEnd(at: nil)
    while reason == nil {
      let start = clock.now
      let rest = configuration.stopping.timeLimit.map { $0 - .seconds(reached.seconds) }
      let record = descent.runEpoch {
        !isInterrupted() && rest.map { clock.now - start < $0 } ?? true
      }
      let arrived = descent.state
      guard var record, record.meanLoss.isFinite, arrived.parameters.allSatisfy(\.isFinite) else {
        descent.rewind(to: reached)
        reason = record != nil ? .diverged : isInterrupted() ? .observer : .timeLimit
        break
      }
      reached = arrived
      measure(&record, at: reached.parameters)
      let decision = observe(record) { reached }
      reason = reasonToEnd(at: record) ?? (decision == .stop ? .observer : nil)
    }
    return MiniBatchResult(
      parameters: reached.parameters, cost: objective.value(at: reached.parameters.span),
      epochs: reached.epoch, stopReason: reason ?? .iterationLimit, seconds: reached.seconds)
  }

  /// What ends the run before the next epoch, if anything does.
  private func reasonToEnd(at record: EpochRecord?) -> StopReason? {
    if let target = configuration.stopping.targetValue, let cost = record?.exactCost, cost <= target
    {
      return .targetValue
    }
    if descent.epoch >= configuration.miniBatches.epochs { return .iterationLimit }
    if let limit = configuration.stopping.timeLimit, .seconds(descent.seconds) >= limit {
      return .timeLimit
    }
    return nil
  }

  /// Adds to a record what the epoch itself does not know.
  private mutating func measure(_ record: inout EpochRecord, at parameters: [Double]) {
    if measuresExactCost { record.exactCost = objective.value(at: parameters.span) }
    guard let heldOut else { return }
    let predicted = Predictor<Scalar>(topology: topology, parameters: parameters)
      .classIndices(for: heldOut.features)
    record.heldOutCorrect = zip(predicted, heldOut.classIndices).count { $0 == $1 }
    record.heldOutCount = heldOut.exampleCount
  }
}
