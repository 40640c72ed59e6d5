/// The labels of a set of examples, one an example, as the file writes them.
enum Labels {
  /// Whole numbers.
  case numbers([Int])
  /// Texts, as a CSV file may have.
  case texts([String])

  /// The number of labels.
  var count: Int {
    switch self {
    case .numbers(let numbers): numbers.count
    case .texts(let texts): texts.count
    }
  }

  /// Labels stored as floating-point numbers or integers.
  ///
  /// - Throws: ``DatasetError`` at the `place` of a label that is not a whole number of at most
  ///   2⁵³, beyond which a `Double` no longer tells neighbors apart.
  static func wholeNumbers(
    _ values: [Double], place: (Int) -> String
  ) throws(DatasetError) -> [Int] {
    var labels: [Int] = []
    labels.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      guard let label = Int(exactly: value), abs(value) <= 0x1p53 else {
        throw DatasetError(
          .invalidValue, at: place(index), "the label \(value) is not a whole number",
          remedy: "number the classes with whole numbers")
      }
      labels.append(label)
    }
    return labels
  }
}
