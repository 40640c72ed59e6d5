public import Machine

/// Numbers in the bytes, the type and the byte order that a file keeps them in.
///
/// Nothing is converted until it is asked for, and then straight to where it is wanted: reading a
/// variable costs no pass over its values, and a matrix of bytes takes a byte a value.
public struct MATNumbers: Sendable {
  /// How each number is stored.
  public let storage: MATStorage
  /// The order of the bytes of each number.
  public let byteOrder: ByteOrder
  /// The stored numbers, one after the other; shares its memory with the file it comes from.
  public let bytes: ArraySlice<UInt8>

  /// Takes numbers as they are stored.
  ///
  /// - Parameters:
  ///   - bytes: The numbers; a whole number of them.
  ///   - storage: A numeric type.
  ///   - byteOrder: The order of the bytes of each number.
  public init(storedIn bytes: ArraySlice<UInt8>, as storage: MATStorage, _ byteOrder: ByteOrder) {
    precondition(storage.isNumeric, "\(storage) holds no plain numbers")
    precondition(
      bytes.count.isMultiple(of: storage.byteCount), "\(bytes.count) bytes of \(storage)")
    self.bytes = bytes
    self.storage = storage
    self.byteOrder = byteOrder
  }

  /// Stores numbers in their own type.
  public init<Element: MATElement>(_ values: [Element]) {
    let bytes = values.withUnsafeBytes { [UInt8]($0) }
    self.init(storedIn: bytes[...], as: Element.storage, .native)
  }

  /// How many numbers there are.
  public var count: Int { bytes.count / storage.byteCount }
}

extension MATNumbers: Equatable {
  /// Whether both hold the same numbers, whatever their storage; NaN equals NaN.
  public static func == (left: MATNumbers, right: MATNumbers) -> Bool {
    guard left.count == right.count else { return false }
    if left.storage == right.storage {
      if left.byteOrder == right.byteOrder { return left.bytes == right.bytes }
      return left.bytes == right.stored(in: left.byteOrder)[...]
    }
    return (0..<left.count).allSatisfy { left[$0].isEqual(to: right[$0]) }
  }

  /// The bytes of all numbers in a byte order of one's choice.
  func stored(in order: ByteOrder) -> ArraySlice<UInt8> {
    let width = storage.byteCount
    if order == byteOrder || width == 1 { return bytes }
    var swapped: [UInt8] = []
    swapped.reserveCapacity(bytes.count)
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: width) {
      swapped += bytes[start..<start + width].reversed()
    }
    return swapped[...]
  }
}
