internal import Machine

/// The type and the place of an element's data (MAT-File Format, figures 1-3 and 1-4).
struct Tag {
  /// The type, or `nil` where the code is none.
  let type: MATStorage?
  /// The code of the type.
  let code: UInt32
  /// Where the data is; it may reach beyond the bytes that there are.
  let body: Range<Int>
  /// Whether the data shares the tag's eight bytes.
  let isSmall: Bool

  /// Reads a tag, if its eight bytes are there.
  init?(at position: Int, in bytes: ArraySlice<UInt8>, _ order: ByteOrder) {
    guard bytes.endIndex - position >= 8 else { return nil }
    let word = UInt32(truncatingIfNeeded: Int(littleOrBig: bytes[position..<position + 4], order))
    // A small element has its size in the upper half of the word, where a large one has zeros.
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
  /// An unsigned integer of up to eight bytes; what exceeds `Int` becomes its maximum.
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
  /// The text without the blanks and zeros at its end.
  func trimmingBlanks() -> String {
    var text = self[...]
    while let last = text.last, last == " " || last == "\0" || last.isNewline { text.removeLast() }
    return String(text)
  }
}
