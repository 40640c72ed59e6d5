/// Reads the records of a table.
///
/// Fields are separated by one character or by runs of blanks (``TableFormat/Separator``), records
/// by CRLF, LF or CR, and the last line break may be missing. Quotes are those of RFC 4180
/// (Shafranovich, 2005): a field in double quotes may contain separators, line breaks and doubled
/// quotes; a quote inside an unquoted field is an error, and so are bytes after a closing quote.
/// Empty lines, lines that begin with `#` or `%`, and a first line such as `sep=;` are skipped.
struct CSVReader {
  /// The location of a field.
  struct Field {
    /// The range of the text without surrounding quotes.
    let text: ArraySlice<UInt8>
    /// Whether the text was in quotes.
    let isQuoted: Bool
    /// Whether the text has doubled quotes.
    let hasDoubledQuotes: Bool

    /// The text.
    var string: String {
      let string = String(decoding: text, as: UTF8.self)
      return hasDoubledQuotes ? string.replacing("\"\"", with: "\"") : string
    }
  }

  private let bytes: ArraySlice<UInt8>
  private let separator: UInt8
  private let isSeparatedByBlanks: Bool
  /// The greatest byte that isn't allowed in an unquoted field: most bytes need no other test.
  private let greatestSpecial: UInt8
  private var position: Int
  /// The first line of the last record that was read, counted from 1.
  private(set) var line = 0
  /// The line at the position, counted from 1.
  private(set) var nextLine = 1
  /// The last comment before the last record that was read, with its first character.
  private(set) var comment: ArraySlice<UInt8>?

  /// Starts at the first record of a text in UTF-8.
  init(_ text: ArraySlice<UInt8>, separator: TableFormat.Separator) {
    bytes = text
    self.separator = separator.byte
    isSeparatedByBlanks = separator == .blanks
    greatestSpecial = max(separator.byte, quote)
    position = text.startIndex
    if Self.statedSeparator(text) != nil {
      position += Self.statement.count + 1
      skipLineBreak()
    }
  }

  private static let statement = Array("sep=".utf8)

  /// The separator that a table states in its first line, as in `sep=;`.
  static func statedSeparator(_ text: ArraySlice<UInt8>) -> TableFormat.Separator? {
    let rest = text.dropFirst(statement.count)
    guard text.starts(with: statement), let byte = rest.first, let end = rest.dropFirst().first,
      isLineBreak(end)
    else { return nil }
    return TableFormat.Separator.allCases.first { $0.byte == byte }
  }

  /// Reads the next record into `fields`.
  ///
  /// - Returns: Whether there was another record.
  /// - Throws: ``DatasetError``, with the line, for an invalid record.
  mutating func next(_ fields: inout [Field]) throws(DatasetError) -> Bool {
    fields.removeAll(keepingCapacity: true)
    skipToRecord()
    line = nextLine
    guard position < bytes.endIndex else { return false }
    if isSeparatedByBlanks { skipBlanks() }
    while true {
      fields.append(try field())
      if isSeparatedByBlanks { skipBlanks() }
      guard position < bytes.endIndex else { return true }
      if isLineBreak(bytes[position]) {
        skipLineBreak()
        return true
      }
      // Only a separator is left; after it a field follows, be it empty.
      if !isSeparatedByBlanks { position += 1 }
    }
  }

  /// Skips empty lines and comments.
  ///
  /// - Returns: The text from there on.
  @discardableResult
  mutating func skipToRecord() -> ArraySlice<UInt8> {
    comment = nil
    // All characters that begin a skipped line are in front of the digits and letters.
    while position < bytes.endIndex, bytes[position] <= UInt8(ascii: "%") {
      let start = position
      skipBlanks()
      guard position == bytes.endIndex || isLineBreak(bytes[position]) || isAtComment else {
        position = start
        break
      }
      let text = position
      while position < bytes.endIndex, !isLineBreak(bytes[position]) { position += 1 }
      if position > text { comment = bytes[text..<position] }
      if position < bytes.endIndex { skipLineBreak() }
    }
    return bytes[position...]
  }

  private var isAtComment: Bool {
    bytes[position] == UInt8(ascii: "#") || bytes[position] == UInt8(ascii: "%")
  }

  /// Skips spaces and tabs, unless these separate fields that may be empty.
  private mutating func skipBlanks() {
    while position < bytes.endIndex, isBlank(bytes[position]),
      isSeparatedByBlanks || bytes[position] != separator
    {
      position += 1
    }
  }

  /// Reads a field up to the separator, line break or end after it.
  private mutating func field() throws(DatasetError) -> Field {
    if position < bytes.endIndex, bytes[position] == quote { return try quotedField() }
    let start = position
    bytes.withUnsafeBufferPointer { buffer in
      var index = position - bytes.startIndex
      while index < buffer.count, buffer[index] > greatestSpecial || !isSpecial(buffer[index]) {
        index += 1
      }
      position = bytes.startIndex + index
    }
    guard isAtEndOfField else { throw malformed("an unquoted field has a quote") }
    return Field(text: bytes[start..<position], isQuoted: false, hasDoubledQuotes: false)
  }

  private mutating func quotedField() throws(DatasetError) -> Field {
    position += 1
    let start = position
    var hasDoubledQuotes = false
    while position < bytes.endIndex {
      if isLineBreak(bytes[position]) {
        skipLineBreak()
        continue
      }
      position += 1
      guard bytes[position - 1] == quote else { continue }
      if position < bytes.endIndex, bytes[position] == quote {
        hasDoubledQuotes = true
        position += 1
        continue
      }
      guard isAtEndOfField else { throw malformed("a closing quote is followed by other text") }
      return Field(
        text: bytes[start..<position - 1], isQuoted: true, hasDoubledQuotes: hasDoubledQuotes)
    }
    throw DatasetError(
      .truncated, at: "line \(line)", "a quoted field is not closed",
      remedy: "double a quote inside a field")
  }

  private var isAtEndOfField: Bool {
    position == bytes.endIndex || isSeparator(bytes[position]) || isLineBreak(bytes[position])
  }

  @inline(__always)
  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == separator || isSeparatedByBlanks && isBlank(byte)
  }

  /// Whether a byte is not allowed in an unquoted field.
  @inline(__always)
  private func isSpecial(_ byte: UInt8) -> Bool {
    isSeparator(byte) || byte == quote || isLineBreak(byte)
  }

  private mutating func skipLineBreak() {
    let isReturn = bytes[position] == UInt8(ascii: "\r")
    position += 1
    if isReturn, position < bytes.endIndex, bytes[position] == UInt8(ascii: "\n") { position += 1 }
    nextLine += 1
  }

  private func malformed(_ problem: String) -> DatasetError {
    DatasetError(.malformed, at: "line \(line)", problem)
  }
}

private let quote = UInt8(ascii: "\"")

@inline(__always)
private func isLineBreak(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
}

@inline(__always)
private func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
}
