internal import Machine
internal import StoredNumbers

/// What the elements of a NumPy array are.
enum NumPyElements {
  /// Real numbers or truth values.
  case numbers(ElementType, ByteOrder)
  /// Texts of a fixed size.
  case texts(NumPyText)
  /// Python objects, which are pickled.
  case objects

  /// Parses NumPy's code of a type; `nil` for a type that is not supported.
  init?(_ code: some StringProtocol) {
    if let numbers = NumPyTypeCode(code) {
      self = .numbers(numbers.elementType, numbers.byteOrder ?? .little)
    } else if let text = NumPyText(code) {
      self = .texts(text)
    } else if code == "|O" || code == "O" || code == "O8" || code == "O4" {
      self = .objects
    } else {
      return nil
    }
  }

  /// The number of bytes of an element; `nil` for objects, which have no fixed size.
  var byteCount: Int? {
    switch self {
    case .numbers(let type, _): type.byteCount
    case .texts(let text): text.byteCount
    case .objects: nil
    }
  }
}

/// The texts of a NumPy array: a fixed number of characters each, padded with NUL.
///
/// Source: NumPy reference, "The array interface protocol", `typestr`: `U` for characters of 4 bytes,
/// `S` and `a` for bytes.
struct NumPyText {
  /// The byte order of characters of 4 bytes; `nil` for bytes.
  var byteOrder: ByteOrder?
  /// The number of bytes of a text.
  let byteCount: Int

  /// Parses NumPy's code of a type; `nil` for a type that is not text.
  init?(_ code: some StringProtocol) {
    var letters = code[...]
    let isBigEndian = letters.first == ">"
    if let first = letters.first, "<>|=".contains(first) { letters.removeFirst() }
    guard let kind = letters.popFirst(), "USa".contains(kind), let count = Int(letters), count > 0,
      count <= 1 << 24
    else { return nil }
    byteOrder = kind == "U" ? (isBigEndian ? .big : .little) : nil
    byteCount = kind == "U" ? count * 4 : count
  }

  /// The texts in the bytes of an array, in the order in which they are stored.
  ///
  /// - Throws: ``DatasetError`` for a character that Unicode does not have.
  func texts(_ bytes: ArraySlice<UInt8>, count: Int) throws(DatasetError) -> [String] {
    var texts: [String] = []
    texts.reserveCapacity(count)
    var reader = ByteReader(bytes)
    for _ in 0..<count {
      let element = try reader.take(byteCount)
      guard let byteOrder else {
        let end = element.lastIndex { $0 != 0 }.map { $0 + 1 } ?? element.startIndex
        texts.append(String(decoding: element[..<end], as: UTF8.self))
        continue
      }
      var text = String.UnicodeScalarView()
      var characters = ByteReader(element)
      while characters.remaining > 0 {
        let code =
          byteOrder == .big
          ? try characters.bigEndian(UInt32.self) : try characters.littleEndian(UInt32.self)
        guard let character = Unicode.Scalar(code) else {
          throw DatasetError(
            .malformed, at: "text \(texts.count)", "U+\(String(code, radix: 16)) is not a character"
          )
        }
        text.append(character)
      }
      while text.last == "\0" { text.removeLast() }
      texts.append(String(text))
    }
    return texts
  }

  /// The texts of an array in row-major order.
  func texts(
    _ bytes: ArraySlice<UInt8>, dimensions: [Int], storedIn order: StorageOrder
  ) throws(DatasetError) -> [String] {
    let texts = try texts(bytes, count: dimensions.reduce(1, *))
    guard order == .columnMajor, dimensions.count > 1 else { return texts }
    // The place of each element, counted by its indices with the first one varying fastest.
    let order = StoredNumbers((0..<texts.count).map { Int64($0) }).rowMajorValues(
      as: Double.self, dimensions: dimensions, storedIn: order
    ).values
    return order.map { texts[Int($0)] }
  }
}
