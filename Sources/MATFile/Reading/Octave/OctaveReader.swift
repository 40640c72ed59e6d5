internal import StoredNumbers

/// What the readers of Octave's text format and of its binary format have in common: the arrays
/// that they make of values.
protocol OctaveReader {
  /// The content of the file.
  var bytes: [UInt8] { get }
  /// Returns the numbers of a value in column-major order, in the type of its class.
  func numbers(of item: OctaveItem) throws(MATFileError) -> OctaveNumbers
  /// Returns the stored elements of a sparse matrix.
  func sparse(_ item: OctaveItem) throws(MATFileError) -> MATSparse
  /// Returns the row of the one in each column of a permutation matrix, from 0.
  func permutation(_ item: OctaveItem) throws(MATFileError) -> [Int]
}

/// Real and imaginary parts.
struct OctaveNumbers {
  /// The real parts.
  var real: StoredNumbers
  /// The imaginary parts, as many as the real parts; `nil` for real numbers.
  var imaginary: StoredNumbers?
}

extension OctaveReader {
  /// Reads a value.
  func array(_ item: OctaveItem) throws(MATFileError) -> MATArray {
    switch item.type.layout {
    case .scalar, .matrix: return Self.full(try numbers(of: item), item)
    case .range:
      return MATArray(item.range?.values ?? [], dimensions: item.dimensions)
    case .text: return text(item)
    case .cell: return MATArray(dimensions: item.dimensions, .cell(try cells(item)))
    case .scalarStructure, .structureArray:
      return MATArray(dimensions: item.dimensions, .structure(try structure(item)))
    case .sparse: return MATArray(dimensions: item.dimensions, .sparse(try sparse(item)))
    case .diagonal:
      try requireFullSize(item)
      var numbers = try numbers(of: item)
      let places = (0..<item.valueCount).map { $0 * (item.dimensions[0] + 1) }
      numbers.real = numbers.real.spread(to: places, of: item.count)
      numbers.imaginary = numbers.imaginary?.spread(to: places, of: item.count)
      return Self.full(numbers, item)
    case .permutation:
      try requireFullSize(item)
      let size = item.dimensions[0]
      var values = [Double](repeating: 0, count: item.count)
      for (column, row) in try permutation(item).enumerated() { values[column * size + row] = 1 }
      return MATArray(values, dimensions: item.dimensions)
    case .lazyIndex, .functionHandle, .object, .unknown:
      return MATArray(
        dimensions: item.dimensions,
        .unsupported(item.type.arrayClass, reason: item.reason ?? "is not supported"))
    }
  }

  /// Creates an error at the numbers of a value.
  func fault(
    _ kind: MATFileError.Kind, _ item: OctaveItem, _ problem: String
  ) -> MATFileError {
    MATFileError(
      kind, at: item.body.lowerBound, line: item.line, problem,
      remedy: kind == .truncated ? MATFileError.copyAgain : MATFileError.saveAgain)
  }

  private static func full(_ numbers: OctaveNumbers, _ item: OctaveItem) -> MATArray {
    if item.type.arrayClass == .logical {
      return MATArray(
        logical: numbers.real.doubles.map { $0 != 0 }, dimensions: item.dimensions)
    }
    return MATArray(
      dimensions: item.dimensions,
      .numeric(item.type.arrayClass, real: numbers.real, imaginary: numbers.imaginary))
  }

  private func cells(_ item: OctaveItem) throws(MATFileError) -> [MATArray] {
    var arrays: [MATArray] = []
    arrays.reserveCapacity(item.children.count)
    for (index, child) in item.children.enumerated() {
      do {
        arrays.append(try array(child))
      } catch {
        throw error.inside("{\(index + 1)}")
      }
    }
    return arrays
  }

  /// Reads the values of all fields, which a struct array has field by field.
  private func structure(_ item: OctaveItem) throws(MATFileError) -> MATStructure {
    let names = item.children.map(\.name)
    var fields: [[MATArray]] = []
    for field in item.children {
      do {
        let isArray = item.type.layout == .structureArray && field.type.layout == .cell
        fields.append(isArray ? try cells(field) : [try array(field)])
      } catch {
        throw error.inside(".\(field.name)")
      }
    }
    let elements = names.isEmpty ? 0 : item.count
    return MATStructure(
      fieldNames: names,
      values: (0..<elements).flatMap { element in fields.map { $0[element] } })
  }

  /// A limit on the number of elements of a diagonal or permutation matrix, whose other elements
  /// are not stored, and of which a small file may therefore have any number: a gigabyte.
  private func requireFullSize(_ item: OctaveItem) throws(MATFileError) {
    guard item.count <= 1 << 27 else {
      throw MATFileError(
        .tooLarge, at: item.body.lowerBound, line: item.line,
        "the \(item.typeName) is too large for a full matrix of at most \(1 << 27) elements",
        remedy: "save it as a sparse matrix")
    }
  }
}

extension OctaveReader {
  /// Reads characters.
  ///
  /// Octave's characters are bytes, of which UTF-8 may need several for what is one character here.
  /// Rows that differ in length after decoding are padded with blanks. Bytes that are not UTF-8,
  /// and arrays of more than two dimensions, have one character per byte.
  private func text(_ item: OctaveItem) -> MATArray {
    var dimensions = item.dimensions
    let rowCount = dimensions[0]
    var rows: [[UInt8]]
    if let textRows = item.textRows {
      rows = textRows.map { Array(bytes[$0]) }
    } else {
      let body = bytes[item.body]
      // Any other rows cost the file nothing.
      guard !body.isEmpty else { return MATArray(dimensions: dimensions, .char([])) }
      if body.allSatisfy({ $0 < 0x80 }) || dimensions.count > 2 {
        return MATArray(dimensions: dimensions, .char(body.map(UInt16.init)))
      }
      rows = (0..<rowCount).map { row in
        stride(from: body.startIndex + row, to: body.endIndex, by: rowCount).map { body[$0] }
      }
    }
    let decoded = rows.map { row in
      String(validating: row, as: UTF8.self).map { Array($0.utf16) } ?? row.map(UInt16.init)
    }
    dimensions[1] = decoded.map(\.count).max() ?? 0
    let units = (0..<dimensions[1]).flatMap { column in
      decoded.map { column < $0.count ? $0[column] : 0x20 }
    }
    return MATArray(dimensions: dimensions, .char(units))
  }
}

extension StoredNumbers {
  /// Returns `count` numbers that are zero except for these, at the given places.
  fileprivate func spread(to places: [Int], of count: Int) -> StoredNumbers {
    let width = elementType.byteCount
    var spreadBytes = [UInt8](repeating: 0, count: count * width)
    for (number, place) in places.enumerated() {
      for byte in 0..<width {
        spreadBytes[place * width + byte] = bytes[bytes.startIndex + number * width + byte]
      }
    }
    return StoredNumbers(spreadBytes[...], as: elementType, byteOrder)
  }
}
