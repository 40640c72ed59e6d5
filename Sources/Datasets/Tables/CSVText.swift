/// The text of a table in UTF-8, without a byte order mark.
struct CSVText {
  /// The text.
  let bytes: ArraySlice<UInt8>
  /// The encoding in the file.
  let encoding: TableFormat.Encoding

  /// Decodes a text.
  ///
  /// UTF-16 has a byte order mark, or begins with characters below U+0100, one byte of which is
  /// zero.
  ///
  /// - Throws: ``DatasetError`` for UTF-16 with half a character.
  /// - Complexity: Constant for UTF-8, linear for UTF-16.
  init(decoding content: ArraySlice<UInt8>) throws(DatasetError) {
    encoding = Self.encoding(of: content)
    guard encoding != .utf8 else {
      bytes = content.starts(with: [0xEF, 0xBB, 0xBF]) ? content.dropFirst(3) : content
      return
    }
    let units = Self.codeUnits(content, encoding)
    guard content.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self)
    else {
      throw DatasetError(
        .malformed, "the text in \(encoding.rawValue) has half a character",
        remedy: "save the table in UTF-8")
    }
    bytes = Array(text.utf8)[...]
  }

  /// Decodes the beginning of a text, which may end within a character.
  init(decodingBeginning content: ArraySlice<UInt8>) {
    encoding = Self.encoding(of: content)
    if encoding == .utf8 {
      bytes = content.starts(with: [0xEF, 0xBB, 0xBF]) ? content.dropFirst(3) : content
    } else {
      bytes = Array(String(decoding: Self.codeUnits(content, encoding), as: UTF16.self).utf8)[...]
    }
  }

  private static func encoding(of content: ArraySlice<UInt8>) -> TableFormat.Encoding {
    if content.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if content.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    let beginning = Array(content.prefix(16))
    let pairs = stride(from: 0, to: beginning.count - 1, by: 2).map { index in
      (beginning[index] == 0, beginning[index + 1] == 0)
    }
    guard pairs.count > 1 else { return .utf8 }
    if pairs.allSatisfy({ $0 == (false, true) }) { return .utf16LittleEndian }
    return pairs.allSatisfy { $0 == (true, false) } ? .utf16BigEndian : .utf8
  }

  /// The code units without a byte order mark.
  private static func codeUnits(
    _ content: ArraySlice<UInt8>, _ encoding: TableFormat.Encoding
  ) -> [UInt16] {
    let shift: UInt16 = encoding == .utf16BigEndian ? 8 : 0
    let units = stride(from: content.startIndex, to: content.endIndex - 1, by: 2).map { index in
      UInt16(content[index]) << shift | UInt16(content[index + 1]) << (8 - shift)
    }
    return units.first == 0xFEFF ? Array(units.dropFirst()) : units
  }
}
