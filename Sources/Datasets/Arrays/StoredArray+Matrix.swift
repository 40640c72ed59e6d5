package import LinearAlgebra
internal import StoredNumbers

extension StoredArray {
  /// Converts the array to a matrix of examples × features.
  ///
  /// Bytes in row-major order are not converted: the matrix stores them with a table of values.
  ///
  /// Unsigned bytes are divided by 255 unless `byteScaling` says otherwise; the values of other
  /// types are rounded to `Scalar`. If there are more than two dimensions, all but the first are
  /// flattened, with the last index varying fastest.
  ///
  /// - Throws: ``DatasetError`` of kind `invalidValue` for a feature that is NaN or infinite, in
  ///   the file or after rounding to `Scalar`.
  /// - Complexity: One pass over the elements and one allocation; O(1) for bytes in row-major
  ///   order.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  package func matrix<Scalar: BLASScalar>(
    named name: String, byteScaling: ByteScaling = .unitInterval,
    notation: ElementNotation = .brackets
  ) throws(DatasetError) -> Matrix<Scalar> {
    guard !dimensions.isEmpty else {
      throw DatasetError(.sizeMismatch, at: name, "a single number is not a set of examples")
    }
    let scaling = elementType == .uint8 ? byteScaling : .asStored
    if storageOrder == .rowMajor, [.uint8, .bool].contains(numbers.elementType) {
      return Matrix(
        rows: rows, columns: columns, bytes: numbers.bytes, values: scaling.values())
    }
    let (elements, firstNonFinite) = numbers.rowMajorValues(
      dimensions: dimensions, storedIn: storageOrder,
      byteValues: scaling.values(as: Scalar.self))
    if let index = firstNonFinite {
      throw DatasetError(
        .invalidValue, at: notation.place(in: name, index / columns, index % columns),
        "the value is \(elements[index])",
        remedy: "features must be finite; \(notation.origin)")
    }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }
}
