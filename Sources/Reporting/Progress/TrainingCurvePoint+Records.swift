public import Optimization
public import Training

extension TrainingCurvePoint {
  /// Where a full-batch run stands after an iteration.
  ///
  /// A product with the Hessian and the refresh of a preconditioner count as an evaluation each:
  /// both read all examples once, forward and backward. The gradient of a sample is left out: it
  /// says little about that of the cost.
  public init(_ record: IterationRecord) {
    self.init(
      iteration: record.iteration, evaluations: record.evaluations.passes, cost: record.value,
      gradientNorm: record.share == 1 ? record.gradientNorm : nil, seconds: record.seconds)
  }

  /// Where a mini-batch run stands after an epoch, which is one pass over the examples.
  ///
  /// The cost is the exact one where it was asked for, otherwise the mean loss of the epoch.
  ///
  /// - Parameter heldOut: which examples the record's held-out examples are.
  public init(_ record: EpochRecord, heldOut: HeldOutSet = .validation) {
    var accuracy: Double?
    if let correct = record.heldOutCorrect, let count = record.heldOutCount, count > 0 {
      accuracy = Double(correct) / Double(count)
    }
    self.init(
      iteration: record.epoch, evaluations: Double(record.epoch),
      cost: record.exactCost ?? record.meanLoss,
      validationAccuracy: heldOut == .validation ? accuracy : nil,
      testAccuracy: heldOut == .test ? accuracy : nil,
      seconds: record.seconds)
  }
}

/// The examples that a model is measured on and not trained on.
public enum HeldOutSet: Sendable {
  /// Those for choosing between models.
  case validation
  /// Those for the final judgement.
  case test
}
