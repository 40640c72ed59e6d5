/// The characters of an array as they are written.
///
/// MATLAB counts UTF-16 code units. Octave decodes any type; SciPy takes each number of the type
/// `uint16` for a byte of text and counts Unicode scalars. So text beyond ASCII is marked as UTF-16,
/// and a row of text with scalars of two code units is written as UTF-32, in which all of them agree
/// on the number of characters.
struct TextElement {
  /// The storage type.
  let storage: MATStorage
  /// The dimensions, with as many characters as ``storage`` has.
  let dimensions: [Int]
  /// The characters in little-endian order.
  let bytes: [UInt8]

  /// The characters of an array; `nil` for an array of another class.
  init?(_ array: MATArray) {
    guard case .char(let units) = array.content else { return nil }
    let hasSurrogates = units.contains { UTF16.isSurrogate($0) }
    let text = hasSurrogates && array.rows == 1 ? String(decoding: units, as: UTF16.self) : ""
    // Surrogates without their partners are kept as they are.
    if hasSurrogates, text.utf16.elementsEqual(units) {
      storage = .utf32
      dimensions = [1, text.unicodeScalars.count]
      bytes = text.unicodeScalars.flatMap { Self.littleEndian($0.value) }
    } else {
      storage = units.allSatisfy { $0 < 0x80 } ? .uint16 : .utf16
      dimensions = array.dimensions
      bytes = units.flatMap { Self.littleEndian($0) }
    }
  }

  private static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
