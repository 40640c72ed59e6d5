internal import Datasets
internal import LinearAlgebra
internal import NeuralNetwork
public import Optimization

extension MiniBatchTrainer {
  /// Goes on where the run of a checkpoint was; its limits count from that run's beginning.
  ///
  /// - Throws: ``OptimizationError`` when the state is of another network or update.
  public mutating func run(
    resuming state: StochasticGradientDescent<Scalar>.State,
    observing observe: Observer = { _, _ in .proceed }
  ) throws(OptimizationError) -> MiniBatchResult {
    try descent.restore(state)
    return run(observing: observe)
  }

  /// Runs the plan's epochs, or fewer where its target, its time limit or the observer asks for it.
  public mutating func run(
    observing observe: Observer = { _, _ in .proceed }
  ) -> MiniBatchResult {
    var parameters = descent.parameters
    var reason = reasonToEnd(at: nil)
    while reason == nil {
      var record = descent.runEpoch()
      let arrived = descent.parameters
      guard record.meanLoss.isFinite, arrived.allSatisfy(\.isFinite) else {
        reason = .diverged
        break
      }
      parameters = arrived
      measure(&record, at: parameters)
      let decision = observe(record) { descent.state }
      reason = reasonToEnd(at: record) ?? (decision == .stop ? .observer : nil)
    }
    return MiniBatchResult(
      parameters: parameters, cost: objective.value(at: parameters.span), epochs: descent.epoch,
      stopReason: reason ?? .iterationLimit, seconds: descent.seconds)
  }

  /// What ends the run before the next epoch, if anything does.
  private func reasonToEnd(at record: EpochRecord?) -> StopReason? {
    if let target = plan.stopping.targetValue, let cost = record?.exactCost, cost <= target {
      return .targetValue
    }
    if descent.epoch >= plan.miniBatches.epochs { return .iterationLimit }
    if let limit = plan.stopping.timeLimit, .seconds(descent.seconds) >= limit {
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
