internal import StoredNumbers

/// Reads a line of text from left to right: numbers, words, and the blanks between them.
///
/// A blank is any byte up to the space, so that the carriage return of a line break is one.
struct TextLine {
  /// The number of the line in its file, counted from 1.
  let number: Int
  private let bytes: ArraySlice<UInt8>
  /// The offset of the next byte.
  private var position = 0

  /// Starts at the first byte of a line.
  init(_ bytes: ArraySlice<UInt8>, number: Int) {
    self.bytes = bytes
    self.number = number
  }

  /// The next byte, or `nil` at the end of the line.
  var nextByte: UInt8? {
    position < bytes.count ? bytes[bytes.startIndex + position] : nil
  }

  /// Whether the next byte is a blank, or there is none.
  var isAtBlankOrEnd: Bool { nextByte.map(Self.isBlank) ?? true }

  /// Removes and returns the next byte.
  mutating func popByte() -> UInt8? {
    guard let byte = nextByte else { return nil }
    position += 1
    return byte
  }

  /// Skips the next byte if it is the given one, and returns whether it was.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard nextByte == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Skips blanks, and returns whether there were any.
  @discardableResult
  mutating func skipBlanks() -> Bool {
    let start = position
    while let byte = nextByte, Self.isBlank(byte) { position += 1 }
    return position > start
  }

  /// Reads a number in decimal notation that ends before a blank, at the end of the line, or before
  /// a byte that satisfies a condition; returns `nil` and skips nothing otherwise.
  ///
  /// The result is correctly rounded (``DecimalText``).
  mutating func decimal(endingBefore isEnd: (UInt8) -> Bool = { _ in false }) -> Double? {
    let start = position
    var end = position
    let number = DecimalText.number(Double.self, at: &end, in: bytes.span)
    position = end
    if let number, isAtBlankOrEnd || isEnd(nextByte!) { return number }
    position = start
    return nil
  }

  /// Reads a whole number, or returns `nil` if none that fits into an `Int` is next.
  mutating func integer() -> Int? {
    var end = position
    defer { position = end }
    return DecimalText.integer(Int.self, at: &end, in: bytes.span)
  }

  /// Reads the text before the next blank or the next byte that satisfies a condition.
  mutating func word(endingBefore isEnd: (UInt8) -> Bool = { _ in false }) -> String {
    let rest = bytes.dropFirst(position)
    let word = rest.prefix { !Self.isBlank($0) && !isEnd($0) }
    position += word.count
    return String(decoding: word, as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
}

extension String {
  /// At most 40 characters of a text from a file, in one line.
  var excerpt: String {
    let visible = prefix(40).map { character in
      character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? " " : character
    }
    return String(visible) + (dropFirst(40).isEmpty ? "" : "…")
  }
}
