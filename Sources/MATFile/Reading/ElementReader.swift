internal import Machine
internal import StoredNumbers

/// Reads the elements of an array one after the other, none beyond the end of what holds it.
struct ElementReader {
  /// The file, or what a compressed element of it inflated to.
  let bytes: [UInt8]
  /// The order of the bytes of all numbers.
  let byteOrder: ByteOrder
  /// The next byte to read.
  private(set) var position: Int
  /// Where the elements end.
  let end: Int
  /// Where the compressed element begins in the file, if the bytes come from one.
  let inflatedFrom: Int?

  /// Reads the elements in a range of bytes.
  init(
    _ bytes: [UInt8], _ range: Range<Int>, _ byteOrder: ByteOrder, inflatedFrom: Int? = nil
  ) {
    self.bytes = bytes
    self.byteOrder = byteOrder
    self.inflatedFrom = inflatedFrom
    position = range.lowerBound
    end = range.upperBound
  }

  /// An element: what it holds, and where.
  struct Element {
    let type: MATStorage
    let body: Range<Int>
  }

  /// Whether no element is left.
  var isAtEnd: Bool { position >= end }

  /// The place in the file to name in an error.
  var fileOffset: Int { inflatedFrom ?? position }

  /// A fault at the present position.
  func fault(_ kind: MATFileError.Kind, _ problem: String) -> MATFileError {
    let place = inflatedFrom == nil ? "" : ", \(position) bytes into its inflated content"
    return MATFileError(
      kind, at: fileOffset, problem + place,
      remedy: kind == .truncated ? MATFileError.copyAgain : MATFileError.saveAgain)
  }

  /// The type of the next element, without moving on.
  func peekType() -> MATStorage? {
    Tag(at: position, in: bytes[..<end], byteOrder)?.type
  }

  /// Moves over the next element and its padding.
  mutating func next(_ role: String) throws(MATFileError) -> Element {
    guard let tag = Tag(at: position, in: bytes[..<end], byteOrder) else {
      throw fault(.truncated, "the \(role) is missing")
    }
    guard let type = tag.type else {
      throw fault(.corrupt, "the \(role) is of no known type (code \(tag.code))")
    }
    if tag.isSmall && tag.body.count > 4 {
      throw fault(.corrupt, "the \(role) is a small element of \(tag.body.count) bytes")
    }
    guard tag.body.upperBound <= end else {
      throw fault(
        .truncated,
        "the \(role) should have \(tag.body.count) bytes and \(end - tag.body.lowerBound) are left")
    }
    // Elements are padded to eight bytes; at the very end some writers save the padding.
    let padded =
      tag.isSmall
      ? position + 8
      : tag.body.lowerBound + (tag.body.count + 7) / 8 * 8
    position = min(padded, end)
    return Element(type: type, body: tag.body)
  }

  /// The numbers of the next element.
  mutating func numbers(_ role: String) throws(MATFileError) -> StoredNumbers {
    let before = self
    let element = try next(role)
    guard element.type.isNumeric else {
      throw before.fault(.corrupt, "the \(role) is of type \(element.type)")
    }
    guard element.body.count.isMultiple(of: element.type.byteCount) else {
      throw before.fault(
        .corrupt, "the \(role) has \(element.body.count) bytes of type \(element.type)")
    }
    return StoredNumbers(storedIn: bytes[element.body], as: element.type, byteOrder)
  }

  /// The next element as integers, which are not taken out of their bytes when they are too many.
  mutating func integers(
    _ role: String, atMost limit: Int = .max
  ) throws(MATFileError) -> [Int] {
    let before = self
    let numbers = try numbers(role)
    guard numbers.count <= limit else {
      throw before.fault(.corrupt, "the \(role) are \(numbers.count), where \(limit) is the most")
    }
    guard let integers = numbers.exactIntegers else {
      throw before.fault(.corrupt, "the \(role) are not whole numbers")
    }
    return integers
  }

  /// The next element as a name.
  mutating func name(_ role: String) throws(MATFileError) -> String {
    let before = self
    let element = try next(role)
    switch element.type {
    case .int8, .uint8, .utf8:
      // The name ends at a zero, if it has one.
      return String(decoding: bytes[element.body].prefix { $0 != 0 }, as: UTF8.self)
    default: throw before.fault(.corrupt, "the \(role) is of type \(element.type)")
    }
  }

  /// A reader for the inside of an element.
  func entering(_ element: Element) -> ElementReader {
    ElementReader(bytes, element.body, byteOrder, inflatedFrom: inflatedFrom)
  }
}
