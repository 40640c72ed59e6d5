/// Reads comma-separated values record by record.
///
/// A strict reader of RFC 4180 (Shafranovich, 2005): fields are separated by commas, records by
/// CRLF or LF, the last line break may be missing; a field in double quotes may hold commas, line
/// breaks and doubled quotes. A quote inside a field without quotes is an error, and so are bytes
/// after a closing quote. A byte order mark and empty lines at the end are passed over.
struct CSVReader {
  /// A field of a record: where its text is.
  struct Field {
    /// The text without the quotes around it.
    let text: ArraySlice<UInt8>
    /// Whether there are doubled quotes in the text.
    let hasDoubledQuotes: Bool

    /// The text in full.
    var string: String {
      let string = String(decoding: text, as: UTF8.self)
      return hasDoubledQuotes ? string.replacing("\"\"", with: "\"") : string
    }
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// The line on which the record that was read last begins, counted from 1.
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
  /// - Returns: whether there was one.
  /// - Throws: ``DatasetError`` with the line for a record that breaks the rules.
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

  /// Reads up to the comma, line break or end behind a field.
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
          ? "a field without quotes has a quote in it" : "a carriage return stands alone")
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
      .truncated, at: "line \(line)", "a quote is opened and never closed",
      remedy: "write a quote inside a field twice")
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

/// Whether a byte can't be in a field without quotes.
@inline(__always)
private func isSpecial(_ byte: UInt8) -> Bool {
  byte == comma || byte == quote || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
}
