internal import StoredNumbers

extension StoredArray {
  /// Converts the array to labels: whole numbers, one per example.
  ///
  /// The array is a vector: it has one dimension, or all dimensions but one are 1.
  ///
  /// - Throws: ``DatasetError`` for another shape, and for a label that is not a whole number of
  ///   magnitude at most 2⁵³.
  package func wholeNumbers(
    named name: String, notation: ElementNotation = .brackets
  ) throws(DatasetError) -> [Int] {
    guard dimensions.filter({ $0 != 1 }).count <= 1 else {
      throw DatasetError(
        .sizeMismatch, at: name,
        "labels must be a vector, but the size is \(sizeText(dimensions))",
        remedy: "choose the variable with one label per example")
    }
    return try Labels.wholeNumbers(storedValues()) { notation.place(in: name, $0) }
  }

  /// The elements in row-major order, including NaN and infinity.
  func storedValues() -> [Double] {
    numbers.rowMajorValues(dimensions: dimensions, storedIn: storageOrder).values
  }
}
