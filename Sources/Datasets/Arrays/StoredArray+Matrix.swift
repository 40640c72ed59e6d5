package import LinearAlgebra
internal import StoredNumbers

extension StoredArray {
  /// Converts the array to a matrix of examples × features.
  ///
  /// Bytes in row-major order are not converted: the matrix stores them with a table of values. The
  /// values of other types are rounded to `Scalar`. If there are more than two dimensions, all but
  /// the first are flattened, with the last index varying fastest.
  ///
  /// - Parameters:
  ///   - name: The name of the array, for messages.
  ///   - place: The notation of a feature of an example, for messages.
  /// - Returns: The matrix.
  /// - Throws: ``DatasetError`` of kind `invalidValue` for a feature that is NaN or infinite, in
  ///   the file or after rounding to `Scalar`.
  /// - Complexity: One pass over the elements and one allocation; O(1) for bytes in row-major
  ///   order.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  package func matrix<Scalar: BLASScalar>(
    named name: String, place: (_ row: Int, _ column: Int) -> String
  ) throws(DatasetError) -> Matrix<Scalar> {
    guard !dimensions.isEmpty else {
      throw DatasetError(.sizeMismatch, at: name, "a single number is not a set of examples")
    }
    if storageOrder == .rowMajor, [.uint8, .bool].contains(numbers.elementType) {
      return Matrix(
        rows: rows, columns: columns, bytes: numbers.bytes, values: (0...255).map { Scalar($0) })
    }
    let (elements, firstNonFinite) = numbers.rowMajorValues(
      as: Scalar.self, dimensions: dimensions, storedIn: storageOrder)
    if let index = firstNonFinite {
      throw DatasetError(
        .invalidValue, at: place(index / columns, index % columns),
        "the value is \(elements[index])",
        remedy: "features must be finite; replace it, or leave the example out")
    }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }
}
