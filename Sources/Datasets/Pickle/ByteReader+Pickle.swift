/// The text operands of protocols 0 and 1, and Python's long integers.
extension ByteReader {
  /// The line after `I`: a decimal number, or `00` or `01` for a Boolean value.
  mutating func decimalInteger(at place: String) throws(DatasetError) -> PickleValue {
    let text = String(decoding: try line(), as: UTF8.self)
    switch text {
    case "00": return .bool(false)
    case "01": return .bool(true)
    default:
      guard let number = Int(text) else { throw notANumber(at: place) }
      return .integer(number)
    }
  }

  /// The line after `L`: a decimal number, with an `L` in Python 2 and later.
  mutating func decimalLong(at place: String) throws(DatasetError) -> PickleValue {
    var text = String(decoding: try line(), as: UTF8.self)
    if text.hasSuffix("L") { text.removeLast() }
    guard let number = Int(text) else { throw notANumber(at: place) }
    return .integer(number)
  }

  /// The line after `g` or `p`: an index in the memo.
  mutating func decimalIndex(at place: String) throws(DatasetError) -> Int {
    guard let number = Int(String(decoding: try line(), as: UTF8.self)), number >= 0 else {
      throw notANumber(at: place)
    }
    return number
  }

  /// The line after `F`.
  mutating func decimalFloat(at place: String) throws(DatasetError) -> PickleValue {
    guard let number = Double(String(decoding: try line(), as: UTF8.self)) else {
      throw notANumber(at: place)
    }
    return .float(number)
  }

  /// A two's complement integer of any length that fits into `Int`.
  mutating func long(byteCount: Int, at place: String) throws(DatasetError) -> PickleValue {
    let digits = try take(byteCount)
    guard byteCount <= 8 else {
      throw DatasetError(.unsupported, at: place, "an integer of \(byteCount) bytes is too large")
    }
    let isNegative = (digits.last ?? 0) >= 0x80
    return .integer(digits.reversed().reduce(isNegative ? -1 : 0) { $0 << 8 | Int($1) })
  }

  /// The line after `S`: a string in the form of Python's `repr`, with quotes and escapes.
  mutating func quotedString(at place: String) throws(DatasetError) -> ArraySlice<UInt8> {
    let text = try line()
    guard text.count >= 2, let quote = text.first, quote == text.last,
      quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    else {
      throw DatasetError(.malformed, at: place, "a string is not in quotes")
    }
    var content = text.dropFirst().dropLast()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(content.count)
    while let byte = content.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      guard let escaped = unescape(&content) else {
        throw DatasetError(.malformed, at: place, "a string has an invalid escape")
      }
      bytes.append(escaped)
    }
    return bytes[...]
  }

  /// The line after `V`: Latin-1 with the escapes `\u` and `\U`; returned in UTF-8.
  mutating func escapedText(at place: String) throws(DatasetError) -> ArraySlice<UInt8> {
    var content = try line()
    var text: [UInt8] = []
    text.reserveCapacity(content.count)
    while let byte = content.popFirst() {
      var code = UInt32(byte)
      if byte == UInt8(ascii: "\\"), let letter = content.first, letter == 0x75 || letter == 0x55 {
        content.removeFirst()
        guard let escaped = hexadecimal(&content, digits: letter == 0x75 ? 4 : 8) else {
          throw DatasetError(.malformed, at: place, "a string has an escape without its digits")
        }
        code = escaped
      }
      guard let scalar = Unicode.Scalar(code) else {
        throw DatasetError(.malformed, at: place, "a string has an invalid character")
      }
      text.append(contentsOf: UTF8.encode(scalar)!)
    }
    return text[...]
  }

  private func notANumber(at place: String) -> DatasetError {
    DatasetError(.malformed, at: place, "expected a number of at most 64 bits")
  }
}

/// The byte of an escape of Python 2.
private func unescape(_ content: inout ArraySlice<UInt8>) -> UInt8? {
  switch content.popFirst() {
  case UInt8(ascii: "n"): 0x0A
  case UInt8(ascii: "r"): 0x0D
  case UInt8(ascii: "t"): 0x09
  case UInt8(ascii: "\\"): 0x5C
  case UInt8(ascii: "'"): 0x27
  case UInt8(ascii: "\""): 0x22
  case UInt8(ascii: "x"): hexadecimal(&content, digits: 2).map { UInt8($0) }
  default: nil
  }
}

/// The number in the next hexadecimal digits.
private func hexadecimal(_ content: inout ArraySlice<UInt8>, digits: Int) -> UInt32? {
  guard content.count >= digits else { return nil }
  defer { content.removeFirst(digits) }
  var number: UInt32 = 0
  for byte in content.prefix(digits) {
    guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
    number = number << 4 | UInt32(digit)
  }
  return number
}
