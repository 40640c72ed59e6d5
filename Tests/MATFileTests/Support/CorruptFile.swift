import Compression
import MATFile
import Testing

/// Bytes that break one rule, and the kind of fault that they are.
struct CorruptFile: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let kind: MATFileError.Kind
  let bytes: [UInt8]

  /// The header of a little-endian file.
  static let header: [UInt8] =
    Array("MATLAB 5.0 MAT-file".utf8) + [UInt8](repeating: 0x20, count: 97)
    + [UInt8](repeating: 0, count: 8) + [0x00, 0x01, 0x49, 0x4d]

  /// Words, the lowest byte first.
  static func words(_ words: UInt32...) -> [UInt8] {
    words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
  }

  /// An element, padded.
  static func element(_ type: UInt32, _ content: [UInt8]) -> [UInt8] {
    words(type, UInt32(content.count)) + content
      + [UInt8](repeating: 0, count: (8 - content.count % 8) % 8)
  }

  /// An array with the name x.
  static func array(_ code: UInt32, _ dimensions: [UInt8], _ content: [UInt8]...) -> [UInt8] {
    element(
      14,
      element(6, words(code, 0)) + element(5, dimensions) + element(1, [0x78])
        + content.flatMap { $0 })
  }

  /// A number in as many cells, one in the other.
  private static func nest(depth: Int) -> [UInt8] {
    var inner = array(6, words(1, 1), element(9, [UInt8](repeating: 0, count: 8)))
    for _ in 0..<depth { inner = array(1, words(1, 1), inner) }
    return inner
  }

  private static func compressed(_ content: [UInt8]) -> [UInt8] {
    do {
      let stream = try Deflate.compress(content, container: .zlib)
      return words(15, UInt32(stream.count)) + stream
    } catch {
      fatalError("\(error)")
    }
  }

  private static func level5(
    _ name: String, _ kind: MATFileError.Kind, _ elements: [UInt8]
  ) -> CorruptFile {
    CorruptFile(testDescription: name, kind: kind, bytes: header + elements)
  }

  private static func level4(
    _ name: String, _ kind: MATFileError.Kind, _ bytes: [UInt8]
  ) -> CorruptFile {
    CorruptFile(testDescription: name, kind: kind, bytes: bytes)
  }

  private static let one = element(9, [UInt8](repeating: 0, count: 8))
  private static let zeros = [UInt8](repeating: 0, count: 1 << 20)

  static let cases: [CorruptFile] = [
    level5("an element of 4 GiB", .truncated, words(14, .max) + zeros.prefix(64)),
    level5("an element of no type", .corrupt, words(99, 8) + zeros.prefix(8)),
    level5(
      "dimensions whose product overflows", .corrupt,
      array(6, words(0x7fff_ffff, 0x7fff_ffff, 0x7fff_ffff), one)),
    level5(
      "dimensions that overflow beside a zero", .corrupt,
      array(6, words(0, 0x7fff_ffff, 0x7fff_ffff, 0x7fff_ffff), element(9, []))),
    level5("negative dimensions", .corrupt, array(6, words(.max, .max), one)),
    level5("no dimensions", .corrupt, array(6, [], one)),
    level5(
      "dimensions beyond 32 bits", .corrupt,
      element(
        14,
        element(6, words(5, 0)) + element(12, words(1, 0, .max, 0x7fff_ffff)) + element(1, [0x78])
          + element(5, []) + element(5, []) + element(9, []))),
    level5("a million dimensions", .corrupt, array(6, zeros, one)),
    level5("more numbers than there are", .corrupt, array(6, words(1000, 1000), one)),
    level5("numbers cut in half", .corrupt, array(6, words(1, 1), element(9, [1, 2, 3, 4, 5]))),
    level5("numbers of no numeric type", .corrupt, array(6, words(1, 1), element(16, [1]))),
    level5("no numbers at all", .truncated, array(6, words(1, 1))),
    level5(
      "a complex array without imaginary parts", .truncated,
      array(6 | 1 << 11, words(1, 1), one)),
    level5("cells for which there is no room", .truncated, array(1, words(60_000, 60_000), one)),
    level5("a cell that is no array", .corrupt, array(1, words(1, 1), one)),
    level5("cells nested too deep", .tooLarge, nest(depth: 100)),
    level5(
      "fields of length zero", .corrupt,
      array(2, words(1, 1), element(5, words(0)), element(1, []))),
    level5(
      "fields of negative length", .corrupt,
      array(2, words(1, 1), element(5, words(.max)), element(1, zeros.prefix(8) + []))),
    level5(
      "fields for which there is no room", .truncated,
      array(2, words(60_000, 60_000), element(5, words(4)), element(1, [0x61, 0, 0, 0]))),
    level5("text of the wrong length", .corrupt, array(4, words(1, 9), element(16, [0x61, 0x62]))),
    level5("blanks beyond measure", .corrupt, array(4, words(1, 1 << 30), element(16, []))),
    level5(
      "sparse columns that descend", .corrupt,
      array(5, words(2, 2), element(5, words(0)), element(5, words(0, 1, 0)), one)),
    level5(
      "a sparse row outside", .corrupt,
      array(5, words(2, 2), element(5, words(2)), element(5, words(0, 1, 1)), one)),
    level5(
      "sparse columns without starts", .corrupt,
      array(5, words(2, 1 << 30), element(5, words(0)), element(5, words(0, 1)), one)),
    level5(
      "a small element of six bytes", .corrupt,
      element(14, words(6 << 16 | 6, 0) + zeros.prefix(40))),
    level5("an array of a class that is none", .unsupported, array(99, words(1, 1), one)),
    level5("a stream that is none", .corrupt, words(15, 8) + [1, 2, 3, 4, 5, 6, 7, 8]),
    level5("a compressed number", .corrupt, compressed(one)),
    level5(
      "a bomb that announces itself", .tooLarge,
      compressed(array(9, words(1 << 25, 1), element(2, zeros + zeros)).replacingLength(1 << 25))),
    level5(
      "a bomb that announces less", .corrupt,
      compressed(array(9, words(1 << 20, 1), element(2, zeros)).replacingLength(64))),
    level5(
      "a claim that no compression reaches", .corrupt,
      compressed(array(6, words(1, 1), one).replacingLength(1 << 23))),
    level4(
      "a matrix of 2³¹ × 2³¹", .truncated,
      words(0, 0x7fff_ffff, 0x7fff_ffff, 1, 2) + [0x78, 0]),
    level4("numbers of a VAX", .unsupported, words(2000, 1, 1, 0, 2) + [0x78, 0]),
    level4(
      "sparse with a fraction for a size", .corrupt,
      words(10 + 2, 1, 3, 0, 2) + [0x78, 0] + words(0x3f00_0000, 0x3f80_0000, 0)),
    level4(
      "sparse beyond its size", .corrupt,
      words(20 + 2, 2, 3, 0, 2) + [0x78, 0] + words(9, 2, 1, 2, 1, 0)),
    level4("text that is no text", .corrupt, words(20 + 1, 1, 1, 0, 2) + [0x78, 0] + words(.max)),
    level4(
      "an image of IDX", .notMATFile,
      [0, 0, 8, 3, 0, 0, 0x13, 0x88, 0, 0, 0, 28, 0, 0, 0, 28] + zeros.prefix(100)),
    level4("nothing", .notMATFile, []),
    level4("a PNG", .notMATFile, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    level4("half a header", .truncated, Array(header.prefix(50))),
    level4("HDF5 cut short", .truncated, HDF5.signature + [0, 0, 0, 0]),
    level4("HDF5 with a newer superblock", .unsupported, HDF5.signature + [3] + zeros.prefix(99)),
    level4("HDF5 with short addresses", .unsupported, HDF5.signature + zeros.prefix(99)),
    level4("version 7.3 without HDF5", .corrupt, HDF5.header + zeros.prefix(999)),
    level4("version 7.3 cut short", .truncated, HDF5.header + zeros.prefix(99)),
    level4("version 9", .unsupported, header.prefix(124) + [0x00, 0x09, 0x49, 0x4d]),
  ]
}

extension [UInt8] {
  /// The same element with another length in its tag.
  fileprivate func replacingLength(_ length: UInt32) -> [UInt8] {
    self[..<4] + CorruptFile.words(length) + self[8...]
  }
}
