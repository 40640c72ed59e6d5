internal import StoredNumbers

extension CSVReader.Field {
  /// Parses a number, ignoring surrounding white space, or returns `nil` for any other text.
  ///
  /// The result is correctly rounded (``DecimalText``).
  var number: Double? {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    var trimmed = text.drop(while: isSpace)
    while let last = trimmed.last, isSpace(last) { trimmed.removeLast() }
    var position = 0
    if let number = DecimalText.number(Double.self, at: &position, in: trimmed.span),
      position == trimmed.count
    {
      return number
    }
    // Only `inf` and `nan` in their various spellings are left; the standard library reads
    // hexadecimal numbers, too, which no table has.
    guard trimmed.count <= 16, !trimmed.contains(where: { $0 | 0x20 == 0x78 }) else { return nil }
    return Double(String(decoding: trimmed, as: UTF8.self))
  }
}
