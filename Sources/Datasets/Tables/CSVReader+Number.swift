internal import StoredNumbers

extension CSVReader.Field {
  /// Parses a number, ignoring surrounding white space, or returns `nil` for any other text.
  ///
  /// The result is correctly rounded (``DecimalText``).
  func number(_ mark: TableFormat.DecimalMark) -> Double? {
    let trimmed = trimmedText
    var position = 0
    if let number = DecimalText.number(
      Double.self, at: &position, in: trimmed.span, decimalMark: mark.byte),
      position == trimmed.count
    {
      return number
    }
    // Only `inf` and `nan` in their various spellings are left; the standard library reads
    // hexadecimal numbers, too, which no table has, and always takes a point as the decimal mark.
    guard trimmed.count <= 16, !trimmed.contains(where: { (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Double(String(decoding: trimmed, as: UTF8.self))
  }

  /// Whether the text is a number with one of the decimal marks.
  var isNumber: Bool { TableFormat.DecimalMark.allCases.contains { number($0) != nil } }

  /// The text without surrounding spaces and tabs.
  var trimmedText: ArraySlice<UInt8> {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    var trimmed = text.drop(while: isSpace)
    while let last = trimmed.last, isSpace(last) { trimmed.removeLast() }
    return trimmed
  }
}
