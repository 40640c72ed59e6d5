internal import StoredNumbers

extension OctaveText {
  /// Returns the numbers of a value in column-major order, in the type of its class.
  ///
  /// - Complexity: Linear in the number of bytes.
  func numbers(of item: OctaveItem) throws(MATFileError) -> OctaveNumbers {
    switch item.type.arrayClass {
    case .single: try numbers(of: item, as: Float.self)
    case .int8: try numbers(of: item, as: Int8.self)
    case .uint8: try numbers(of: item, as: UInt8.self)
    case .int16: try numbers(of: item, as: Int16.self)
    case .uint16: try numbers(of: item, as: UInt16.self)
    case .int32: try numbers(of: item, as: Int32.self)
    case .uint32: try numbers(of: item, as: UInt32.self)
    case .int64: try numbers(of: item, as: Int64.self)
    case .uint64: try numbers(of: item, as: UInt64.self)
    default: try numbers(of: item, as: Double.self)
    }
  }

  /// Returns the stored elements of a sparse matrix: the row and the column, counted from 1, and
  /// the value of each are on a line.
  func sparse(_ item: OctaveItem) throws(MATFileError) -> MATSparse {
    let count = try checkedCount(item, numbersPerElement: 3)
    var (rows, columns): ([Int], [Int]) = ([], [])
    var (real, imaginary): ([Double], [Double]) = ([], [])
    try readNumbers(item) { index, text in
      for _ in 0..<count {
        let place = index
        guard
          let row = Self.next(
            &index, text, read: { DecimalText.integer(Int.self, at: &$0, in: $1) }),
          let column = Self.next(
            &index, text, read: { DecimalText.integer(Int.self, at: &$0, in: $1) }),
          let value = Self.next(&index, text, read: Self.complex(Double.self))
        else { return place }
        rows.append(row)
        columns.append(column)
        real.append(value.real)
        imaginary.append(value.imaginary)
      }
      return nil
    }
    guard rows.allSatisfy({ $0 >= 1 && $0 <= item.dimensions[0] }),
      columns.allSatisfy({ $0 >= 1 && $0 <= item.dimensions[1] })
    else {
      throw fault(.corrupt, item, "an element of the sparse matrix is outside its dimensions")
    }
    return MATSparse(
      inAnyOrder: (rows.map { $0 - 1 }, columns.map { $0 - 1 }), real,
      imaginary: item.type.isComplex ? imaginary : nil,
      isLogical: item.type.arrayClass == .logical)
  }

  /// Returns the row of the one in each column of a permutation matrix, which the file counts from
  /// 1.
  func permutation(_ item: OctaveItem) throws(MATFileError) -> [Int] {
    let rows = try numbers(of: item).real.exactIntegers ?? []
    guard rows.count == item.dimensions[0], rows.allSatisfy({ $0 >= 1 && $0 <= rows.count }) else {
      throw fault(.corrupt, item, "the permutation has an index outside its dimensions")
    }
    return rows.map { $0 - 1 }
  }
}

extension OctaveText {
  /// Reads the numbers of a value as a Swift type.
  private func numbers<Value: OctaveTextNumber>(
    of item: OctaveItem, as type: Value.Type
  ) throws(MATFileError) -> OctaveNumbers {
    let count = try checkedCount(item, numbersPerElement: 1)
    let (rows, columns) = item.isRowMajor ? (item.dimensions[0], item.dimensions[1]) : (1, count)
    var real = [Value](repeating: 0, count: count)
    var imaginary = [Value](repeating: 0, count: item.type.isComplex ? count : 0)
    try readNumbers(item) { index, text in
      for row in 0..<(count == 0 ? 0 : rows) {
        for column in 0..<columns {
          let place = index
          if item.type.isComplex {
            guard let value = Self.next(&index, text, read: Self.complex(type)) else {
              return place
            }
            real[column * rows + row] = value.real
            imaginary[column * rows + row] = value.imaginary
          } else {
            guard let value = Self.next(&index, text, read: { type.read(at: &$0, in: $1) }) else {
              return place
            }
            real[column * rows + row] = value
          }
        }
      }
      return nil
    }
    return OctaveNumbers(
      real: StoredNumbers(real), imaginary: item.type.isComplex ? StoredNumbers(imaginary) : nil)
  }

  /// Returns the number of elements, of which the bytes that are there may have as many.
  private func checkedCount(
    _ item: OctaveItem, numbersPerElement: Int
  ) throws(MATFileError) -> Int {
    // A number has at least a digit and a space.
    guard item.valueCount <= item.body.count / (2 * numbersPerElement) else {
      throw tooFew(item)
    }
    return item.valueCount
  }

  private func tooFew(_ item: OctaveItem) -> MATFileError {
    fault(
      item.body.upperBound == bytes.count ? .truncated : .corrupt, item,
      "has fewer than \(item.valueCount) numbers")
  }

  /// Calls `body` with the text of the numbers, which returns the index of what is not a number, or
  /// `nil`; only white space may be left then.
  private func readNumbers(
    _ item: OctaveItem, _ body: (inout Int, Span<UInt8>) -> Int?
  ) throws(MATFileError) {
    let text = bytes[item.body].span
    var index = 0
    if let place = body(&index, text) {
      var start = place
      Self.skipSpace(&start, text)
      guard start < text.count else { throw tooFew(item) }
      throw invalid(item, start, "is not a number of class \(item.type.arrayClass)")
    }
    Self.skipSpace(&index, text)
    guard index == text.count else {
      throw invalid(item, index, "follows the last of \(item.valueCount) numbers")
    }
  }

  /// Creates an error that quotes the word at an index.
  private func invalid(_ item: OctaveItem, _ index: Int, _ problem: String) -> MATFileError {
    let start = item.body.lowerBound + index
    let word = bytes[start..<item.body.upperBound].prefix { !$0.isBlank && $0 != 0x0A }.prefix(24)
    let linesBefore = bytes[item.body.lowerBound..<start].count { $0 == 0x0A }
    return MATFileError(
      .corrupt, at: start, line: (item.line ?? 1) + linesBefore,
      "'\(String(decoding: word, as: UTF8.self))' \(problem)", remedy: MATFileError.saveAgain)
  }

  @inline(__always)
  private static func skipSpace(_ index: inout Int, _ text: Span<UInt8>) {
    while index < text.count, text[index].isBlank || text[index] == 0x0A { index += 1 }
  }

  /// Reads the next number, which white space must follow.
  @inline(__always)
  private static func next<Value>(
    _ index: inout Int, _ text: Span<UInt8>, read: (inout Int, Span<UInt8>) -> Value?
  ) -> Value? {
    skipSpace(&index, text)
    guard let value = read(&index, text), index < text.count,
      text[index].isBlank || text[index] == 0x0A
    else { return nil }
    return value
  }

  /// A reader of `(re,im)`, or of a real number.
  private static func complex<Value: OctaveTextNumber>(
    _ type: Value.Type
  ) -> (inout Int, Span<UInt8>) -> (real: Value, imaginary: Value)? {
    { index, text in
      guard index < text.count, text[index] == 0x28 else {
        return type.read(at: &index, in: text).map { ($0, 0) }
      }
      index += 1
      guard let real = type.read(at: &index, in: text), index < text.count, text[index] == 0x2C
      else { return nil }
      index += 1
      guard let imaginary = type.read(at: &index, in: text), index < text.count, text[index] == 0x29
      else { return nil }
      index += 1
      return (real, imaginary)
    }
  }
}

/// A number in Octave's notation.
private protocol OctaveTextNumber: StoredElement, ExpressibleByIntegerLiteral {
  /// Reads the number at an index, or returns `nil` if there is none.
  static func read(at index: inout Int, in text: Span<UInt8>) -> Self?
}

extension OctaveTextNumber where Self: FixedWidthInteger {
  static func read(at index: inout Int, in text: Span<UInt8>) -> Self? {
    DecimalText.integer(at: &index, in: text)
  }
}

extension Int8: OctaveTextNumber {}
extension UInt8: OctaveTextNumber {}
extension Int16: OctaveTextNumber {}
extension UInt16: OctaveTextNumber {}
extension Int32: OctaveTextNumber {}
extension UInt32: OctaveTextNumber {}
extension Int64: OctaveTextNumber {}
extension UInt64: OctaveTextNumber {}

extension Float: OctaveTextNumber {
  fileprivate static func read(at index: inout Int, in text: Span<UInt8>) -> Float? {
    // The bits of Octave's NA, which is a NaN.
    DecimalText.number(at: &index, in: text)
      ?? word(at: &index, in: text, missing: Float(bitPattern: 0x7FC2_07A2))
  }
}

extension Double: OctaveTextNumber {
  fileprivate static func read(at index: inout Int, in text: Span<UInt8>) -> Double? {
    DecimalText.number(at: &index, in: text)
      ?? word(at: &index, in: text, missing: Double(bitPattern: 0x7FF8_40F4_4000_0000))
  }
}

extension OctaveTextNumber where Self: BinaryFloatingPoint {
  /// Reads `Inf`, `NaN` or `NA`, in upper or lower case and with or without a sign.
  fileprivate static func word(
    at index: inout Int, in text: Span<UInt8>, missing: Self
  ) -> Self? {
    var end = index
    while end < text.count, end < index + 9,
      text[end] == 0x2B || text[end] == 0x2D || text[end] > 0x40
    {
      end += 1
    }
    let word = String(decoding: (index..<end).map { text[$0] | 0x20 }, as: UTF8.self)
    let value: Self? =
      switch word {
      case "inf", "+inf": .infinity
      case "-inf": -.infinity
      case "nan", "+nan", "-nan": .nan
      case "na", "+na", "-na": missing
      default: nil
      }
    if value != nil { index = end }
    return value
  }
}
