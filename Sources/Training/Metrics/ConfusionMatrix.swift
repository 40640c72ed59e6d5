/// Counts of examples by actual and predicted class.
///
/// C[i, j] is the number of examples of class i that were predicted as class j; the diagonal has
/// the correct ones. The convention (actual classes down, predicted classes across) is that of
/// scikit-learn's `confusion_matrix`.
public struct ConfusionMatrix: Hashable, Sendable {
  /// K, the number of classes.
  public let classCount: Int
  /// All counts, one actual class after the other: K × K.
  private var counts: [Int]

  /// Counts the pairs of actual and predicted class indices.
  ///
  /// Cost: one pass over the examples; one allocation of K² counts.
  ///
  /// - Parameters:
  ///   - actual: the class index of each example, 0..<K.
  ///   - predicted: the predicted class indices of the same examples.
  ///   - classCount: K.
  /// - Precondition: as many predictions as examples, every index within 0..<K.
  public init(actual: [Int], predicted: [Int], classCount: Int) {
    precondition(actual.count == predicted.count, "one prediction per example")
    self.classCount = classCount
    counts = [Int](repeating: 0, count: classCount * classCount)
    for (i, j) in zip(actual, predicted) { counts[place(i, j)] += 1 }
  }

  /// The number of examples of one class that were predicted as another (or the same).
  public subscript(actual actual: Int, predicted predicted: Int) -> Int {
    counts[place(actual, predicted)]
  }

  /// The counts of one actual class, by predicted class.
  public func row(actual: Int) -> ArraySlice<Int> {
    counts[place(actual, 0)...place(actual, classCount - 1)]
  }

  /// All counts as an array of rows, one per actual class.
  public var rows: [[Int]] { (0..<classCount).map { Array(row(actual: $0)) } }

  /// The number of examples of a class: the sum of its row.
  public func actualCount(of index: Int) -> Int { row(actual: index).reduce(0, +) }

  /// The number of predictions of a class: the sum of its column.
  public func predictedCount(of index: Int) -> Int {
    (0..<classCount).reduce(0) { $0 + self[actual: $1, predicted: index] }
  }

  /// The number of correct predictions: the sum of the diagonal.
  public var correctCount: Int {
    (0..<classCount).reduce(0) { $0 + self[actual: $1, predicted: $1] }
  }

  /// The number of examples.
  public var exampleCount: Int { counts.reduce(0, +) }

  private func place(_ actual: Int, _ predicted: Int) -> Int {
    precondition(
      (0..<classCount).contains(actual) && (0..<classCount).contains(predicted),
      "a class index lies within 0..<\(classCount)")
    return actual * classCount + predicted
  }
}

extension ConfusionMatrix: Encodable {
  /// Writes an array of rows: `[[C₀₀, C₀₁, …], [C₁₀, …], …]`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rows)
  }
}
