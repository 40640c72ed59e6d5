/// Parses the kinds of Python literals that are in a `.npy` header.
struct PythonLiteral {
  private var rest: ArraySlice<UInt8>
  /// The offset of the first byte of `rest` in the file, minus its index.
  private let shift: Int

  /// Starts at the first byte of text at an offset in the file.
  init(_ text: ArraySlice<UInt8>, offset: Int) {
    rest = text
    shift = offset - text.startIndex
  }

  /// Skips white space and a character, if that is next.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    rest = rest.drop { [0x20, 0x0A, 0x0D, 0x09].contains($0) }
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// Skips white space and a character, which must be next.
  mutating func expect(_ character: Unicode.Scalar) throws(DatasetError) {
    guard skip(character) else { throw malformed("expected '\(character)'") }
  }

  /// Checks that only white space is left.
  mutating func expectEnd() throws(DatasetError) {
    guard !skip("\n"), rest.isEmpty else { throw malformed("the dictionary is followed by text") }
  }

  /// A string in single or double quotes, without escapes.
  mutating func string() throws(DatasetError) -> String {
    for quote in ["'", "\""] as [Unicode.Scalar] where skip(quote) {
      guard let end = rest.firstIndex(of: UInt8(ascii: quote)) else { break }
      defer { rest = rest[(end + 1)...] }
      return String(decoding: rest[..<end], as: UTF8.self)
    }
    throw malformed("expected a string in quotes")
  }

  /// `True` or `False`.
  mutating func truthValue() throws(DatasetError) -> Bool {
    _ = skip(" ")
    for (name, value) in [("True", true), ("False", false)] where rest.starts(with: name.utf8) {
      rest = rest.dropFirst(name.utf8.count)
      return value
    }
    throw malformed("expected True or False")
  }

  /// A tuple of whole numbers, each possibly followed by the `L` of Python 2.
  mutating func wholeNumbers() throws(DatasetError) -> [Int] {
    var numbers: [Int] = []
    try expect("(")
    while !skip(")") {
      let digits = rest.drop { $0 == 0x20 }.prefix { (0x30...0x39).contains($0) }
      guard let number = Int(String(decoding: digits, as: UTF8.self)) else {
        throw malformed("expected a whole number of at most 63 bits")
      }
      numbers.append(number)
      rest = rest[digits.endIndex...]
      _ = skip("L")
      if !skip(",") {
        try expect(")")
        break
      }
    }
    return numbers
  }

  /// Creates an error at the current position.
  func malformed(_ problem: String) -> DatasetError {
    DatasetError(.malformed, at: "byte \(rest.startIndex + shift)", "in the header, \(problem)")
  }
}
