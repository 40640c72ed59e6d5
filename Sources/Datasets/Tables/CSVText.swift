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
  /// Text that is neither UTF-16 nor valid UTF-8 is in Windows-1252.
  ///
  /// - Complexity: One pass over bytes; a copy unless it is UTF-8.
  init(decoding content: ArraySlice<UInt8>) throws(DatasetError) {
    let detected = Self.encoding(of: content)
    guard detected != .utf8 else {
      let text = content.starts(with: [0xEF, 0xBB, 0xBF]) ? content.dropFirst(3) : content
      let isValid = text.allSatisfy { $0 < 0x80 } || String(validating: text, as: UTF8.self) != nil
      encoding = isValid ? .utf8 : .windows1252
      bytes = isValid ? text : Self.utf8(ofWindows1252: text)
      return
    }
    encoding = detected
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

  /// The text in the encoding of Western European Windows, of which Latin-1 is a part.
  ///
  /// Source: Unicode Consortium, `CP1252.TXT`; undefined bytes are control characters.
  private static func utf8(ofWindows1252 text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var scalars = String.UnicodeScalarView()
    for byte in text {
      let code = (0x80...0x9F).contains(byte) ? windows1252[Int(byte) - 0x80] : UInt16(byte)
      scalars.append(Unicode.Scalar(code)!)
    }
    return Array(String(scalars).utf8)[...]
  }

  /// The characters of the bytes 0x80…0x9F.
  private static let windows1252: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

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
