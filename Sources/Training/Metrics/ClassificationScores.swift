/// Precision, recall and F₁ of a class, with its number of examples.
///
/// With TP correct predictions of a class among P predictions of it and S examples of it:
///
///     precision = TP / P        recall = TP / S        F₁ = 2·TP / (P + S)
///
/// F₁ is the harmonic mean of the other two (van Rijsbergen, Information Retrieval, 1979, ch. 7).
/// A ratio of 0 to 0 is 0: the precision of a class never predicted, the recall of a class without
/// examples, F₁ where both hold (scikit-learn's `zero_division=0`).
public struct ClassificationScores: Hashable, Sendable, Encodable {
  /// The fraction of the predictions of the class that are correct.
  public var precision: Double
  /// The fraction of the class's examples that are predicted correctly.
  public var recall: Double
  /// The harmonic mean of precision and recall.
  public var f1: Double
  /// The number of examples of the class.
  public var support: Int

  /// The scores of one class.
  public init(of index: Int, in confusion: ConfusionMatrix) {
    let right = confusion[actual: index, predicted: index]
    let predicted = confusion.predictedCount(of: index)
    support = confusion.actualCount(of: index)
    precision = ratio(right, predicted)
    recall = ratio(right, support)
    f1 = ratio(2 * right, predicted + support)
  }

  /// The average of several classes' scores, each with a weight; zeros when the weights sum to 0.
  ///
  /// F₁ is the average of the F₁s, not the harmonic mean of the averages; `support` is the sum.
  init(averaging scores: [ClassificationScores], weight: (ClassificationScores) -> Int) {
    let total = scores.reduce(0) { $0 + weight($1) }
    func average(_ score: (ClassificationScores) -> Double) -> Double {
      let sum = scores.reduce(0) { $0 + Double(weight($1)) * score($1) }
      return total == 0 ? 0 : sum / Double(total)
    }
    precision = average(\.precision)
    recall = average(\.recall)
    f1 = average(\.f1)
    support = scores.reduce(0) { $0 + $1.support }
  }
}

/// The quotient of two counts, 0 for 0 / 0.
func ratio(_ numerator: Int, _ denominator: Int) -> Double {
  denominator == 0 ? 0 : Double(numerator) / Double(denominator)
}
