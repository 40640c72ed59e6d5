package import LinearAlgebra
internal import StoredNumbers

extension StoredArray {
  /// The array as examples × features, converted while it is copied.
  ///
  /// Bytes in row order are not copied at all: they stay as they are, with the number that each
  /// stands for.
  ///
  /// Unsigned bytes are divided by 255 unless `byteScaling` says otherwise; every other type keeps
  /// its values, rounded to `Scalar`. An array of more than two dimensions keeps the first and
  /// flattens the others, the last running fastest.
  ///
  /// - Throws: ``DatasetError`` of kind `invalidValue` for a feature that is NaN or infinite (in
  ///   the file, or after rounding to `Scalar`), with its place.
  /// - Complexity: one pass over the elements and one allocation, the matrix itself; nothing for
  ///   bytes in row order.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  package func matrix<Scalar: BLASScalar>(
    named name: String, byteScaling: ByteScaling = .unitInterval,
    notation: ElementNotation = .brackets
  ) throws(DatasetError) -> Matrix<Scalar> {
    guard !dimensions.isEmpty else {
      throw DatasetError(.sizeMismatch, at: name, "a single number is no set of examples")
    }
    if storageOrder == .rowMajor, elementType == .uint8 || elementType == .bool {
      let scaling = elementType == .uint8 ? byteScaling : .asStored
      return Matrix(
        rows: rows, columns: columns, bytes: numbers.bytes, values: scaling.values())
    }
    let (elements, firstNonFinite) = numbers.rowMajorValues(
      dimensions: dimensions, storedIn: storageOrder,
      byteValues: byteScaling.values(as: Scalar.self))
    if let offender = firstNonFinite {
      throw DatasetError(
        .invalidValue, at: notation.place(in: name, offender / columns, offender % columns),
        "the feature is \(elements[offender])",
        remedy: "features must be finite; \(notation.origin)")
    }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }
}
