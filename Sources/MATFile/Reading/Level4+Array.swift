internal import Machine
internal import StoredNumbers

extension Level4 {
  /// Reads a matrix whose bytes are complete.
  static func array(_ header: Header, in bytes: [UInt8]) throws(MATFileError) -> MATArray {
    let dimensions = [header.rows, header.columns]
    switch header.kind {
    case .full:
      let (real, imaginary) = parts(header, in: bytes)
      return MATArray(
        dimensions: dimensions, .numeric(.double, real: real, imaginary: imaginary))
    case .text:
      let codes = parts(header, in: bytes).real.exactIntegers ?? []
      let units = codes.compactMap(UInt16.init(exactly:))
      guard units.count == header.rows * header.columns else {
        throw MATFileError(
          .corrupt, at: header.body.lowerBound, "the text has invalid character codes",
          remedy: MATFileError.saveAgain)
      }
      return MATArray(dimensions: dimensions, .char(units))
    case .sparse:
      let table = try SparseTable(header, in: bytes)
      return MATArray(dimensions: [table.rowCount, table.columnCount], .sparse(try table.sparse()))
    }
  }

  /// The real parts, and the imaginary parts that follow them.
  static func parts(
    _ header: Header, in bytes: [UInt8]
  ) -> (real: StoredNumbers, imaginary: StoredNumbers?) {
    let all = bytes[header.body]
    let length = header.isComplex ? all.count / 2 : all.count
    let real = StoredNumbers(storedIn: all.prefix(length), as: header.storage, header.byteOrder)
    let imaginary = StoredNumbers(
      storedIn: all.suffix(length), as: header.storage, header.byteOrder)
    return (real, header.isComplex ? imaginary : nil)
  }

  /// The table of a sparse matrix: each row has the row and the column of an element, counted from
  /// 1, and its real and imaginary part; the last row has the dimensions.
  struct SparseTable {
    let rowCount: Int
    let columnCount: Int
    /// The number of stored elements.
    let count: Int
    /// The offset of the table, for error messages.
    let offset: Int
    /// The columns of the table, including the last row.
    let rows: StoredNumbers
    let columns: StoredNumbers
    let values: StoredNumbers
    let imaginary: StoredNumbers?

    init(_ header: Header, in bytes: [UInt8]) throws(MATFileError) {
      offset = header.body.lowerBound
      guard !header.isComplex, header.columns == 3 || header.columns == 4, header.rows >= 1 else {
        throw MATFileError(
          .corrupt, at: offset,
          "the table of a sparse matrix is \(header.rows)×\(header.columns) and needs 3 or 4 columns",
          remedy: MATFileError.saveAgain)
      }
      let length = header.rows * header.storage.byteCount
      let body = bytes[header.body]
      func column(_ index: Int) -> StoredNumbers {
        let start = body.startIndex + index * length
        return StoredNumbers(
          storedIn: body[start..<start + length], as: header.storage, header.byteOrder)
      }
      count = header.rows - 1
      (rows, columns, values) = (column(0), column(1), column(2))
      imaginary = header.columns == 4 ? column(3) : nil
      guard let rowCount = Int(exactly: rows[count].double),
        let columnCount = Int(exactly: columns[count].double), rowCount >= 0, columnCount >= 0,
        rowCount <= Int32.max, columnCount <= Int32.max
      else {
        throw MATFileError(
          .corrupt, at: offset, "the dimensions of a sparse matrix are not whole numbers",
          remedy: MATFileError.saveAgain)
      }
      (self.rowCount, self.columnCount) = (rowCount, columnCount)
    }

    /// The elements in column-major order.
    func sparse() throws(MATFileError) -> MATSparse {
      guard let rows = rows.exactIntegers?.prefix(count),
        let columns = columns.exactIntegers?.prefix(count),
        rows.allSatisfy({ $0 >= 1 && $0 <= rowCount }),
        columns.allSatisfy({ $0 >= 1 && $0 <= columnCount })
      else {
        throw MATFileError(
          .corrupt, at: offset,
          "an element of a sparse matrix is outside its dimensions \(rowCount)×\(columnCount)",
          remedy: MATFileError.saveAgain)
      }
      return MATSparse(
        inAnyOrder: (rows.map { $0 - 1 }, columns.map { $0 - 1 }),
        Array(values.doubles.prefix(count)),
        imaginary: imaginary.map { Array($0.doubles.prefix(count)) })
    }
  }
}
