import Compression
import MATFile

/// Octave's binary format, byte by byte.
enum OctaveBytes {
  /// A file with a variable x, from the code of its type on.
  static func binary(_ content: [UInt8]) -> [UInt8] {
    Array("Octave-1-L\0".utf8) + CorruptFile.words(1) + [0x78] + CorruptFile.words(0) + [0]
      + content
  }

  /// A file with a variable x of a type with a name.
  static func binary(_ type: String, _ content: [UInt8]) -> [UInt8] {
    binary([255] + named(type) + content)
  }

  /// Text after its length.
  static func named(_ text: String) -> [UInt8] {
    CorruptFile.words(UInt32(text.utf8.count)) + text.utf8
  }

  /// A number in as many cells, one in the other.
  static func nest(depth: Int) -> [UInt8] {
    let cell = named("cell") + CorruptFile.words(0xFFFF_FFFE, 1, 1)
    let element = named("<cell-element>") + CorruptFile.words(0) + [0, 255]
    return (0..<depth).reduce([255]) { bytes, _ in bytes + cell + element } + named("bool") + [1]
  }
}

extension CorruptFile {
  private static func text(
    _ name: String, _ kind: MATFileError.Kind, _ content: String
  ) -> CorruptFile {
    CorruptFile(
      testDescription: "text: \(name)", kind: kind,
      bytes: Array("# Created by Octave\n# name: x\n\(content)".utf8))
  }

  private static func binary(
    _ name: String, _ kind: MATFileError.Kind, _ bytes: [UInt8]
  ) -> CorruptFile {
    CorruptFile(testDescription: "binary: \(name)", kind: kind, bytes: bytes)
  }

  private static let matrix = "# type: matrix\n# rows: 1\n# columns: "
  private static let after = "\n\n# name: z\n# type: scalar\n1\n"
  private static let nested = (0..<100).reduce("") { text, _ in
    text + "# type: cell\n# rows: 1\n# columns: 1\n# name: <cell-element>\n"
  }

  static let octaveCases: [CorruptFile] = [
    text("a name alone", .truncated, ""),
    text("more numbers than there are", .truncated, matrix + "1000000000000\n 1 2\n"),
    text("more numbers than before the next name", .corrupt, matrix + "9\n 1 2\n" + after),
    text("fewer numbers than there are", .corrupt, matrix + "1\n 1 2\n" + after),
    text("a number cut short", .truncated, matrix + "2\n 1 2.25"),
    text("a last number that may be cut", .truncated, "# type: scalar\n1.25"),
    text("a function cut before its end", .truncated, "# type: function handle\nsin\n"),
    text(
      "a function cut within its variables", .truncated,
      "# type: function handle\n@<anonymous>\n@(x) x + y\n# length: 1\n# name: y\n"),
    text("a word among numbers", .corrupt, matrix + "2\n 1 two\n"),
    text("two points in a number", .corrupt, matrix + "2\n 1 2.2.5\n"),
    text("columns that are no number", .corrupt, matrix + "many\n 1\n"),
    text("negative columns", .corrupt, matrix + "-1\n 1\n"),
    text("columns beyond 64 bits", .corrupt, matrix + "99999999999999999999\n 1\n"),
    text(
      "dimensions whose product overflows", .corrupt,
      "# type: matrix\n# ndims: 3\n 4000000000 4000000000 4000000000\n 1\n"),
    text("fewer dimensions than announced", .corrupt, "# type: matrix\n# ndims: 3\n 1 1\n 1\n\n"),
    text("a million dimensions", .corrupt, "# type: matrix\n# ndims: 1000000\n 1 1\n 1\n\n"),
    text("no columns", .corrupt, "# type: matrix\n# rows: 1\n 1\n"),
    text("an integer out of range", .corrupt, "# type: int8 scalar\n300\n"),
    text("a negative unsigned integer", .corrupt, "# type: uint8 scalar\n-1\n"),
    text("half a complex number", .corrupt, "# type: complex scalar\n(1,\n"),
    text("a type that is none", .unsupported, "# type: quaternion\n1\n"),
    text(
      "text longer than the file", .truncated, "# type: string\n# elements: 1\n# length: 99\nab\n"),
    text("more rows of text", .truncated, "# type: string\n# elements: 99999999999\n# length: 0\n"),
    text("text that goes on", .corrupt, "# type: string\n# elements: 1\n# length: 2\nabc\n"),
    text(
      "cells for which there is no room", .truncated,
      "# type: cell\n# rows: 60000\n# columns: 60000\n"),
    text("a cell that is none", .corrupt, "# type: cell\n# rows: 1\n# columns: 1\n 1\n" + after),
    text("cells nested too deep", .tooLarge, nested + "# type: bool\n1\n"),
    text(
      "fields for which there is no room", .truncated,
      "# type: scalar struct\n# ndims: 2\n 1 1\n# length: 99999\n"),
    text(
      "fields of different sizes", .corrupt,
      "# type: struct\n# ndims: 2\n 1 2\n# length: 1\n# name: a\n# type: cell\n# rows: 1\n"
        + "# columns: 1\n# name: <cell-element>\n# type: bool\n1\n"),
    text(
      "a sparse row outside", .corrupt,
      "# type: sparse matrix\n# nnz: 1\n# rows: 2\n# columns: 2\n3 1 5\n"),
    text(
      "a sparse column 0", .corrupt,
      "# type: sparse matrix\n# nnz: 1\n# rows: 2\n# columns: 2\n1 0 5\n"),
    text(
      "more sparse elements than there are", .truncated,
      "# type: sparse matrix\n# nnz: 9223372036854775807\n# rows: 2\n# columns: 2\n1 1 5\n"),
    text(
      "a permutation outside", .corrupt, "# type: permutation matrix\n# size: 1\n# orient: c\n2\n"),
    text(
      "a diagonal of a huge matrix", .tooLarge,
      "# type: diagonal matrix\n# rows: 1\n# columns: 4000000000\n1\n"),
    text(
      "a range without end", .tooLarge,
      "# type: double_range\n# base, limit, increment\n0 1e300 1\n"),
    text("a range of no number", .tooLarge, "# type: range\n# base, limit, increment\nNaN 1 1\n"),
    binary("half a header", .truncated, Array("Octave-1-L".utf8)),
    binary("numbers of a VAX", .unsupported, Array("Octave-1-L\u{2}".utf8)),
    binary("half a name", .truncated, Array("Octave-1-L\0".utf8) + words(.max >> 1) + [0x78]),
    binary(
      "a name of negative length", .corrupt, Array("Octave-1-L\0".utf8) + words(.max) + [0x78]),
    binary("a code that is none", .corrupt, OctaveBytes.binary([8, 0])),
    binary("a type that is none", .unsupported, OctaveBytes.binary("quaternion", [1, 2, 3])),
    binary("half a number", .truncated, OctaveBytes.binary("scalar", [7, 0, 0])),
    binary("numbers of no type", .corrupt, OctaveBytes.binary("scalar", [10, 0])),
    binary(
      "more numbers than there are", .truncated,
      OctaveBytes.binary("matrix", words(0xFFFF_FFFE, 0x7FFF_FFFF, 2) + [7, 0])),
    binary(
      "dimensions whose product overflows", .corrupt,
      OctaveBytes.binary(
        "matrix", words(0xFFFF_FFFD, 0x7FFF_FFFF, 0x7FFF_FFFF, 0x7FFF_FFFF) + [7])),
    binary(
      "a product of bytes that overflows", .truncated,
      OctaveBytes.binary("complex matrix", words(0xFFFF_FFFE, 0x7FFF_FFFF, 0x7FFF_FFFF) + [7])),
    binary("a million dimensions", .corrupt, OctaveBytes.binary("matrix", words(0xFFF0_0000))),
    binary(
      "negative dimensions", .corrupt, OctaveBytes.binary("matrix", words(0xFFFF_FFFE, .max, 1))),
    binary("more rows of text", .truncated, OctaveBytes.binary([7] + words(0x7FFF_FFFF, 0))),
    binary(
      "cells for which there is no room", .truncated,
      OctaveBytes.binary("cell", words(0xFFFF_FFFE, 60_000, 60_000))),
    binary("cells nested too deep", .tooLarge, OctaveBytes.binary(OctaveBytes.nest(depth: 100))),
    binary("fields of negative number", .corrupt, OctaveBytes.binary("scalar struct", words(.max))),
    binary(
      "sparse columns for which there is no room", .truncated,
      OctaveBytes.binary("sparse matrix", words(0xFFFF_FFFE, 2, 0x7FFF_FFFF, 0))),
    binary(
      "sparse columns that descend", .corrupt,
      OctaveBytes.binary("sparse bool matrix", words(0xFFFF_FFFE, 2, 2, 1, 0, 1, 0, 0) + [1])),
    binary(
      "a sparse row outside", .corrupt,
      OctaveBytes.binary("sparse bool matrix", words(0xFFFF_FFFE, 2, 1, 1, 0, 1, 2) + [1])),
    binary(
      "a permutation outside", .corrupt,
      OctaveBytes.binary("permutation matrix", words(1) + [1] + words(1, 0))),
    binary(
      "a diagonal of a huge matrix", .tooLarge,
      OctaveBytes.binary("diagonal matrix", words(1, 0x7FFF_FFFF) + [0, 1])),
    binary(
      "a range without end", .tooLarge,
      OctaveBytes.binary(
        "double_range", [7] + words(0, 0, 0, 0x7FE0_0000, 0, 0x3FF0_0000))),
    binary("a stream that is none", .corrupt, [0x1F, 0x8B] + words(8, .max, .max, .max)),
    binary("a stream that grows beyond the limit", .tooLarge, compressedZeros),
  ]

  /// A gzip member of 32 MiB of zeros.
  private static let compressedZeros: [UInt8] = {
    do {
      return try Deflate.compress([UInt8](repeating: 0, count: 1 << 25), container: .gzip)
    } catch {
      fatalError("\(error)")
    }
  }()
}
