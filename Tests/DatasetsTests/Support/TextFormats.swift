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

/// Calls a closure with the path of a file for every way to damage a text in one place: it ends
/// before a byte, or a byte is changed or inserted.
///
/// The bytes that are put in are those that mean something in the format, and some others.
func withDamagedFiles(
  of text: String, significant: String, _ body: (String) throws -> Void
) throws {
  let whole = Array(text.utf8)
  try TemporaryFolder.withFile { path in
    for index in whole.indices {
      var damages = [Array(whole[..<index])]
      for byte in Array(significant.utf8) + [0, 0xFF] {
        damages.append(whole[..<index] + [byte] + whole[(index + 1)...])
        damages.append(whole[..<index] + [byte] + whole[index...])
      }
      for bytes in damages {
        try TestFiles.write(bytes, to: path)
        try body(path)
      }
    }
  }
}
