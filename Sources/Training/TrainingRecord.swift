public import LinearAlgebra
public import NeuralNetwork
public import Optimization

/// The state of a training run after an iteration of a minimizer, or after an epoch of mini-batches.
public struct TrainingRecord: Hashable, Codable, Sendable {
  /// The number of completed iterations or epochs; 0 at the starting point.
  public var iteration: Int
  /// J(θ) over the current subsample or all examples.
  ///
  /// For mini-batches it is J(θ) over all examples if that was computed, otherwise the mean loss of
  /// the epoch; `nil` before the first epoch.
  public var cost: Double?
  /// The fraction of the examples in the current subsample; 1 for all examples.
  public var sampleFraction: Double
  /// ‖∇J(θ)‖∞ over the same examples; `nil` for mini-batches.
  public var gradientNorm: Double?
  /// α, the accepted step along the search direction, or the learning rate of the epoch; 0 at the
  /// starting point.
  public var stepLength: Double
  /// The evaluations so far; an epoch counts as one.
  public var evaluations: EvaluationCounts
  /// The duration so far in seconds, without what was measured between epochs.
  public var seconds: Double
  /// The statistics of the epoch; `nil` for full-batch minimizers and before the first epoch.
  public var epoch: EpochStatistics?
  /// The scores on the validation examples; `nil` without them.
  public var validation: ExampleScores?
  /// The scores on the test examples, where they were evaluated.
  public var test: ExampleScores?
}

extension TrainingRecord {
  /// The record of an iteration of a full-batch minimizer, on a fraction of the examples.
  init(_ record: IterationRecord, totals: RunTotals, sampleFraction: Double) {
    self.init(
      iteration: totals.iterations, cost: record.value, sampleFraction: sampleFraction,
      gradientNorm: record.gradientNorm, stepLength: record.stepLength,
      evaluations: totals.evaluations, seconds: totals.seconds)
  }

  /// The record with J(θ) and ‖∇J(θ)‖∞ over the examples of an objective, such as all of them instead
  /// of a part.
  ///
  /// - Complexity: one evaluation.
  public func evaluated(
    on objective: inout NetworkObjective<some BLASScalar>, at parameters: [Double]
  ) -> TrainingRecord {
    var gradient = [Double](repeating: 0, count: parameters.count)
    var span = gradient.mutableSpan
    var record = self
    record.cost = objective.evaluate(at: parameters.span, gradient: &span)
    record.gradientNorm = Vector.infinityNorm(gradient.span)
    return record
  }
}

/// The measurements of one epoch of mini-batch gradient descent.
public struct EpochStatistics: Hashable, Codable, Sendable {
  /// The learning rate of the epoch.
  public var learningRate: Double
  /// The mean loss of the examples without the regularization, each computed just before the update
  /// by its batch.
  public var meanLoss: Double
  /// The number of examples classified correctly just before the update by their batch: the running
  /// training accuracy; `nil` for targets that are numbers.
  public var runningCorrectCount: Int?
  /// The number of examples in the epoch.
  public var exampleCount: Int
  /// J(θ) over all examples after the epoch, where it was computed.
  public var fullLoss: Double?
}
