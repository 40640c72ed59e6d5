internal import Machine

/// Level 4: before each matrix five words and a name (MAT-File Format, chapter 2).
enum Level4 {
  /// The most by which the first word can code byte order, storage and kind: 4 · 1000 + 5 · 10 + 2.
  private static let largestCode = 4052

  /// Longer names than any program writes, zero at the end included.
  private static let longestName = 1024

  /// What a matrix says of itself before its values.
  struct Header: Sendable {
    /// What the matrix is.
    enum Kind: Int, Sendable {
      /// Numbers, column by column.
      case full
      /// Character codes, column by column.
      case text
      /// A row for each element: row, column, value; last the sizes.
      case sparse
    }

    let kind: Kind
    let storage: MATStorage
    let byteOrder: ByteOrder
    let rows: Int
    let columns: Int
    let isComplex: Bool
    let name: String
    /// Where the values are; all of them are there unless the file is cut short.
    let body: Range<Int>
  }

  /// Whether bytes begin as a file of Level 4 does: a Level 5 file begins with four characters of
  /// text, so without a zero byte, and the code of a Level 4 matrix always has one.
  static func isFirstHeader(_ bytes: [UInt8]) throws(MATFileError) -> Bool {
    guard bytes.count >= 4, bytes.prefix(4).contains(0) else { return false }
    do throws(MATFileError) {
      _ = try header(at: 0, in: bytes)
      return true
    } catch {
      // Many formats have a zero early; what has an impossible header is some other format.
      guard error.kind != .corrupt else { throw MATFileError.notMATFile(bytes) }
      throw error
    }
  }

  /// The byte order: the code is small in the right one and huge in the other.
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
        .truncated, "ends within the header of a matrix", remedy: MATFileError.copyAgain)
    }
    let byteOrder = byteOrder(ofHeaderAt: position, in: bytes)
    let words = (0..<5).map { word in
      Int(littleOrBig: bytes[position + 4 * word..<position + 4 * word + 4], byteOrder)
    }
    let (code, rows, columns, nameLength) = (words[0], words[1], words[2], words[4])
    let storages: [MATStorage] = [.double, .single, .int32, .int16, .uint16, .uint8]
    guard code <= largestCode, code / 100 % 10 == 0, code / 10 % 10 < storages.count,
      let kind = Header.Kind(rawValue: code % 10), rows <= Int32.max, columns <= Int32.max,
      words[3] <= 1, (1...longestName).contains(nameLength)
    else {
      throw fault(
        .corrupt, "has no header of a Level 4 matrix here", remedy: MATFileError.saveAgain)
    }
    guard code / 1000 == (byteOrder == .little ? 0 : 1) else {
      throw fault(
        .unsupported, "has numbers of a VAX or Cray",
        remedy: "load and save it on a machine with IEEE numbers")
    }
    let nameStart = position + 20
    guard bytes.count - nameStart >= nameLength else {
      throw fault(
        .truncated, "ends within the name of a matrix", remedy: MATFileError.copyAgain)
    }
    let name = String(
      decoding: bytes[nameStart..<nameStart + nameLength].prefix { $0 != 0 }, as: UTF8.self)
    let storage = storages[code / 10 % 10]
    let isComplex = words[3] == 1
    // Two sizes below 2³¹ and 16 bytes a number may just exceed Int.
    let (values, overflow) = (rows * columns).multipliedReportingOverflow(
      by: storage.byteCount * (isComplex ? 2 : 1))
    let bodyStart = nameStart + nameLength
    let (bodyEnd, overflowOfEnd) = bodyStart.addingReportingOverflow(overflow ? .max : values)
    return Header(
      kind: kind, storage: storage, byteOrder: byteOrder, rows: rows, columns: columns,
      isComplex: isComplex, name: name, body: bodyStart..<(overflowOfEnd ? .max : bodyEnd))
  }

  /// Walks over the matrices of a file.
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

  /// What is known of a matrix without reading its values; of a sparse one the sizes are its last
  /// row of values.
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
