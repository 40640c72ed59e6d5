internal import Machine
internal import StoredNumbers

/// Numbers, characters, text and sparse matrices.
extension HDF5Reader {
  /// The numbers or truth values in bytes, or `nil` for another type.
  func numbers(_ bytes: ArraySlice<UInt8>, _ type: HDF5Datatype) -> StoredNumbers? {
    switch type.kind {
    case .number(let elementType, let byteOrder):
      StoredNumbers(bytes, as: elementType, byteOrder)
    case .truth: StoredNumbers(bytes, as: .bool, .native)
    default: nil
    }
  }

  /// Reads a full array of numbers or logical values.
  mutating func numericArray(
    _ outline: HDF5Outline, _ object: HDF5Object
  ) throws(MATFileError) -> MATArray {
    var (real, imaginary) = try parts(of: object)
    if outline.isRowMajor {
      real = try columnMajor(real, outline.dimensions, object)
      imaginary = try imaginary.map { numbers throws(MATFileError) in
        try columnMajor(numbers, outline.dimensions, object)
      }
    }
    if outline.arrayClass == .logical && imaginary == nil {
      let values =
        real.elementType.byteCount == 1
        ? real.bytes.map { $0 != 0 } : real.doubles.map { $0 != 0 }
      return MATArray(dimensions: outline.dimensions, .logical(values))
    }
    return MATArray(
      dimensions: outline.dimensions,
      .numeric(outline.arrayClass, real: real, imaginary: imaginary))
  }

  /// Reads the real and the imaginary parts of a dataset, one for each of its elements.
  private mutating func parts(
    of object: HDF5Object
  ) throws(MATFileError) -> (real: StoredNumbers, imaginary: StoredNumbers?) {
    let (type, _, _) = try values(of: object)
    let bytes = try data(of: object)
    if let numbers = numbers(bytes, type) { return (try storable(numbers, object), nil) }
    guard let (real, imaginary, elementType, byteOrder) = type.complexParts else {
      throw MATFileError(
        .corrupt, at: object.address, "has no numbers, although its class is numeric",
        remedy: MATFileError.saveAgain)
    }
    let count = bytes.count / type.byteCount
    let width = elementType.byteCount
    try charge(2 * count * width, at: object.address)
    func part(_ member: HDF5Datatype.Member) -> StoredNumbers {
      let part = [UInt8](unsafeUninitializedCapacity: count * width) { buffer, size in
        bytes.withUnsafeBytes { source in
          let memory = UnsafeMutableRawBufferPointer(buffer)
          for index in 0..<count {
            let start = index * type.byteCount + member.offset
            for byte in 0..<width { memory[index * width + byte] = source[start + byte] }
          }
        }
        size = count * width
      }
      return StoredNumbers(part[...], as: elementType, byteOrder)
    }
    return (try storable(part(real), object), try storable(part(imaginary), object))
  }

  /// Widens numbers of 16 bits, for which MATLAB has no class.
  private mutating func storable(
    _ numbers: StoredNumbers, _ object: HDF5Object
  ) throws(MATFileError) -> StoredNumbers {
    guard numbers.elementType == .float16 else { return numbers }
    try charge(4 * numbers.count, at: object.address)
    return StoredNumbers(numbers.values(as: Float.self))
  }

  /// Rearranges numbers in row-major order into column-major order.
  private mutating func columnMajor(
    _ numbers: StoredNumbers, _ dimensions: [Int], _ object: HDF5Object
  ) throws(MATFileError) -> StoredNumbers {
    guard dimensions.count(where: { $0 != 1 }) > 1, numbers.count > 0 else { return numbers }
    try charge(numbers.bytes.count, at: object.address)
    return numbers.columnMajor(fromRowMajor: dimensions)
  }

  /// Reads characters from their codes.
  mutating func characters(
    _ outline: HDF5Outline, _ object: HDF5Object
  ) throws(MATFileError) -> MATArray {
    let codes = try parts(of: object).real
    try charge(2 * codes.count, at: object.address)
    let isRow = outline.dimensions.count == 2 && outline.dimensions[0] == 1
    var units: [UInt16]
    switch codes.elementType.byteCount {
    case 1 where isRow: units = Array(String(decoding: codes.bytes, as: UTF8.self).utf16)
    case 1: units = codes.bytes.map(UInt16.init)
    default:
      let scalars = codes.exactIntegers?.compactMap { UInt32(exactly: $0) } ?? []
      units =
        scalars.allSatisfy { $0 <= 0xffff }
        ? scalars.map(UInt16.init) : Array(String(decoding: scalars, as: UTF32.self).utf16)
      if scalars.count != codes.count { units = [] }
    }
    if isRow && !units.isEmpty { return MATArray(dimensions: [1, units.count], .char(units)) }
    guard units.count == codes.count else {
      throw MATFileError(
        .corrupt, at: object.address, "the text has invalid character codes",
        remedy: MATFileError.saveAgain)
    }
    return MATArray(dimensions: outline.dimensions, .char(units))
  }

  /// Reads the texts in bytes, or `nil` for another type.
  mutating func texts(
    _ bytes: ArraySlice<UInt8>, _ type: HDF5Datatype, at offset: Int
  ) throws(MATFileError) -> [String]? {
    var texts: [String] = []
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: type.byteCount) {
      let element = bytes[start..<start + type.byteCount]
      switch type.kind {
      case .text(let endsWithBlanks):
        let text = String(decoding: element.prefix { $0 != 0 }, as: UTF8.self)
        texts.append(endsWithBlanks ? text.trimmingBlanks() : text)
      case .variableText, .sequence:
        var width = 1
        if case .sequence(let part) = type.kind {
          guard case .text = part.kind else { return nil }
          width = part.byteCount
        }
        let body = try heapValue(element, width: width, at: offset)
        try charge(body.count, at: offset)
        texts.append(String(decoding: file.bytes[body].prefix { $0 != 0 }, as: UTF8.self))
      default: return nil
      }
    }
    return texts
  }

  /// Reads a dataset of texts as a cell array.
  mutating func cells(
    _ outline: HDF5Outline, _ object: HDF5Object
  ) throws(MATFileError) -> MATArray {
    let (type, space, _) = try values(of: object)
    let texts = try texts(try data(of: object), type, at: object.address) ?? []
    var cells = texts.map { MATArray($0) }
    if outline.isRowMajor && space.dimensions.count > 1 {
      let places = StoredNumbers(Array(0..<Int64(cells.count)))
      let order = places.columnMajor(fromRowMajor: outline.dimensions).exactIntegers ?? []
      cells = order.map { cells[$0] }
    }
    return MATArray(dimensions: outline.dimensions, .cell(cells))
  }

  /// Reads a sparse matrix.
  mutating func sparse(
    _ outline: HDF5Outline, _ parts: HDF5Outline.Sparse
  ) throws(MATFileError) -> MATSparse {
    let starts = try integers(of: parts.starts, atMost: .max)
    let rowIndices = try parts.rowIndices.map { object throws(MATFileError) in
      try integers(of: object, atMost: .max)
    }
    let elements: CompressedColumns
    do throws(CompressedColumns.Fault) {
      elements = try CompressedColumns(
        starts: starts, rowIndices: rowIndices ?? [], rowCount: outline.dimensions[0],
        columnCount: outline.dimensions[1])
    } catch {
      throw MATFileError(
        .corrupt, at: parts.starts.address, error.problem, remedy: MATFileError.saveAgain)
    }
    var (real, imaginary) = (StoredNumbers([Double]()), StoredNumbers?.none)
    if let values = parts.values { (real, imaginary) = try self.parts(of: values) }
    let count = elements.rows.count
    guard real.count >= count else {
      throw MATFileError(
        .corrupt, at: parts.starts.address,
        "has \(real.count) values for \(count) elements of a sparse matrix",
        remedy: MATFileError.saveAgain)
    }
    return MATSparse(
      rows: elements.rows, columns: elements.columns, values: real[0..<count],
      imaginary: imaginary.map { $0[0..<count] }, isLogical: outline.arrayClass == .logical)
  }
}
