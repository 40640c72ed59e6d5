/// The labels of a set of examples, one per example, as in the file.
public enum Labels: Hashable, Sendable {
  /// Whole numbers.
  case numbers([Int])
  /// Strings, for example in a CSV file.
  case texts([String])

  /// The number of labels.
  public var count: Int {
    switch self {
    case .numbers(let numbers): numbers.count
    case .texts(let texts): texts.count
    }
  }

  /// The labels as text.
  public var texts: [String] {
    switch self {
    case .numbers(let numbers): numbers.map(String.init)
    case .texts(let texts): texts
    }
  }

  /// Whether whole numbers look like labels: there are at least two, with many repetitions.
  static func resemble(_ numbers: [Int]) -> Bool {
    let distinct = Set(numbers).count
    return distinct >= 2 && distinct <= max(2, numbers.count / 2)
  }

  /// Creates labels from floating-point numbers or integers.
  ///
  /// - Throws: ``DatasetError`` at the `place` of a label that is not a whole number of magnitude
  ///   at most 2⁵³, beyond which `Double` can't represent all whole numbers.
  static func wholeNumbers(
    _ values: [Double], place: (Int) -> String
  ) throws(DatasetError) -> [Int] {
    var labels: [Int] = []
    labels.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      guard let label = Int(exactly: value), abs(value) <= 0x1p53 else {
        throw DatasetError(
          .invalidValue, at: place(index), "the label \(value) is not a whole number",
          remedy: "use whole numbers as labels")
      }
      labels.append(label)
    }
    return labels
  }
}
