internal import StoredNumbers

extension ElementReader {
  /// Reads an array, starting at its flags, which is nested in `depth` cells and structs.
  mutating func array(depth: Int) throws(MATFileError) -> MATArray {
    // A cell or field that was never assigned is an empty element.
    if isAtEnd { return Self.unassigned }
    guard depth <= MATFile.maximumDepth else {
      throw fault(.tooLarge, "cells and structs are nested deeper than \(MATFile.maximumDepth)")
    }
    let header = try arrayHeader()
    if let reason = header.reason {
      let dimensions = header.dimensions.isEmpty ? [1, 1] : header.dimensions
      return MATArray(dimensions: dimensions, .unsupported(header.arrayClass, reason: reason))
    }
    if header.isSparse {
      return MATArray(dimensions: header.dimensions, .sparse(try sparse(header)))
    }
    switch header.arrayClass {
    case .cell: return MATArray(dimensions: header.dimensions, .cell(try cells(header, depth)))
    case .struct:
      return MATArray(dimensions: header.dimensions, .structure(try structure(header, depth)))
    case .char: return try text(header)
    case .logical:
      let values = try truthValues(of: values("values", header))
      return MATArray(dimensions: header.dimensions, .logical(values))
    default:
      let real = try values("values", header)
      let imaginary = header.isComplex ? try values("imaginary parts", header) : nil
      return MATArray(
        dimensions: header.dimensions,
        .numeric(header.arrayClass, real: real, imaginary: imaginary))
    }
  }

  /// The empty matrix, shared by all unassigned cells.
  private static let unassigned = MATArray([Double](), dimensions: [0, 0])

  /// Reads an array with its own tag, in a cell or field.
  private mutating func nestedArray(_ role: String, _ depth: Int) throws(MATFileError) -> MATArray {
    let before = self
    let element = try next(role)
    guard element.type == .matrix else {
      throw before.fault(.corrupt, "the \(role) has type \(element.type) and is not an array")
    }
    var inner = entering(element)
    return try inner.array(depth: depth)
  }

  /// Reads the numbers of a full array and checks their number.
  private mutating func values(
    _ role: String, _ header: ArrayHeader
  ) throws(MATFileError) -> StoredNumbers {
    let before = self
    let numbers = try numbers(role)
    guard numbers.count == header.count else {
      let size = header.dimensions.map(String.init).joined(separator: "×")
      throw before.fault(
        .corrupt,
        "the \(role) are \(numbers.count) numbers of type \(numbers.storage), but \(size) requires "
          + "\(header.count)")
    }
    return numbers
  }

  private func truthValues(of numbers: StoredNumbers) -> [Bool] {
    numbers.doubles.map { $0 != 0 }
  }

  /// Reads the arrays of all cells.
  private mutating func cells(
    _ header: ArrayHeader, _ depth: Int
  ) throws(MATFileError) -> [MATArray] {
    let count = try checkedCount(header.count)
    var arrays: [MATArray] = []
    arrays.reserveCapacity(count)
    for index in 0..<count {
      do {
        arrays.append(try nestedArray("cell", depth + 1))
      } catch {
        throw error.inside("{\(index + 1)}")
      }
    }
    return arrays
  }

  /// Reads the field names, and an array for each field of each element.
  private mutating func structure(
    _ header: ArrayHeader, _ depth: Int
  ) throws(MATFileError) -> MATStructure {
    let names = try fieldNames()
    let (needed, overflow) = header.count.multipliedReportingOverflow(by: names.count)
    let count = try checkedCount(overflow ? Int.max : needed)
    var values: [MATArray] = []
    values.reserveCapacity(count)
    for index in 0..<count {
      let (element, field) = index.quotientAndRemainder(dividingBy: names.count)
      do {
        values.append(try nestedArray("field", depth + 1))
      } catch {
        let place = header.count == 1 ? "" : "(\(element + 1))"
        throw error.inside("\(place).\(names[field])")
      }
    }
    return MATStructure(fieldNames: names, values: values)
  }

  /// Reads the field names, which have a fixed length (MAT-File Format, table 1-5).
  private mutating func fieldNames() throws(MATFileError) -> [String] {
    let before = self
    let lengths = try integers("length of the field names", atMost: 1)
    guard lengths.count == 1, let length = lengths.first, length > 0 else {
      throw before.fault(.corrupt, "the length of the field names is \(lengths)")
    }
    let element = try next("field names")
    guard element.body.count.isMultiple(of: length) else {
      throw before.fault(
        .corrupt, "the field names have \(element.body.count) bytes, not a multiple of \(length)")
    }
    return stride(from: element.body.lowerBound, to: element.body.upperBound, by: length).map {
      String(decoding: bytes[$0..<$0 + length].prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// Checks that the remaining bytes can contain a number of elements, each with at least a tag.
  private func checkedCount(_ count: Int) throws(MATFileError) -> Int {
    guard count <= (end - position) / 8 else {
      throw fault(
        .truncated, "expected \(count) more arrays, but only \(end - position) bytes are left")
    }
    return count
  }
}
