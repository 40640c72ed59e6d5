extension LabelEncoding {
  /// Creates a common encoding of several sets of examples, and the class indices of each set.
  ///
  /// The classes are the labels that occur in any of the sets, sorted numerically if all are whole
  /// numbers, and by their characters otherwise.
  ///
  /// - Complexity: One lookup per label.
  static func encoding(_ sets: [Labels]) -> (encoding: LabelEncoding, classIndices: [[Int]]) {
    var numbers: [[Int]] = []
    for set in sets {
      guard case .numbers(let labels) = set else { return encoding(texts: sets.map(\.texts)) }
      numbers.append(labels)
    }
    let distinct = numbers.reduce(into: Set()) { $0.formUnion($1) }.sorted()
    let encoding = LabelEncoding(labels: distinct.map(String.init))
    let index = Dictionary(uniqueKeysWithValues: zip(distinct, 0...))
    return (encoding, numbers.map { $0.map { index[$0]! } })
  }

  private static func encoding(
    texts sets: [[String]]
  ) -> (encoding: LabelEncoding, classIndices: [[Int]]) {
    let encoding = LabelEncoding(occurringIn: sets.joined())
    let index = Dictionary(uniqueKeysWithValues: zip(encoding.labels, 0...))
    return (encoding, sets.map { $0.map { index[$0]! } })
  }
}
