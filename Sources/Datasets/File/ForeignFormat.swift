/// A format that is not that of a data set, but that people have where they expect one.
///
/// Sources: the formats' own specifications; Git LFS, "Git LFS Specification", section "The
/// Pointer".
struct ForeignFormat {
  /// What the file is, with an article.
  private let name: String
  /// How to get the data.
  private let remedy: String

  /// The format of a file that begins with the given bytes, or `nil` if it is none of the known
  /// ones.
  init?(beginning bytes: ArraySlice<UInt8>) {
    for (signature, format) in Self.signatures where bytes.starts(with: signature) {
      self = format
      return
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = (bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes).prefix(256)
    let beginning = String(decoding: text.filter { $0 > 0x20 }, as: UTF8.self).lowercased()
    for (words, format) in Self.texts where words.contains(where: beginning.hasPrefix) {
      self = format
      return
    }
    return nil
  }

  /// The format of an archive with the given names, or `nil` if it is none of the known ones.
  init?(archive names: [String]) {
    if names.contains("xl/workbook.xml") || names.contains("xl/workbook.bin") {
      self = Self.spreadsheet
    } else if names.contains("content.xml"), names.contains("mimetype") {
      self = ForeignFormat("an OpenDocument file", Self.spreadsheet.remedy)
    } else if names.contains("word/document.xml") {
      self = ForeignFormat("a Word document", Self.spreadsheet.remedy)
    } else if names.contains(where: { $0.hasSuffix("/data.pkl") }) {
      self = ForeignFormat(
        "a file of PyTorch", "save the tensors with numpy.savez(path, X=x.numpy(), y=y.numpy())")
    } else {
      return nil
    }
  }

  /// The error of a file that has this format.
  var error: DatasetError {
    DatasetError(.unknownFormat, "the file is \(name) and no data set", remedy: remedy)
  }

  private init(_ name: String, _ remedy: String) {
    self.name = name
    self.remedy = remedy
  }

  private static let spreadsheet = ForeignFormat(
    "an Excel workbook", "save the sheet as CSV, as in Excel with Save As")
  private static func picture(_ name: String) -> ForeignFormat {
    ForeignFormat(name, "save it as PNG or JPEG")
  }
  private static let archive = "unpack it and give the file in it"
  private static let textPage = "download the file itself; a link to it may need a login"

  /// The first bytes of binary formats.
  private static let signatures: [([UInt8], ForeignFormat)] = [
    (Array("GIF8".utf8), picture("a GIF picture")), (Array("BM".utf8), picture("a BMP picture")),
    ([0x49, 0x49, 0x2A, 0x00], picture("a TIFF picture")),
    ([0x4D, 0x4D, 0x00, 0x2A], picture("a TIFF picture")),
    (Array("RIFF".utf8), picture("a WebP picture or a sound")),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], spreadsheet),
    (Array("%PDF-".utf8), ForeignFormat("a PDF document", "find the data that it describes")),
    (
      Array("SQLite format 3\0".utf8),
      ForeignFormat("an SQLite database", "export the table as CSV, with .mode csv in sqlite3")
    ),
    (
      Array("PAR1".utf8),
      ForeignFormat(
        "a Parquet file", "in Python, pandas.read_parquet(path).to_csv(path, index=False)")
    ),
    (
      Array("ARROW1".utf8),
      ForeignFormat(
        "an Arrow file", "in Python, pandas.read_feather(path).to_csv(path, index=False)")
    ),
    (
      Array("FEA1".utf8),
      ForeignFormat(
        "a Feather file", "in Python, pandas.read_feather(path).to_csv(path, index=False)")
    ),
    (Array("Rar!".utf8), ForeignFormat("a RAR archive", archive)),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], ForeignFormat("a 7z archive", archive)),
    (
      Array("RDX2".utf8),
      ForeignFormat("a file of R", "in R, write.csv(x, path, row.names = FALSE)")
    ),
    (
      Array("RDX3".utf8),
      ForeignFormat("a file of R", "in R, write.csv(x, path, row.names = FALSE)")
    ),
    ([0x7F, 0x45, 0x4C, 0x46], ForeignFormat("a program", "give the data that it reads")),
  ]

  /// The first words of text formats, in lowercase and without blanks.
  private static let texts: [([String], ForeignFormat)] = [
    (
      ["versionhttps://git-lfs"],
      ForeignFormat(
        "a Git LFS pointer", "run git lfs pull in the folder, or download the file itself")
    ),
    (["<!doctype", "<html", "<head", "<!--"], ForeignFormat("a web page", textPage)),
    (["<?xml", "<svg"], ForeignFormat("an XML document", "convert it to CSV")),
    (["diff--git", "---a/"], ForeignFormat("a patch", "apply it with git apply")),
    (
      ["{", "[{", "[[", "[\""],
      ForeignFormat("JSON", "in Python, pandas.read_json(path).to_csv(path, index=False)")
    ),
  ]
}
