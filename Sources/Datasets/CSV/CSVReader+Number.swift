extension CSVReader.Field {
  /// Parses a number, ignoring surrounding white space, or returns `nil` for any other text.
  ///
  /// The result is correctly rounded. A number of up to 15 digits without an exponent is computed
  /// as an integer divided by a power of ten, both exact in `Double` (Clinger, "How to read
  /// floating point numbers accurately", PLDI 1990); other numbers are parsed by the standard
  /// library.
  var number: Double? {
    var digits: Int64 = 0
    var digitCount = 0
    var fractionCount: Int?
    var isNegative = false
    for (place, byte) in text.enumerated() {
      switch byte {
      case 0x30...0x39 where digitCount < 15:
        digits = digits * 10 + Int64(byte - 0x30)
        digitCount += 1
        fractionCount? += 1
      case UInt8(ascii: ".") where fractionCount == nil: fractionCount = 0
      case UInt8(ascii: "-") where place == 0: isNegative = true
      default: return unusualNumber
      }
    }
    guard digitCount > 0 else { return nil }
    let magnitude = Double(digits) / powersOfTen[fractionCount ?? 0]
    return isNegative ? -magnitude : magnitude
  }

  /// Parses a number that is longer, has an exponent or is surrounded by white space.
  private var unusualNumber: Double? {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    let trimmed = text.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    // The standard library reads hexadecimal numbers, too, which no table has.
    guard trimmed.count <= 400, !trimmed.contains(UInt8(ascii: "x")),
      !trimmed.contains(UInt8(ascii: "X"))
    else { return nil }
    return Double(String(decoding: Array(trimmed), as: UTF8.self))
  }
}

/// 10ⁿ for n in 0...15, which are exact.
private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]
