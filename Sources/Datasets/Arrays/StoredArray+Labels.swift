internal import StoredNumbers

extension StoredArray {
  /// The array as labels: whole numbers, one an example.
  ///
  /// One dimension, or several of which all but one are 1, as column and row vectors are stored.
  ///
  /// - Throws: ``DatasetError`` for another shape, and for a label that is not a whole number of
  ///   at most 2⁵³, with its place.
  package func wholeNumbers(
    named name: String, notation: ElementNotation = .brackets
  ) throws(DatasetError) -> [Int] {
    guard dimensions.filter({ $0 != 1 }).count <= 1 else {
      throw DatasetError(
        .sizeMismatch, at: name,
        "labels are a vector, one for each example; this is \(sizeText(dimensions))",
        remedy: "give the variable with one label an example")
    }
    return try Labels.wholeNumbers(storedValues()) { notation.place(in: name, $0) }
  }

  /// All elements in row-major order with the values that the file holds, NaN and infinity too.
  func storedValues() -> [Double] {
    numbers.rowMajorValues(dimensions: dimensions, storedIn: storageOrder).values
  }
}
