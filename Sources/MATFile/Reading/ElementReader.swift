internal import Machine
internal import StoredNumbers

/// Reads the elements of an array sequentially, never past the end of the array.
struct ElementReader {
  /// The content of the file, or of a compressed element.
  let bytes: [UInt8]
  /// The byte order of all numbers.
  let byteOrder: ByteOrder
  /// The index of the next byte to read.
  private(set) var position: Int
  /// The end of the elements.
  let end: Int
  /// The offset of the compressed element in the file, if the bytes are its content.
  let inflatedFrom: Int?

  /// Creates a reader of the elements in a range of bytes.
  init(
    _ bytes: [UInt8], _ range: Range<Int>, _ byteOrder: ByteOrder, inflatedFrom: Int? = nil
  ) {
    self.bytes = bytes
    self.byteOrder = byteOrder
    self.inflatedFrom = inflatedFrom
    position = range.lowerBound
    end = range.upperBound
  }

  /// The type and the location of an element.
  struct Element {
    let type: MATStorage
    let body: Range<Int>
  }

  /// Whether no element is left.
  var isAtEnd: Bool { position >= end }

  /// The offset in the file for error messages.
  var fileOffset: Int { inflatedFrom ?? position }

  /// Creates an error at the current position.
  func fault(_ kind: MATFileError.Kind, _ problem: String) -> MATFileError {
    let place = inflatedFrom == nil ? "" : ", \(position) bytes into its decompressed content"
    return MATFileError(
      kind, at: fileOffset, problem + place,
      remedy: kind == .truncated ? MATFileError.copyAgain : MATFileError.saveAgain)
  }

  /// Returns the type of the next element without reading it.
  func peekType() -> MATStorage? {
    Tag(at: position, in: bytes[..<end], byteOrder)?.type
  }

  /// Reads the next element and skips its padding.
  mutating func next(_ role: String) throws(MATFileError) -> Element {
    guard let tag = Tag(at: position, in: bytes[..<end], byteOrder) else {
      throw fault(.truncated, "the \(role) is missing")
    }
    guard let type = tag.type else {
      throw fault(.corrupt, "the \(role) has the unknown type \(tag.code)")
    }
    if tag.isSmall && tag.body.count > 4 {
      throw fault(.corrupt, "the \(role) is a small element of \(tag.body.count) bytes")
    }
    guard tag.body.upperBound <= end else {
      throw fault(
        .truncated,
        "the \(role) should have \(tag.body.count) bytes, but only \(end - tag.body.lowerBound) are left"
      )
    }
    // Elements are padded to eight bytes; some programs omit the padding of the last one.
    let padded =
      tag.isSmall
      ? position + 8
      : tag.body.lowerBound + (tag.body.count + 7) / 8 * 8
    position = min(padded, end)
    return Element(type: type, body: tag.body)
  }

  /// Reads the numbers of the next element.
  mutating func numbers(_ role: String) throws(MATFileError) -> StoredNumbers {
    let before = self
    let element = try next(role)
    guard element.type.isNumeric else {
      throw before.fault(.corrupt, "the \(role) has type \(element.type)")
    }
    guard element.body.count.isMultiple(of: element.type.byteCount) else {
      throw before.fault(
        .corrupt, "the \(role) has \(element.body.count) bytes of type \(element.type)")
    }
    return StoredNumbers(storedIn: bytes[element.body], as: element.type, byteOrder)
  }

  /// Reads the next element as integers, of which there may be at most `limit`.
  mutating func integers(
    _ role: String, atMost limit: Int = .max
  ) throws(MATFileError) -> [Int] {
    let before = self
    let numbers = try numbers(role)
    guard numbers.count <= limit else {
      throw before.fault(.corrupt, "the \(role) are \(numbers.count) numbers, more than \(limit)")
    }
    guard let integers = numbers.exactIntegers else {
      throw before.fault(.corrupt, "the \(role) are not whole numbers")
    }
    return integers
  }

  /// Reads the next element as a name.
  mutating func name(_ role: String) throws(MATFileError) -> String {
    let before = self
    let element = try next(role)
    switch element.type {
    case .int8, .uint8, .utf8:
      // A zero byte ends the name.
      return String(decoding: bytes[element.body].prefix { $0 != 0 }, as: UTF8.self)
    default: throw before.fault(.corrupt, "the \(role) has type \(element.type)")
    }
  }

  /// Returns a reader of the elements inside an element.
  func entering(_ element: Element) -> ElementReader {
    ElementReader(bytes, element.body, byteOrder, inflatedFrom: inflatedFrom)
  }
}
