import TestSupport

/// What SciPy and scikit-learn read in the fixtures of text formats.
enum TextFormats {
  /// The content of a file.
  struct Content: Decodable {
    let features: ExpectedArray
    let labels: [String]
  }

  /// The content by the name of the file.
  static let expected: [String: Content] =
    try! TestFiles.decodeFixture("datasets/text-formats.json")
}

/// Calls a closure with text that has any one byte changed at random, or ends before any byte.
///
/// The bytes that are put in are those that mean something in a format, and any others.
func withDamaged(
  _ text: String, significant: String, _ body: (ArraySlice<UInt8>) throws -> Void
) rethrows {
  let whole = Array(text.utf8)
  for length in whole.indices { try body(whole[..<length]) }
  for index in whole.indices {
    for byte in Array(significant.utf8) + [0, 0x80, 0xFF, whole[index] ^ 0x10] {
      var damaged = whole
      damaged[index] = byte
      try body(damaged[...])
      damaged = whole
      damaged.insert(byte, at: index)
      try body(damaged[...])
    }
  }
}
