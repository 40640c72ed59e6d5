/// The grammar of lines in ARFF files, as Weka reads them.
///
/// Values are separated by blanks or one comma; a percent sign outside of quotes begins a comment.
extension TextLine {
  /// A name or value.
  struct ARFFText {
    let string: String
    let isQuoted: Bool

    /// Whether it stands for a missing value.
    var isMissing: Bool { !isQuoted && string == "?" }
  }

  /// Skips blanks, and returns whether nothing but a comment is left.
  mutating func isAtARFFEnd() -> Bool {
    skipBlanks()
    return nextByte == nil || nextByte == UInt8(ascii: "%")
  }

  /// Skips a comma, blanks, or a comma between blanks, and returns whether there was a separator.
  mutating func skipARFFSeparator() -> Bool {
    let hasBlanks = skipBlanks()
    guard skip(",") else { return hasBlanks }
    skipBlanks()
    return true
  }

  /// Reads a name or value in quotes or without, or returns `nil` if none is next.
  ///
  /// In single or double quotes, a backslash makes the next character part of the text, or stands
  /// for a line feed, carriage return or tab with `n`, `r` or `t`.
  ///
  /// - Throws: ``DatasetError``, with the line, if quotes are not closed or are next to other text.
  mutating func arffText() throws(DatasetError) -> ARFFText? {
    let text: ARFFText
    if let quote = nextByte, Self.isQuote(quote) {
      text = ARFFText(string: try quotedText(), isQuoted: true)
    } else {
      let word = self.word { Self.isARFFDelimiter($0) || Self.isQuote($0) }
      guard !word.isEmpty else { return nil }
      text = ARFFText(string: word, isQuoted: false)
    }
    if isAtBlankOrEnd || Self.isARFFDelimiter(nextByte!) { return text }
    throw DatasetError(
      .malformed, at: "line \(number)", "a quote is next to other text",
      remedy: "put the whole value in quotes, and a backslash before a quote inside them")
  }

  /// Reads an unquoted number, or returns `nil`, skipping nothing, if none is next.
  mutating func arffNumber() -> Double? { decimal(endingBefore: Self.isARFFDelimiter) }

  private mutating func quotedText() throws(DatasetError) -> String {
    let quote = popByte()
    var text: [UInt8] = []
    while let byte = popByte() {
      if byte == quote { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\"), let escaped = popByte() else {
        text.append(byte)
        continue
      }
      switch escaped {
      case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
      case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
      default: text.append(escaped)
      }
    }
    throw DatasetError(
      .malformed, at: "line \(number)", "a quoted value is not closed",
      remedy: "close it on the same line, and put a backslash before a quote inside it")
  }

  private static func isARFFDelimiter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
      || byte == UInt8(ascii: "%")
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
  }
}
