internal import Machine

extension ElementReader {
  /// Reads the characters of an array.
  ///
  /// MATLAB counts UTF-16 code units. Other programs count Unicode scalars, which is recognized by
  /// their number; the row of text then has as many columns as code units.
  mutating func text(_ header: ArrayHeader) throws(MATFileError) -> MATArray {
    let before = self
    let element = try next("characters")
    // A row of blanks may be stored without any bytes. Its length is in the dimensions only, so it
    // is limited to the size of the file.
    if element.body.isEmpty && header.count <= bytes.count {
      let blanks = [UInt16](repeating: 0x20, count: header.count)
      return MATArray(dimensions: header.dimensions, .char(blanks))
    }
    let units = try before.codeUnits(of: element)
    if units.count == header.count { return MATArray(dimensions: header.dimensions, .char(units)) }
    let scalars = String(decoding: units, as: UTF16.self).unicodeScalars.count
    if scalars == header.count && header.dimensions[0] == 1 && header.dimensions.count == 2 {
      return MATArray(dimensions: [1, units.count], .char(units))
    }
    let size = header.dimensions.map(String.init).joined(separator: "×")
    throw before.fault(
      .corrupt, "the text has \(units.count) characters, but its size is \(size)")
  }

  /// Decodes characters; invalid sequences become U+FFFD.
  private func codeUnits(of element: Element) throws(MATFileError) -> [UInt16] {
    let body = bytes[element.body]
    guard body.count.isMultiple(of: element.type.byteCount) else {
      throw fault(.corrupt, "the text has \(body.count) bytes of type \(element.type)")
    }
    switch element.type {
    case .int8, .uint8: return body.map(UInt16.init)
    case .utf8: return Array(String(decoding: body, as: UTF8.self).utf16)
    case .uint16, .int16, .utf16: return words(of: body, 2).map { UInt16(truncatingIfNeeded: $0) }
    case .uint32, .int32, .utf32:
      let scalars = words(of: body, 4).map { UInt32(truncatingIfNeeded: $0) }
      return Array(String(decoding: scalars, as: UTF32.self).utf16)
    default: throw fault(.corrupt, "the text has type \(element.type)")
    }
  }

  private func words(of body: ArraySlice<UInt8>, _ width: Int) -> [Int] {
    stride(from: body.startIndex, to: body.endIndex, by: width).map {
      Int(littleOrBig: body[$0..<$0 + width], byteOrder)
    }
  }
}
