public import Machine

/// Numbers in the bytes, the type and the byte order that a file keeps them in.
///
/// Nothing is converted until it is asked for, and then straight to where it is wanted: reading a
/// variable costs no pass over its values, and a matrix of bytes takes one byte per value.
public struct StoredNumbers: Sendable {
  /// The stored numbers, one after the other; shares its memory with the file it comes from.
  public let bytes: ArraySlice<UInt8>
  /// How each number is stored.
  public let elementType: ElementType
  /// The order of the bytes of each number.
  public let byteOrder: ByteOrder

  /// Takes numbers as they are stored.
  ///
  /// - Parameters:
  ///   - bytes: The numbers; a whole number of them.
  ///   - elementType: The type of each number.
  ///   - byteOrder: The order of the bytes of each number.
  public init(_ bytes: ArraySlice<UInt8>, as elementType: ElementType, _ byteOrder: ByteOrder) {
    precondition(
      bytes.count.isMultiple(of: elementType.byteCount),
      "\(bytes.count) bytes of \(elementType.rawValue)")
    self.bytes = bytes
    self.elementType = elementType
    self.byteOrder = byteOrder
  }

  /// Stores numbers in their own type.
  public init<Element: StoredElement>(_ values: [Element]) {
    let bytes = values.withUnsafeBytes { [UInt8]($0) }
    self.init(bytes[...], as: Element.elementType, .native)
  }

  /// How many numbers there are.
  public var count: Int { bytes.count / elementType.byteCount }

  /// Some of the numbers, without a copy.
  ///
  /// - Parameter range: Their places in storage order, from 0.
  public subscript(range: Range<Int>) -> StoredNumbers {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count, "numbers \(range) of \(count)")
    let width = elementType.byteCount
    let start = bytes.startIndex + range.lowerBound * width
    return StoredNumbers(
      bytes[start..<start + range.count * width], as: elementType, byteOrder)
  }

  /// One number, without loss.
  ///
  /// - Parameter index: Its place in storage order, from 0.
  public subscript(index: Int) -> StoredNumber {
    precondition(index >= 0 && index < count, "number \(index) of \(count)")
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

  /// One number in its own type, at a place that was checked.
  private func element<Element: StoredElement>(_ index: Int, as: Element.Type) -> Element {
    let bits = bytes.withUnsafeBytes {
      $0.loadUnaligned(
        fromByteOffset: index * MemoryLayout<Element.Bits>.size, as: Element.Bits.self)
    }
    return Element(storedBits: byteOrder == .native ? bits : bits.byteSwapped)
  }

  /// All numbers as integers, or `nil` if one is not whole or does not fit `Int`.
  public var exactIntegers: [Int]? {
    var integers: [Int] = []
    integers.reserveCapacity(count)
    for index in 0..<count {
      guard let integer = self[index].exactInteger else { return nil }
      integers.append(integer)
    }
    return integers
  }

  /// The bytes of all numbers in a byte order of one's choice; no copy where it is their own.
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
  /// Whether both hold the same numbers, whatever their storage.
  ///
  /// Numbers of one type are the same when their bits are, numbers of two types when their values
  /// are; NaN equals NaN.
  public static func == (left: StoredNumbers, right: StoredNumbers) -> Bool {
    guard left.count == right.count else { return false }
    if left.elementType == right.elementType {
      return left.bytes == right.bytes(in: left.byteOrder)
    }
    return (0..<left.count).allSatisfy { left[$0].isEqual(to: right[$0]) }
  }
}
