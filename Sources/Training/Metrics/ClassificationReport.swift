public import Datasets

/// The scores of predictions: by class, their averages, and the accuracy.
///
/// The numbers are those of scikit-learn's `classification_report` and `confusion_matrix` called
/// with `labels` set to all K classes and `zero_division=0`. The averages are over all classes of
/// the encoding, including those without examples. Encoded as JSON it has the keys `accuracy`,
/// `classes`, `macro`, `weighted` and `confusion`.
public struct ClassificationReport: Hashable, Sendable, Encodable {
  /// The scores of one class, with its label in the file.
  public struct Row: Hashable, Sendable {
    /// The class's label in the file.
    public var label: String
    /// The class's scores.
    public var scores: ClassificationScores
  }

  /// The fraction of examples that are classified correctly; 0 without examples.
  public let accuracy: Double
  /// Each class's scores, in the order of the class indices.
  public let classes: [Row]
  /// The unweighted mean of the classes' scores: every class counts the same.
  public let macro: ClassificationScores
  /// The mean weighted by support: every example counts the same.
  public let weighted: ClassificationScores
  /// The confusion matrix, from which all scores are computed.
  public let confusion: ConfusionMatrix

  /// Computes the scores of a confusion matrix.
  ///
  /// Cost: O(K²) operations.
  ///
  /// - Precondition: as many classes in `confusion` as in `encoding`.
  public init(_ confusion: ConfusionMatrix, encoding: LabelEncoding) {
    precondition(confusion.classCount == encoding.labels.count, "one label per class")
    let scores = encoding.labels.indices.map { ClassificationScores(of: $0, in: confusion) }
    self.confusion = confusion
    accuracy = ratio(confusion.correctCount, confusion.exampleCount)
    classes = zip(encoding.labels, scores).map { Row(label: $0, scores: $1) }
    macro = ClassificationScores(averaging: scores) { _ in 1 }
    weighted = ClassificationScores(averaging: scores) { $0.support }
  }

  /// Compares predictions with the actual classes.
  ///
  /// - Parameters:
  ///   - actual: the class index of each example, 0..<K.
  ///   - predicted: the predicted class indices of the same examples.
  ///   - encoding: the labels of the K classes.
  /// - Precondition: as many predictions as examples, every index within 0..<K.
  public init(actual: [Int], predicted: [Int], encoding: LabelEncoding) {
    self.init(
      ConfusionMatrix(actual: actual, predicted: predicted, classCount: encoding.labels.count),
      encoding: encoding)
  }
}

extension ClassificationReport {
  /// The labels of the classes in the order of their indices.
  public var labels: [String] { classes.map(\.label) }
}

extension ClassificationReport.Row: Encodable {
  private enum CodingKeys: String, CodingKey { case label }

  /// Writes one flat object with the label and its scores.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(label, forKey: .label)
    try scores.encode(to: encoder)
  }
}

extension ClassificationReport: CustomStringConvertible {
  /// The accuracy and the averages, in one line.
  public var description: String {
    "accuracy \(accuracy) (\(confusion.correctCount) of \(confusion.exampleCount)), "
      + "macro average F1 \(macro.f1), \(classes.count) classes"
  }
}
