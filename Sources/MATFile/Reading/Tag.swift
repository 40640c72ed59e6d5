internal import Machine

/// The type and the location of an element's data (MAT-File Format, figures 1-3 and 1-4).
struct Tag {
  /// The type, or `nil` for an unknown code.
  let type: MATStorage?
  /// The code of the type.
  let code: UInt32
  /// The location of the data, which may extend past the end of the bytes.
  let body: Range<Int>
  /// Whether the data is inside the tag's eight bytes.
  let isSmall: Bool

  /// Reads a tag, or returns `nil` if fewer than eight bytes are left.
  init?(at position: Int, in bytes: ArraySlice<UInt8>, _ order: ByteOrder) {
    guard bytes.endIndex - position >= 8 else { return nil }
    let word = UInt32(truncatingIfNeeded: Int(littleOrBig: bytes[position..<position + 4], order))
    // A small element has its size in the upper half of the word, a large one has zeros there.
    isSmall = word >> 16 != 0
    code = isSmall ? word & 0xffff : word
    type = MATStorage(rawValue: code)
    if isSmall {
      body = position + 4..<position + 4 + Int(word >> 16)
    } else {
      body =
        position + 8..<position + 8 + Int(littleOrBig: bytes[position + 4..<position + 8], order)
    }
  }
}

extension Int {
  /// Creates an integer from up to eight unsigned bytes, clamped to `Int.max`.
  init(littleOrBig bytes: ArraySlice<UInt8>, _ order: ByteOrder) {
    var value: UInt64 = 0
    switch order {
    case .little: for byte in bytes.reversed() { value = value << 8 | UInt64(byte) }
    case .big: for byte in bytes { value = value << 8 | UInt64(byte) }
    }
    self = Int(clamping: value)
  }
}

extension String {
  /// Returns the text without trailing blanks and zeros.
  func trimmingBlanks() -> String {
    var text = self[...]
    while let last = text.last, last == " " || last == "\0" || last.isNewline { text.removeLast() }
    return String(text)
  }
}
