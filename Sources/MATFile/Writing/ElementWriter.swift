internal import Machine
internal import StoredNumbers

/// Writes elements sequentially, each padded to eight bytes, in little-endian order.
struct ElementWriter {
  /// The bytes written so far.
  private(set) var bytes: [UInt8] = []

  /// Writes an element with the given content.
  mutating func append(
    _ type: MATStorage, _ content: ArraySlice<UInt8>
  ) throws(MATFileError) {
    if (1...4).contains(content.count) {
      // Small elements are inside the eight bytes of the tag.
      bytes.append(little: UInt32(content.count) << 16 | type.rawValue)
      bytes += content
    } else {
      try bytes.appendTag(type, count: content.count)
      bytes += content
    }
    pad()
  }

  /// Writes a name.
  mutating func append(name: String) throws(MATFileError) {
    try append(.int8, Array(name.utf8)[...])
  }

  /// Writes an element of 32-bit integers.
  mutating func append(
    integers: [Int], role: String
  ) throws(MATFileError) {
    var content: [UInt8] = []
    content.reserveCapacity(4 * integers.count)
    for integer in integers {
      guard let value = Int32(exactly: integer) else {
        throw MATFileError(
          .unwritable, "\(integer) in the \(role) exceeds the 32 bits of the format",
          remedy: "write the values in parts")
      }
      content.append(little: UInt32(bitPattern: value))
    }
    try append(.int32, content[...])
  }

  /// Writes numbers in their own type.
  mutating func append(_ numbers: StoredNumbers) throws(MATFileError) {
    try append(numbers.storage, numbers.bytes(in: .little))
  }

  /// Writes an element that contains elements, and then its length.
  mutating func appendMatrix(
    _ content: (inout ElementWriter) throws(MATFileError) -> Void
  ) throws(MATFileError) {
    let start = bytes.count
    try bytes.appendTag(.matrix, count: 0)
    try content(&self)
    var tag: [UInt8] = []
    try tag.appendTag(.matrix, count: bytes.count - start - 8)
    bytes.replaceSubrange(start..<start + 8, with: tag)
  }

  private mutating func pad() {
    bytes += repeatElement(0, count: (8 - bytes.count % 8) % 8)
  }
}

extension [UInt8] {
  /// Appends the tag of an element that is not small.
  mutating func appendTag(_ type: MATStorage, count: Int) throws(MATFileError) {
    guard let length = UInt32(exactly: count) else {
      throw MATFileError(
        .unwritable, "has \(count) bytes, more than the 4 GiB that the format allows",
        remedy: "write the values in parts")
    }
    append(little: type.rawValue)
    append(little: length)
  }

  /// Appends the bytes of a number in little-endian order.
  mutating func append(little value: UInt32) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
