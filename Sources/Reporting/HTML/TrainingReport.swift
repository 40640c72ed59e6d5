public import Training

/// The content of the report on a training run; ``document()`` lays it out.
///
/// Content that is empty or `nil` is omitted.
public struct TrainingReport: Sendable {
  /// The scores of the model on one set of examples.
  public struct Evaluation: Sendable {
    /// The name of the set: "training set".
    public var name: String
    /// The scores on it.
    public var scores: ModelScores

    /// Creates the scores on a named set.
    public init(_ name: String, _ scores: ModelScores) {
      self.name = name
      self.scores = scores
    }
  }

  /// The heading.
  public var title: String
  /// The hyperparameters of the run: topology, minimizer, λ, seed.
  public var settings: [HTMLReport.Fact]
  /// Why the run ended, as a sentence.
  public var stopReason: String
  /// The sentence on the network that is kept, where it is not the last one.
  public var kept: String?
  /// J at the parameters of the network that is kept, or `nil` when it is the last value of the curve.
  ///
  /// The curve of a mini-batch run has the mean loss of each epoch instead.
  public var cost: Double?
  /// The learning curve, at least its last point.
  public var curve: [TrainingCurvePoint]
  /// The scores, one element per set of examples.
  public var evaluations: [Evaluation]
  /// The first layer's weights as images.
  public var hiddenUnits: ImageGrid?
  /// Misclassified examples.
  public var mistakes: ImageGrid?
  /// The name of the set that the mistakes are from: "test examples".
  public var mistakesName: String?
  /// Examples with an autoencoder's reconstructions below them.
  public var reconstructions: ImageGrid?

  /// Creates the content of a report.
  public init(
    title: String, settings: [HTMLReport.Fact] = [], stopReason: String, kept: String? = nil,
    cost: Double? = nil, curve: [TrainingCurvePoint], evaluations: [Evaluation] = [],
    hiddenUnits: ImageGrid? = nil, mistakes: ImageGrid? = nil,
    mistakesName: String? = nil, reconstructions: ImageGrid? = nil
  ) {
    self.title = title
    self.settings = settings
    self.stopReason = stopReason
    self.kept = kept
    self.cost = cost
    self.curve = curve
    self.evaluations = evaluations
    self.hiddenUnits = hiddenUnits
    self.mistakes = mistakes
    self.mistakesName = mistakesName
    self.reconstructions = reconstructions
  }
}
