internal import StoredNumbers

/// The header of a `.npy` file: element type, storage order and dimensions.
///
/// It consists of `\x93NUMPY`, the version in two bytes, the length of the rest (2 bytes in version
/// 1, 4 bytes in versions 2 and 3, little endian), and a Python dictionary with the keys `descr`,
/// `fortran_order` and `shape`.
///
/// Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays", and the NumPy
/// reference, `numpy.lib.format`.
struct NPYHeader {
  let elements: NumPyElements
  let storageOrder: StorageOrder
  let dimensions: [Int]
  /// The size of the header in bytes.
  let byteCount: Int

  /// The maximum size of a header; 64 dimensions and a long type name take less than 2000 bytes.
  static let maximumByteCount = 1 << 16

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Whether content begins like a `.npy` file.
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.starts(with: magic) }

  /// Reads the header from the beginning of a file.
  init(_ bytes: ArraySlice<UInt8>) throws(DatasetError) {
    var reader = ByteReader(bytes)
    guard try reader.take(6).elementsEqual(Self.magic) else {
      throw DatasetError(.malformed, at: "byte 0", "a .npy file begins with \\x93NUMPY")
    }
    let version = try reader.byte()
    guard (1...3).contains(version), try reader.byte() == 0 else {
      throw DatasetError(
        .unsupported, at: "byte 6", "the version of the .npy format is not 1, 2 or 3")
    }
    let length =
      version == 1
      ? Int(try reader.littleEndian(UInt16.self)) : Int(try reader.littleEndian(UInt32.self))
    guard length <= Self.maximumByteCount - reader.offset else {
      throw DatasetError(
        .malformed, at: "byte 8", "the header has \(length) bytes, too many for an array of numbers"
      )
    }
    byteCount = reader.offset + length
    let fields = try Self.fields(PythonLiteral(reader.take(length), offset: reader.offset - length))
    guard let elements = NumPyElements(fields.type) else {
      throw DatasetError(
        .unsupported, at: "descr", "'\(fields.type.excerpt)' is not a type of real numbers or text",
        remedy: "save the array with dtype float64, float32 or an integer type")
    }
    self.elements = elements
    storageOrder = fields.isColumnMajor ? .columnMajor : .rowMajor
    dimensions = fields.shape
  }

  /// Parses the three entries of the dictionary, in any order.
  private static func fields(
    _ literal: PythonLiteral
  ) throws(DatasetError) -> (type: String, isColumnMajor: Bool, shape: [Int]) {
    var literal = literal
    var type: String?
    var isColumnMajor: Bool?
    var shape: [Int]?
    try literal.expect("{")
    while !literal.skip("}") {
      let key = try literal.string()
      try literal.expect(":")
      switch key {
      case "descr" where type == nil:
        guard !literal.skip("[") else {
          throw DatasetError(
            .unsupported, at: "descr", "the elements of the array are records",
            remedy: "save each field as an array of its own")
        }
        type = try literal.string()
      case "fortran_order" where isColumnMajor == nil: isColumnMajor = try literal.truthValue()
      case "shape" where shape == nil: shape = try literal.wholeNumbers()
      default:
        throw literal.malformed(
          "'\(key.prefix(40))' is not an entry of a .npy header, or is repeated")
      }
      if !literal.skip(",") {
        try literal.expect("}")
        break
      }
    }
    try literal.expectEnd()
    guard let type, let isColumnMajor, let shape else {
      throw DatasetError(
        .malformed, at: "byte 10", "the header lacks descr, fortran_order or shape")
    }
    return (type, isColumnMajor, shape)
  }
}
