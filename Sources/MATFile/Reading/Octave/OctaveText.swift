internal import StoredNumbers

/// A reader of Octave's text format, the default of `save`.
///
/// A variable has lines such as `# name: x` and `# type: matrix`, which begin with `#` or `%` and
/// have a keyword with a value, followed by its numbers. Other lines that begin so are comments.
///
/// Source: the manual of GNU Octave 7, section 14.1.3, and files written by Octave 7.3.
struct OctaveText: OctaveReader {
  /// The content of the file.
  let bytes: [UInt8]
  /// The index of the next byte to read.
  private(set) var position: Int
  /// The number of its line, counted from 1.
  private(set) var line: Int

  /// Starts at a position, by default at the beginning, after a byte-order mark.
  init(_ bytes: [UInt8], at position: Int? = nil, line: Int = 1) {
    self.bytes = bytes
    self.position = position ?? (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    self.line = line
  }

  /// A line with a keyword.
  struct Keyword {
    /// The word before the colon.
    let name: String
    /// The text after the colon, without blanks around it.
    let value: String
  }

  /// Whether bytes begin like a file in this format: with comments, a name, and a type.
  static func begins(_ bytes: [UInt8]) -> Bool {
    var reader = OctaveText(bytes)
    var hasName = false
    while let line = reader.nextLine(), reader.isBlank(line) || reader.isComment(line) {
      switch reader.keyword(on: line)?.name {
      case "name": hasName = true
      case "type": return hasName
      default:
        if bytes[line].starts(with: octaveHeader) { return true }
      }
    }
    return false
  }

  /// How the first line begins in a file that Octave wrote.
  private static let octaveHeader = "# Created by Octave".utf8

  /// Returns the content of a file with an end of its last line, which text from an editor may lack.
  ///
  /// What Octave wrote ends with a line break, without which it is incomplete: it is returned as it
  /// is.
  static func endingLastLine(of bytes: [UInt8]) -> [UInt8] {
    let start = OctaveText(bytes).position
    guard bytes.last != 0x0A, !bytes[start...].starts(with: octaveHeader) else { return bytes }
    return bytes + [0x0A]
  }

  /// The comment on the first line, if there is one.
  var headerText: String {
    var reader = self
    guard let line = reader.nextLine(), isComment(line), keyword(on: line) == nil else { return "" }
    return String(
      decoding: bytes[line].drop { $0 == 0x23 || $0 == 0x25 || $0 == 0x20 }, as: UTF8.self)
  }
}

/// Lines.
extension OctaveText {
  /// Whether no byte is left.
  var isAtEnd: Bool { position == bytes.count }

  /// The range of the next line without its end, which is LF or CR LF; `nil` at the end.
  mutating func nextLine() -> Range<Int>? {
    guard !isAtEnd else { return nil }
    let start = position
    guard let end = bytes[start...].firstIndex(of: 0x0A) else {
      position = bytes.count
      return start..<position
    }
    position = end + 1
    line += 1
    return start..<(end > start && bytes[end - 1] == 0x0D ? end - 1 : end)
  }

  /// Advances to the next line that begins with `#` or `%`, or to the end; returns the range of the
  /// bytes before it.
  mutating func skipToComment() -> Range<Int> {
    let start = position
    while true {
      let before = self
      guard let line = nextLine() else { break }
      if isComment(line) {
        self = before
        break
      }
    }
    return start..<position
  }

  /// Advances past the next line with a keyword, and returns its value; `nil` at the end.
  mutating func skip(toKeyword name: String) throws(MATFileError) -> String? {
    while let line = nextLine() {
      guard let keyword = keyword(on: line), keyword.name == name else { continue }
      try requireLineEnd()
      return keyword.value
    }
    return nil
  }

  /// Reads the next line with a keyword, which must be one of those given; comments are skipped.
  mutating func keyword(_ names: String...) throws(MATFileError) -> Keyword {
    func list() -> String { names.map { "'# \($0):'" }.joined(separator: " or ") }
    while true {
      let before = self
      guard let line = nextLine() else {
        throw fault(.truncated, "the file ends before \(list())")
      }
      if isBlank(line) { continue }
      let keyword = keyword(on: line)
      if let keyword, names.contains(keyword.name) {
        try requireLineEnd()
        return keyword
      }
      if !isComment(line) || keyword?.name == "name" || keyword?.name == "type" {
        throw before.fault(.corrupt, "expected \(list())")
      }
    }
  }

  /// Reads the next line with a keyword, whose value must be a whole number, not negative.
  mutating func count(_ name: String) throws(MATFileError) -> Int {
    try count(of: keyword(name))
  }

  /// Returns the value of a keyword that was just read, which must be a whole number, not negative.
  func count(of keyword: Keyword) throws(MATFileError) -> Int {
    guard let count = Int(keyword.value), count >= 0 else {
      throw fault(
        .corrupt, line: line - 1, "'# \(keyword.name):' is not followed by a whole number")
    }
    return count
  }

  /// Advances past a number of characters, which may include line breaks, and the end of the line.
  mutating func characters(_ count: Int) throws(MATFileError) -> Range<Int> {
    guard count < bytes.count - position else {
      throw fault(.truncated, "the file ends within \(count) characters of text")
    }
    let range = position..<position + count
    line += bytes[range].count { $0 == 0x0A }
    position = range.upperBound
    guard let rest = nextLine(), rest.allSatisfy({ bytes[$0].isBlank }) else {
      throw fault(
        .corrupt, line: line - 1, "the text does not end after \(count) characters")
    }
    return range
  }

  /// Throws if the line that was just read may be incomplete because the file ends within it.
  func requireLineEnd() throws(MATFileError) {
    guard bytes[position - 1] == 0x0A else {
      throw fault(.truncated, "the file ends within a line")
    }
  }

  /// Creates an error at the current line.
  func fault(_ kind: MATFileError.Kind, line: Int? = nil, _ problem: String) -> MATFileError {
    MATFileError(
      kind, at: position, line: line ?? self.line, problem,
      remedy: kind == .truncated ? MATFileError.copyAgain : MATFileError.saveAgain)
  }

  /// Whether a line has nothing but blanks.
  func isBlank(_ line: Range<Int>) -> Bool { bytes[line].allSatisfy { $0.isBlank } }

  private func isComment(_ line: Range<Int>) -> Bool {
    let first = bytes[line].first { !$0.isBlank }
    return first == 0x23 || first == 0x25
  }

  /// The keyword on a line, or `nil` for a comment or numbers.
  func keyword(on line: Range<Int>) -> Keyword? {
    guard isComment(line) else { return nil }
    let text = bytes[line].drop { $0.isBlank || $0 == 0x23 || $0 == 0x25 }
    guard let colon = text.firstIndex(of: 0x3A),
      text[..<colon].allSatisfy({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }),
      colon > text.startIndex
    else { return nil }
    let value = text[(colon + 1)...].drop { $0.isBlank }
    return Keyword(
      name: String(decoding: text[..<colon], as: UTF8.self),
      value: String(decoding: value, as: UTF8.self).trimmingBlanks())
  }
}

/// Dimensions.
extension OctaveText {
  /// Reads the dimensions, of which the keyword with their number, or with the rows, was just read.
  mutating func dimensions(_ size: Keyword) throws(MATFileError) -> [Int] {
    let first = try count(of: size)
    guard size.name == "ndims" else { return try checked([first, count("columns")]) }
    var dimensions: [Int] = []
    if first >= 2, first <= 255, let line = nextLine() {
      try requireLineEnd()
      var index = 0
      let text = bytes[line].span
      while index < text.count {
        if text[index].isBlank {
          index += 1
        } else if let dimension = DecimalText.integer(Int.self, at: &index, in: text) {
          dimensions.append(dimension)
        } else {
          break
        }
      }
    }
    guard dimensions.count == first, dimensions.allSatisfy({ $0 >= 0 }) else {
      throw fault(
        isAtEnd ? .truncated : .corrupt, line: line - 1, "expected \(first) dimensions on a line")
    }
    return try checked(dimensions)
  }

  /// Returns the dimensions if their product does not overflow.
  func checked(_ dimensions: [Int]) throws(MATFileError) -> [Int] {
    guard ElementReader.checkedProduct(dimensions) != nil else {
      throw fault(
        .corrupt, line: line - 1, "the product of the dimensions \(dimensions) is too large")
    }
    return dimensions
  }
}

extension UInt8 {
  /// Whether the byte is a blank, a tab or a carriage return.
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}
