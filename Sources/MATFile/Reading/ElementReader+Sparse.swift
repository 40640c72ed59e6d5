internal import Machine
internal import StoredNumbers

extension ElementReader {
  /// Reads a sparse matrix in compressed sparse column format (MAT-File Format, table 1-4).
  mutating func sparse(_ header: ArrayHeader) throws(MATFileError) -> MATSparse {
    let before = self
    guard header.dimensions.count == 2 else {
      throw fault(.corrupt, "a sparse array has \(header.dimensions.count) dimensions")
    }
    let (rowCount, columnCount) = (header.dimensions[0], header.dimensions[1])
    let rowIndices = try integers("row indices")
    let starts = try integers("column starts")
    let elements: CompressedColumns
    do throws(CompressedColumns.Fault) {
      elements = try CompressedColumns(
        starts: starts, rowIndices: rowIndices, rowCount: rowCount, columnCount: columnCount)
    } catch {
      throw before.fault(.corrupt, error.problem)
    }
    let count = elements.rows.count
    let values = try sparseValues("values", count, header)
    let imaginary =
      header.isComplex ? try sparseValues("imaginary parts", count, header) : nil
    return MATSparse(
      rows: elements.rows, columns: elements.columns, values: values, imaginary: imaginary,
      isLogical: header.isLogical)
  }

  /// Reads the first numbers of an element, without the unused space after them.
  private mutating func sparseValues(
    _ role: String, _ count: Int, _ header: ArrayHeader
  ) throws(MATFileError) -> StoredNumbers {
    let before = self
    let element = try next(role)
    var type = element.type
    // MATLAB writes logical values as bytes although their declared type is double.
    if header.isLogical && element.body.count < count * type.byteCount { type = .uint8 }
    guard type.isNumeric, element.body.count >= count * type.byteCount else {
      throw before.fault(
        .corrupt,
        "the \(role) have \(element.body.count) bytes of type \(type) for \(count) stored elements")
    }
    let start = element.body.lowerBound
    return StoredNumbers(
      storedIn: bytes[start..<start + count * type.byteCount], as: type, byteOrder)
  }
}
