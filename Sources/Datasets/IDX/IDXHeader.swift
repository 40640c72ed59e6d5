internal import StoredNumbers

/// The header of an IDX file: element type and dimensions.
///
/// It consists of two zero bytes, a byte for the element type, a byte for the number of dimensions,
/// and each dimension as a big-endian unsigned integer of 4 bytes.
///
/// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", section "The IDX
/// file format".
struct IDXHeader {
  /// The type of the elements.
  let elementType: ElementType
  /// The dimensions, outermost first.
  let dimensions: [Int]

  /// The maximum size of a header in bytes, with 255 dimensions.
  static let maximumByteCount = 4 + 255 * 4

  /// The size of the header in bytes.
  var byteCount: Int { 4 + dimensions.count * 4 }

  /// Whether content begins like an IDX file.
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count >= 4 && bytes.prefix(2).allSatisfy { $0 == 0 }
      && elementType(code: bytes[bytes.startIndex + 2]) != nil
  }

  /// Reads the header from the beginning of the content.
  init(_ bytes: ArraySlice<UInt8>) throws(DatasetError) {
    var reader = ByteReader(bytes)
    guard try reader.take(2).allSatisfy({ $0 == 0 }) else {
      throw DatasetError(
        .malformed, at: "byte 0", "the file does not begin with the two zero bytes of an IDX file")
    }
    let code = try reader.byte()
    guard let elementType = Self.elementType(code: code) else {
      throw DatasetError(
        .malformed, at: "byte 2", "\(code) is not an element type of IDX",
        remedy: "8 is unsigned byte, 9 signed byte, 11 short, 12 int, 13 float, 14 double")
    }
    var dimensions: [Int] = []
    for _ in 0..<(try reader.byte()) {
      dimensions.append(Int(try reader.bigEndian(UInt32.self)))
    }
    self.elementType = elementType
    self.dimensions = dimensions
  }

  private static func elementType(code: UInt8) -> ElementType? {
    switch code {
    case 0x08: .uint8
    case 0x09: .int8
    case 0x0B: .int16
    case 0x0C: .int32
    case 0x0D: .float32
    case 0x0E: .float64
    default: nil
    }
  }
}
