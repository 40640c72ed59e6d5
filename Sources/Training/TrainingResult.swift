public import Optimization

/// The result of a training run: the parameters, why the run ended, and the best point.
public struct TrainingResult: Hashable, Codable, Sendable {
  /// θ, the point that ``stopReason`` refers to.
  ///
  /// A full-batch run that a limit or a failure has ended returns the best point that was evaluated
  /// over all examples. A mini-batch run returns the last complete epoch, or the last with a finite
  /// loss; it need not be the best one.
  public var parameters: [Double]
  /// J(θ) over all examples at exactly these parameters; NaN when nothing was evaluated.
  public var cost: Double
  /// ‖∇J(θ)‖∞ at exactly these parameters; `nil` for mini-batches.
  public var gradientNorm: Double?
  /// The number of iterations or epochs.
  public var iterations: Int
  /// The evaluations; an epoch counts as one.
  public var evaluations: EvaluationCounts
  /// Why the run ended: `StopReason.iterationLimit` after the last iteration or epoch.
  public var stopReason: StopReason
  /// The noise level of the cost, where a failed line search has measured it.
  public var noiseLevel: Double?
  /// The duration in seconds, without what was measured between epochs.
  public var seconds: Double
  /// The scores on the validation examples, and the best point; `nil` without them.
  public var validation: ValidationResult?
}

extension TrainingResult {
  /// Whether a tolerance or a target of the configuration was met.
  public var isConverged: Bool { stopReason.isConverged }

  /// The result of a full-batch minimizer over all examples, with the totals of all phases.
  init(_ result: MinimizationResult, totals: RunTotals) {
    self.init(
      parameters: result.parameters, cost: result.value, gradientNorm: result.gradientNorm,
      iterations: totals.iterations, evaluations: totals.evaluations,
      stopReason: result.stopReason, noiseLevel: result.noiseLevel, seconds: totals.seconds)
  }

  /// The record of the last iteration, over all examples, when the run ended on a subsample.
  public func completing(_ last: TrainingRecord) -> TrainingRecord {
    var record = last
    record.iteration = iterations
    record.sampleFraction = 1
    record.cost = cost
    record.gradientNorm = gradientNorm
    record.evaluations = evaluations
    record.seconds = seconds
    record.validation = validation?.final
    return record
  }
}
