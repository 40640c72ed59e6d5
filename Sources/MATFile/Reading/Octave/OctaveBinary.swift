internal import Machine

/// A reader of Octave's binary format (`save -binary`).
///
/// A file has a header of 11 bytes. Each value has a header with its name and type, followed by its
/// dimensions and its numbers.
///
/// Source: files written by Octave 7.3, and the byte order and number formats that Octave's manual
/// (section 14.1.3) names.
struct OctaveBinary: OctaveReader {
  /// The content of the file.
  let bytes: [UInt8]
  /// The byte order of all numbers.
  let byteOrder: ByteOrder
  /// The index of the next byte to read.
  private(set) var position: Int

  /// Starts at the header of a value.
  init(_ bytes: [UInt8], at position: Int, _ byteOrder: ByteOrder) {
    self.bytes = bytes
    self.byteOrder = byteOrder
    self.position = position
  }

  /// The first 11 bytes: `Octave-1-`, the byte order, and the format of floating-point numbers.
  struct FileHeader {
    static let byteCount = 11
    /// The byte order of all numbers.
    let byteOrder: ByteOrder

    /// Reads the header, or returns `nil` for a file of another format.
    init?(_ bytes: [UInt8]) throws(MATFileError) {
      guard bytes.starts(with: "Octave-1-".utf8) else { return nil }
      guard bytes.count >= Self.byteCount else {
        throw MATFileError(
          .truncated, at: bytes.count, "the file ends within its header of 11 bytes",
          remedy: MATFileError.copyAgain)
      }
      switch (bytes[9], bytes[10]) {
      case (UInt8(ascii: "L"), 0): byteOrder = .little
      case (UInt8(ascii: "B"), 1): byteOrder = .big
      default:
        throw MATFileError(
          .unsupported, at: 9, "has numbers in the format of a VAX or Cray",
          remedy: "load and save it on a machine with IEEE 754 numbers")
      }
    }
  }
}

/// Bytes.
extension OctaveBinary {
  /// The number of bytes that are left.
  var remainingCount: Int { bytes.count - position }

  /// Advances past a number of bytes, and returns their range.
  mutating func take(_ count: Int, _ role: String) throws(MATFileError) -> Range<Int> {
    guard count <= remainingCount else {
      throw fault(.truncated, "the file ends within the \(role)")
    }
    position += count
    return position - count..<position
  }

  /// Advances past a number of elements, and returns the range of their bytes.
  mutating func take(
    _ count: Int, of byteCount: Int, _ role: String
  ) throws(MATFileError) -> Range<Int> {
    let (size, overflow) = count.multipliedReportingOverflow(by: byteCount)
    return try take(overflow ? .max : size, role)
  }

  /// Reads a byte.
  mutating func byte(_ role: String) throws(MATFileError) -> UInt8 {
    bytes[try take(1, role).lowerBound]
  }

  /// Reads a signed integer of four bytes.
  mutating func integer(_ role: String) throws(MATFileError) -> Int {
    let word = Int(littleOrBig: bytes[try take(4, role)], byteOrder)
    return Int(Int32(truncatingIfNeeded: word))
  }

  /// Reads a signed integer of four bytes, which must not be negative.
  mutating func count(_ role: String) throws(MATFileError) -> Int {
    let before = self
    let count = try integer(role)
    guard count >= 0 else { throw before.fault(.corrupt, "the \(role) is \(count)") }
    return count
  }

  /// Reads text after its length.
  mutating func text(_ role: String) throws(MATFileError) -> String {
    let length = try count("length of the \(role)")
    return String(decoding: bytes[try take(length, role)], as: UTF8.self)
  }

  /// Creates an error at the current position.
  func fault(_ kind: MATFileError.Kind, _ problem: String) -> MATFileError {
    MATFileError(
      kind, at: position, problem,
      remedy: kind == .truncated ? MATFileError.copyAgain : MATFileError.saveAgain)
  }
}
