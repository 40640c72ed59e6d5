public import Training

/// What there is to tell about a training run; ``document()`` lays it out.
///
/// Everything is a plain value that the caller fills in; what is empty or `nil` is left out.
public struct TrainingReport: Sendable {
  /// How the model does on one set of examples.
  public struct Evaluation: Sendable {
    /// The name of the set: "training set".
    public var name: String
    /// The scores on it.
    public var report: ClassificationReport

    /// Names the scores on a set.
    public init(_ name: String, _ report: ClassificationReport) {
      self.name = name
      self.report = report
    }
  }

  /// The heading.
  public var title: String
  /// What the run was asked to do: data, topology, minimizer, λ, seed.
  public var settings: [HTMLReport.Fact]
  /// Why the run ended, as a sentence.
  public var stopReason: String
  /// J at the parameters that the run ended with; `nil` when it is the last of the curve, which a
  /// mini-batch run's is not: that has the mean loss of each epoch.
  public var cost: Double?
  /// The learning curve, at least its last point.
  public var curve: [TrainingCurvePoint]
  /// How the model does, a set of examples each.
  public var evaluations: [Evaluation]
  /// The first layer's weights as pictures.
  public var hiddenUnits: PictureSheet?
  /// Wrongly predicted examples.
  public var mistakes: PictureSheet?
  /// The name of the set that the mistakes are of: "test examples".
  public var mistakesName: String?

  /// Collects what there is to tell.
  public init(
    title: String, settings: [HTMLReport.Fact] = [], stopReason: String, cost: Double? = nil,
    curve: [TrainingCurvePoint], evaluations: [Evaluation] = [],
    hiddenUnits: PictureSheet? = nil, mistakes: PictureSheet? = nil,
    mistakesName: String? = nil
  ) {
    self.title = title
    self.settings = settings
    self.stopReason = stopReason
    self.cost = cost
    self.curve = curve
    self.evaluations = evaluations
    self.hiddenUnits = hiddenUnits
    self.mistakes = mistakes
    self.mistakesName = mistakesName
  }
}
