public import NeuralNetwork
public import Training

extension Table {
  /// The scores of a model: the per-class report of a classifier, the errors of an autoencoder.
  public init(_ scores: ModelScores) {
    switch scores {
    case .classification(let report): self.init(report)
    case .reconstruction(let errors): self.init(errors)
    }
  }

  /// The errors of an autoencoder, one row each.
  public init(_ errors: TargetErrors) {
    self.init(columns: [.text("error"), .number("mean", .significant(digits: 6))])
    append(["squared error per example", .number(errors.squaredError)])
    append(["squared error per feature", .number(errors.squaredErrorPerOutput)])
    append(["cross-entropy per example", .number(errors.crossEntropy)])
  }

  /// The per-class report: one row per class, named by the file's labels, then the averages.
  public init(_ report: ClassificationReport) {
    let score = NumberStyle.fixed(decimals: 4)
    self.init(columns: [
      .text("class"), .number("precision", score), .number("recall", score), .number("F1", score),
      .count("support"),
    ])
    for row in report.classes { append(row.label, row.scores) }
    startGroup()
    append("macro average", report.macro)
    append("weighted average", report.weighted)
    append([
      "accuracy", .empty, .empty, .number(report.accuracy), .count(report.confusion.exampleCount),
    ])
  }

  private mutating func append(_ name: String, _ scores: ClassificationScores) {
    append([
      .text(name), .number(scores.precision), .number(scores.recall), .number(scores.f1),
      .count(scores.support),
    ])
  }

  /// The confusion matrix: actual classes in rows, predicted classes in columns, named by the file's labels.
  ///
  /// - Precondition: one label per class.
  public init(_ confusion: ConfusionMatrix, labels: [String]) {
    precondition(labels.count == confusion.classCount, "one label per class")
    self.init(columns: [.text("actual \\ predicted")] + labels.map { .count($0) })
    for (index, label) in labels.enumerated() {
      append([.text(label)] + confusion.row(actual: index).map { .count($0) })
    }
  }
}
