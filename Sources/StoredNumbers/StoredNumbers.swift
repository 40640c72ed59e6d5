public import Machine

/// Numbers in the element type and byte order of a file.
///
/// Numbers are converted only on access, directly to the result: reading a variable takes no pass
/// over its values, and a matrix of bytes takes one byte per value.
public struct StoredNumbers: Sendable {
  /// The bytes of the numbers, which share memory with the content of the file.
  public let bytes: ArraySlice<UInt8>
  /// The type of each number.
  public let elementType: ElementType
  /// The byte order of the numbers.
  public let byteOrder: ByteOrder

  /// Creates numbers from their bytes.
  ///
  /// - Parameters:
  ///   - bytes: The bytes, a multiple of `elementType.byteCount`; they are not copied.
  ///   - elementType: The type of each number.
  ///   - byteOrder: The byte order of the numbers.
  public init(_ bytes: ArraySlice<UInt8>, as elementType: ElementType, _ byteOrder: ByteOrder) {
    precondition(
      bytes.count.isMultiple(of: elementType.byteCount),
      "\(bytes.count) bytes are not a whole number of \(elementType.rawValue) elements")
    self.bytes = bytes
    self.elementType = elementType
    self.byteOrder = byteOrder
  }

  /// Creates numbers from an array, in their own type and the machine's byte order.
  public init<Element: StoredElement>(_ values: [Element]) {
    let bytes = values.withUnsafeBytes { [UInt8]($0) }
    self.init(bytes[...], as: Element.elementType, .native)
  }

  /// The number of numbers.
  public var count: Int { bytes.count / elementType.byteCount }

  /// The numbers in a range, without a copy.
  ///
  /// - Parameter range: A range of indices in storage order within 0..<count.
  public subscript(range: Range<Int>) -> StoredNumbers {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count,
      "the range \(range) is not within 0..<\(count)")
    let width = elementType.byteCount
    let start = bytes.startIndex + range.lowerBound * width
    return StoredNumbers(
      bytes[start..<start + range.count * width], as: elementType, byteOrder)
  }

  /// The exact value of one number.
  ///
  /// - Parameter index: The index in storage order, in 0..<count.
  public subscript(index: Int) -> StoredNumber {
    precondition(index >= 0 && index < count, "the index \(index) is not in 0..<\(count)")
    return switch elementType {
    case .bool, .uint8: element(index, as: UInt8.self).number
    case .int8: element(index, as: Int8.self).number
    case .uint16: element(index, as: UInt16.self).number
    case .int16: element(index, as: Int16.self).number
    case .uint32: element(index, as: UInt32.self).number
    case .int32: element(index, as: Int32.self).number
    case .uint64: element(index, as: UInt64.self).number
    case .int64: element(index, as: Int64.self).number
    case .float16: element(index, as: Float16.self).number
    case .float32: element(index, as: Float.self).number
    case .float64: element(index, as: Double.self).number
    }
  }

  /// Returns one number in its own type, at an index that was checked.
  private func element<Element: StoredElement>(_ index: Int, as: Element.Type) -> Element {
    let bits = bytes.withUnsafeBytes {
      $0.loadUnaligned(
        fromByteOffset: index * MemoryLayout<Element.Bits>.size, as: Element.Bits.self)
    }
    return Element(storedBits: byteOrder == .native ? bits : bits.byteSwapped)
  }

  /// The numbers as integers, or `nil` if `Int` can't represent one of them.
  public var exactIntegers: [Int]? {
    var integers: [Int] = []
    integers.reserveCapacity(count)
    for index in 0..<count {
      guard let integer = self[index].exactInteger else { return nil }
      integers.append(integer)
    }
    return integers
  }

  /// Returns the bytes of the numbers in a byte order, without a copy if it is the stored order.
  public func bytes(in order: ByteOrder) -> ArraySlice<UInt8> {
    let width = elementType.byteCount
    if order == byteOrder || width == 1 { return bytes }
    var swapped: [UInt8] = []
    swapped.reserveCapacity(bytes.count)
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: width) {
      swapped += bytes[start..<start + width].reversed()
    }
    return swapped[...]
  }
}

extension StoredNumbers: Equatable {
  /// Whether both have equal numbers, in any element type and byte order.
  ///
  /// Numbers of the same type are equal if they have the same bits, numbers of different types if
  /// they have the same value; NaN equals NaN.
  public static func == (left: StoredNumbers, right: StoredNumbers) -> Bool {
    guard left.count == right.count else { return false }
    if left.elementType == right.elementType {
      return left.bytes == right.bytes(in: left.byteOrder)
    }
    return (0..<left.count).allSatisfy { left[$0].isEqual(to: right[$0]) }
  }
}

extension StoredNumbers: CustomStringConvertible {
  /// The count and the type of the numbers, as in "10 × uint8".
  public var description: String { "\(count) × \(elementType.rawValue)" }
}
