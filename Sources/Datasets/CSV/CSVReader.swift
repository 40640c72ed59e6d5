/// Reads the records of comma-separated values.
///
/// It follows RFC 4180 (Shafranovich, 2005) strictly: fields are separated by commas, records by
/// CRLF or LF, and the last line break may be missing; a field in double quotes may contain commas,
/// line breaks and doubled quotes. A quote inside an unquoted field is an error, and so are bytes
/// after a closing quote. A byte order mark and empty lines at the end are ignored.
struct CSVReader {
  /// The location of a field.
  struct Field {
    /// The range of the text without surrounding quotes.
    let text: ArraySlice<UInt8>
    /// Whether the text has doubled quotes.
    let hasDoubledQuotes: Bool

    /// The text.
    var string: String {
      let string = String(decoding: text, as: UTF8.self)
      return hasDoubledQuotes ? string.replacing("\"\"", with: "\"") : string
    }
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// The first line of the last record that was read, counted from 1.
  private(set) var line = 0
  private var nextLine = 1

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Starts at the first record.
  init(_ content: ArraySlice<UInt8>) {
    bytes = content.starts(with: Self.byteOrderMark) ? content.dropFirst(3) : content
    position = bytes.startIndex
  }

  /// Reads the next record into `fields`.
  ///
  /// - Returns: Whether there was another record.
  /// - Throws: ``DatasetError``, with the line, for an invalid record.
  mutating func next(_ fields: inout [Field]) throws(DatasetError) -> Bool {
    fields.removeAll(keepingCapacity: true)
    line = nextLine
    if position == bytes.endIndex { return false }
    if isAtLineBreak {
      while isAtLineBreak { skipLineBreak() }
      guard position == bytes.endIndex else { throw malformed("the line is empty") }
      return false
    }
    while true {
      fields.append(try field())
      guard position < bytes.endIndex else { return true }
      if isAtLineBreak {
        skipLineBreak()
        return true
      }
      // Only a comma is left; after it a field follows, be it empty.
      position += 1
    }
  }

  /// Reads a field up to the comma, line break or end after it.
  private mutating func field() throws(DatasetError) -> Field {
    if position < bytes.endIndex, bytes[position] == quote { return try quotedField() }
    let start = position
    bytes.withUnsafeBufferPointer { buffer in
      var index = position - bytes.startIndex
      while index < buffer.count, !isSpecial(buffer[index]) { index += 1 }
      position = bytes.startIndex + index
    }
    guard isAtEndOfField else {
      throw malformed(
        bytes[position] == quote
          ? "an unquoted field has a quote" : "a carriage return is not followed by a line feed")
    }
    return Field(text: bytes[start..<position], hasDoubledQuotes: false)
  }

  private mutating func quotedField() throws(DatasetError) -> Field {
    position += 1
    let start = position
    var hasDoubledQuotes = false
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\n") { nextLine += 1 }
      guard byte == quote else { continue }
      if position < bytes.endIndex, bytes[position] == quote {
        hasDoubledQuotes = true
        position += 1
        continue
      }
      guard isAtEndOfField else { throw malformed("a closing quote is followed by other text") }
      return Field(text: bytes[start..<position - 1], hasDoubledQuotes: hasDoubledQuotes)
    }
    throw DatasetError(
      .truncated, at: "line \(line)", "a quoted field is not closed",
      remedy: "double a quote inside a field")
  }

  private var isAtEndOfField: Bool {
    position == bytes.endIndex || bytes[position] == comma || isAtLineBreak
  }

  private var isAtLineBreak: Bool {
    guard position < bytes.endIndex else { return false }
    return bytes[position] == UInt8(ascii: "\n")
      || bytes[position...].starts(with: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
  }

  private mutating func skipLineBreak() {
    position += bytes[position] == UInt8(ascii: "\n") ? 1 : 2
    nextLine += 1
  }

  private func malformed(_ problem: String) -> DatasetError {
    DatasetError(.malformed, at: "line \(line)", problem)
  }
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")

/// Whether a byte is not allowed in an unquoted field.
@inline(__always)
private func isSpecial(_ byte: UInt8) -> Bool {
  byte == comma || byte == quote || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
}
