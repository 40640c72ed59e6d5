/// Reads numbers and sequences of bytes, never past the end.
struct ByteReader {
  /// The bytes to read.
  let bytes: ArraySlice<UInt8>
  /// The index of the next byte in `bytes`.
  private(set) var position: Int

  /// Starts at the first byte.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The number of bytes read.
  var offset: Int { position - bytes.startIndex }
  /// The number of bytes left.
  var remaining: Int { bytes.endIndex - position }

  /// The next byte.
  mutating func byte() throws(DatasetError) -> UInt8 {
    guard remaining > 0 else { throw ended(wanting: 1) }
    defer { position += 1 }
    return bytes[position]
  }

  /// The next `count` bytes, without a copy.
  mutating func take(_ count: Int) throws(DatasetError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= remaining else { throw ended(wanting: count) }
    defer { position += count }
    return bytes[position..<position + count]
  }

  /// The bytes up to the next line feed, which is skipped.
  mutating func line() throws(DatasetError) -> ArraySlice<UInt8> {
    guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else {
      throw ended(wanting: remaining + 1)
    }
    defer { position = end + 1 }
    return bytes[position..<end]
  }

  /// The next little-endian integer.
  mutating func littleEndian<Integer: FixedWidthInteger>(
    _ type: Integer.Type
  ) throws(DatasetError) -> Integer {
    try take(Integer.bitWidth / 8).reversed().reduce(0) {
      $0 << 8 | Integer(truncatingIfNeeded: $1)
    }
  }

  /// The next big-endian integer.
  mutating func bigEndian<Integer: FixedWidthInteger>(
    _ type: Integer.Type
  ) throws(DatasetError) -> Integer {
    try take(Integer.bitWidth / 8).reduce(0) { $0 << 8 | Integer(truncatingIfNeeded: $1) }
  }

  /// Creates an error for truncated content.
  private func ended(wanting count: Int) -> DatasetError {
    DatasetError(
      .truncated, at: "byte \(offset)",
      "expected \(count) bytes, but only \(remaining) are left",
      remedy: "download the file again")
  }
}
