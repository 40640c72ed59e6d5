internal import Machine
internal import StoredNumbers

extension OctaveBinary {
  /// Returns the numbers of a value, which share memory with the file unless they are complex.
  func numbers(of item: OctaveItem) throws(MATFileError) -> OctaveNumbers {
    stored(item, in: item.body)
  }

  /// Returns the stored elements of a sparse matrix in compressed sparse column format.
  func sparse(_ item: OctaveItem) throws(MATFileError) -> MATSparse {
    let startsEnd = item.body.lowerBound + (item.dimensions[1] + 1) * 4
    let rowsEnd = startsEnd + item.storedCount * 4
    let starts = integers(item.body.lowerBound..<startsEnd)
    let rows = integers(startsEnd..<rowsEnd)
    let elements: CompressedColumns
    do throws(CompressedColumns.Fault) {
      elements = try CompressedColumns(
        starts: starts, rowIndices: rows, rowCount: item.dimensions[0],
        columnCount: item.dimensions[1])
    } catch {
      throw fault(.corrupt, item, error.problem)
    }
    guard elements.rows.count == rows.count else {
      throw fault(.corrupt, item, "the column starts are not of \(rows.count) elements")
    }
    // The type of the numbers is between the rows and the numbers, except for logical values.
    let isLogical = item.type.arrayClass == .logical
    let values = stored(item, in: (isLogical ? rowsEnd : rowsEnd + 1)..<item.body.upperBound)
    return MATSparse(
      rows: elements.rows, columns: elements.columns, values: values.real,
      imaginary: values.imaginary, isLogical: isLogical)
  }

  /// Returns the row of the one in each column of a permutation matrix.
  func permutation(_ item: OctaveItem) throws(MATFileError) -> [Int] {
    let rows = StoredNumbers(storedIn: bytes[item.body], as: .int64, byteOrder).exactIntegers ?? []
    guard rows.allSatisfy({ $0 >= 0 && $0 < item.dimensions[0] }) else {
      throw fault(.corrupt, item, "the permutation has an index outside its dimensions")
    }
    return rows
  }

  private func integers(_ range: Range<Int>) -> [Int] {
    StoredNumbers(storedIn: bytes[range], as: .int32, byteOrder).exactIntegers ?? []
  }

  /// Returns the numbers in a range, where each real part is followed by its imaginary part.
  private func stored(_ item: OctaveItem, in range: Range<Int>) -> OctaveNumbers {
    let storage = item.storage ?? .uint8
    let all = StoredNumbers(storedIn: bytes[range], as: storage, byteOrder)
    guard item.type.isComplex else { return OctaveNumbers(real: all, imaginary: nil) }
    let width = storage.byteCount
    func part(_ index: Int) -> StoredNumbers {
      let starts = stride(
        from: range.lowerBound + index * width, to: range.upperBound, by: 2 * width)
      return StoredNumbers(
        storedIn: starts.flatMap { bytes[$0..<$0 + width] }[...], as: storage, byteOrder)
    }
    return OctaveNumbers(real: part(0), imaginary: part(1))
  }
}
