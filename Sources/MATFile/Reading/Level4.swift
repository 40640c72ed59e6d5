internal import Machine

/// The Level 4 format: a header of five words and a name before each matrix (MAT-File Format,
/// chapter 2).
enum Level4 {
  /// The largest code of byte order, storage and kind: 4 · 1000 + 5 · 10 + 2.
  private static let largestCode = 4052

  /// A limit on the length of a name, including the zero at its end.
  private static let maxNameLength = 1024

  /// The header of a matrix, which precedes its values.
  struct Header: Sendable {
    /// The kinds of matrices.
    enum Kind: Int, Sendable {
      /// Numbers in column-major order.
      case full
      /// Character codes in column-major order.
      case text
      /// A table with the row, column and value of each element, and the dimensions in its last
      /// row.
      case sparse
    }

    let kind: Kind
    let storage: MATStorage
    let byteOrder: ByteOrder
    let rows: Int
    let columns: Int
    let isComplex: Bool
    let name: String
    /// The location of the values, which may extend past the end of a truncated file.
    let body: Range<Int>
  }

  /// Whether bytes begin with the header of a Level 4 file.
  ///
  /// A Level 5 file begins with four characters of text, so without a zero byte, which the code of
  /// a Level 4 matrix always has.
  static func isFirstHeader(_ bytes: [UInt8]) throws(MATFileError) -> Bool {
    guard bytes.count >= 4, bytes.prefix(4).contains(0) else { return false }
    do throws(MATFileError) {
      _ = try header(at: 0, in: bytes)
      return true
    } catch {
      // Many formats have a zero byte early; an invalid header belongs to another format.
      guard error.kind != .corrupt else { throw MATFileError.notMATFile(bytes) }
      throw error
    }
  }

  /// The byte order in which the code is small; in the other it is huge.
  static func byteOrder(ofHeaderAt position: Int, in bytes: [UInt8]) -> ByteOrder {
    Int(littleOrBig: bytes[position..<position + 4], .little) <= largestCode ? .little : .big
  }

  /// Reads the header of a matrix.
  static func header(at position: Int, in bytes: [UInt8]) throws(MATFileError) -> Header {
    func fault(_ kind: MATFileError.Kind, _ problem: String, remedy: String) -> MATFileError {
      MATFileError(kind, at: position, problem, remedy: remedy)
    }
    guard bytes.count - position >= 20 else {
      throw fault(
        .truncated, "the file ends within the header of a matrix", remedy: MATFileError.copyAgain)
    }
    let byteOrder = byteOrder(ofHeaderAt: position, in: bytes)
    let words = (0..<5).map { word in
      Int(littleOrBig: bytes[position + 4 * word..<position + 4 * word + 4], byteOrder)
    }
    let (code, rows, columns, nameLength) = (words[0], words[1], words[2], words[4])
    let storages: [MATStorage] = [.double, .single, .int32, .int16, .uint16, .uint8]
    guard code <= largestCode, code / 100 % 10 == 0, code / 10 % 10 < storages.count,
      let kind = Header.Kind(rawValue: code % 10), rows <= Int32.max, columns <= Int32.max,
      words[3] <= 1, (1...maxNameLength).contains(nameLength)
    else {
      throw fault(
        .corrupt, "expected the header of a Level 4 matrix", remedy: MATFileError.saveAgain)
    }
    guard code / 1000 == (byteOrder == .little ? 0 : 1) else {
      throw fault(
        .unsupported, "has numbers in the format of a VAX or Cray",
        remedy: "load and save it on a machine with IEEE 754 numbers")
    }
    let nameStart = position + 20
    guard bytes.count - nameStart >= nameLength else {
      throw fault(
        .truncated, "the file ends within the name of a matrix", remedy: MATFileError.copyAgain)
    }
    let name = String(
      decoding: bytes[nameStart..<nameStart + nameLength].prefix { $0 != 0 }, as: UTF8.self)
    let storage = storages[code / 10 % 10]
    let isComplex = words[3] == 1
    // Two dimensions below 2³¹ and 16 bytes per number may overflow Int.
    let (values, overflow) = (rows * columns).multipliedReportingOverflow(
      by: storage.byteCount * (isComplex ? 2 : 1))
    let bodyStart = nameStart + nameLength
    let (bodyEnd, overflowOfEnd) = bodyStart.addingReportingOverflow(overflow ? .max : values)
    return Header(
      kind: kind, storage: storage, byteOrder: byteOrder, rows: rows, columns: columns,
      isComplex: isComplex, name: name, body: bodyStart..<(overflowOfEnd ? .max : bodyEnd))
  }

  /// Lists the matrices of a file.
  static func list(_ bytes: [UInt8]) -> MATFile.Listing {
    var listing = MATFile.Listing()
    var position = 0
    while position < bytes.count {
      do throws(MATFileError) {
        let header = try header(at: position, in: bytes)
        let variable = describe(header, in: bytes)
        listing.variables.append(variable)
        if header.body.upperBound > bytes.count {
          listing.damage = variable.fault
          break
        }
        position = header.body.upperBound
      } catch {
        listing.damage = error
        break
      }
    }
    return listing
  }

  /// Describes a matrix without reading its values, except the dimensions of a sparse matrix in the
  /// last row of its table.
  private static func describe(_ header: Header, in bytes: [UInt8]) -> MATVariable {
    var fault: MATFileError?
    var dimensions = [header.rows, header.columns]
    var isComplex = header.isComplex
    do throws(MATFileError) {
      if header.body.upperBound > bytes.count {
        throw MATFileError(
          .truncated, at: bytes.count, variable: header.name,
          "the file ends within the matrix that begins at byte \(header.body.lowerBound)",
          remedy: MATFileError.copyAgain)
      }
      if header.kind == .sparse {
        let table = try SparseTable(header, in: bytes)
        dimensions = [table.rowCount, table.columnCount]
        isComplex = table.imaginary != nil
      }
    } catch {
      fault = error
    }
    fault?.variable = header.name
    return MATVariable(
      name: header.name, arrayClass: header.kind == .text ? .char : .double,
      dimensions: dimensions, isComplex: isComplex, isLogical: false,
      isSparse: header.kind == .sparse, isGlobal: false, storage: header.storage, fault: fault,
      place: .level4(header))
  }
}
