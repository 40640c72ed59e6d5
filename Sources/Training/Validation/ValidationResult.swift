public import NeuralNetwork

/// A point of a run with its scores on the validation examples.
public struct ScoredPoint: Hashable, Codable, Sendable {
  /// The number of iterations or epochs before it.
  public var iteration: Int
  /// θ.
  public var parameters: [Double]
  /// The scores on the validation examples.
  public var scores: ExampleScores

  /// Creates a point.
  public init(iteration: Int, parameters: [Double], scores: ExampleScores) {
    self.iteration = iteration
    self.parameters = parameters
    self.scores = scores
  }
}

/// The best point of a run so far, for a checkpoint.
public struct ValidationProgress: Hashable, Codable, Sendable {
  /// The last iteration whose point was evaluated; `nil` before the first.
  public var iteration: Int?
  /// The best point; `nil` if no validation cost was finite.
  public var best: ScoredPoint?

  /// Creates the progress of a run; by default of one that has not begun.
  public init(iteration: Int? = nil, best: ScoredPoint? = nil) {
    self.iteration = iteration
    self.best = best
  }
}

/// The scores of a run's points on the validation examples.
public struct ValidationResult: Hashable, Codable, Sendable {
  /// Which point is kept.
  public var keep: KeptPoint
  /// The scores of the last point, ``TrainingResult/parameters``; `nil` if a request to stop has
  /// cut its evaluation short.
  public var final: ExampleScores?
  /// The best of the iterations' points and the last one, the first of equal ones; `nil` for
  /// ``KeptPoint/final``, and if no validation cost was finite.
  public var best: ScoredPoint?
  /// J over all training examples at the best point.
  public var bestTrainingCost: Double?

  /// Creates a result.
  public init(
    keep: KeptPoint, final: ExampleScores?, best: ScoredPoint? = nil,
    bestTrainingCost: Double? = nil
  ) {
    self.keep = keep
    self.final = final
    self.best = best
    self.bestTrainingCost = bestTrainingCost
  }
}

extension TrainingResult {
  /// θ of the network that is kept: the best point, or the last one.
  public var keptParameters: [Double] { validation?.best?.parameters ?? parameters }
  /// J over all training examples at ``keptParameters``.
  public var keptCost: Double { validation?.bestTrainingCost ?? cost }
  /// Whether the network that is kept is not the last one.
  public var keepsEarlierPoint: Bool { keptParameters != parameters }
}
