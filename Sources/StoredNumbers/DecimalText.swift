/// Numbers in decimal notation.
public enum DecimalText {
  /// Reads the floating-point number that begins at a position of a text.
  ///
  /// The notation is an optional sign, digits with at most one point, and an optional exponent, as
  /// in `-12.5e-3`. White space and words such as `inf` are not read.
  ///
  /// A number of up to 19 significant digits is w · 10ⁿ with an integer w < 2⁶⁴. If |n| ≤ 27, 5ⁿ
  /// fits into 64 bits, and w · 5ⁿ or w / 5⁻ⁿ is computed exactly up to a remainder, then rounded
  /// once. Numbers that are longer or have another exponent are parsed by the standard library.
  ///
  /// - Parameters:
  ///   - type: `Double` or `Float`.
  ///   - position: The index of its first byte; on return, the index after its last byte. It is
  ///     unchanged if there is no number.
  ///   - text: The text in ASCII.
  ///   - decimalMark: The character before the fraction; by default a point.
  /// - Returns: The number, rounded to nearest with ties to even; infinity on overflow; `nil` if
  ///   there is no number at the position, or if it has more than 400 characters.
  /// - Complexity: Linear in the length of the number; allocates memory only where the standard
  ///   library is called.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func number<Scalar: BinaryFloatingPoint & LosslessStringConvertible>(
    _ type: Scalar.Type = Scalar.self, at position: inout Int, in text: Span<UInt8>,
    decimalMark: UInt8 = UInt8(ascii: ".")
  ) -> Scalar? {
    guard let decimal = Decimal(at: position, in: text, decimalMark: decimalMark) else {
      return nil
    }
    let start = position
    position = decimal.end
    guard decimal.isExact, let magnitude: Scalar = rounded(decimal.digits, decimal.exponent) else {
      guard decimal.end - start <= 400 else {
        position = start
        return nil
      }
      let characters = (start..<decimal.end).map {
        text[$0] == decimalMark ? UInt8(ascii: ".") : text[$0]
      }
      return Scalar(String(decoding: characters, as: UTF8.self))
    }
    return decimal.isNegative ? -magnitude : magnitude
  }

  /// Reads the integer that begins at a position of a text: an optional sign, and digits.
  ///
  /// - Parameters:
  ///   - type: The type of the number.
  ///   - position: The index of its first byte; on return, the index after its last byte. It is
  ///     unchanged if there is no number.
  ///   - text: The text in ASCII.
  /// - Returns: The number; `nil` if there is none at the position, or if the type can't represent
  ///   it.
  /// - Complexity: Linear in the length of the number.
  public static func integer<Integer: FixedWidthInteger>(
    _ type: Integer.Type = Integer.self, at position: inout Int, in text: Span<UInt8>
  ) -> Integer? {
    var index = position
    let isNegative = skipSign(&index, in: text)
    let first = index
    var value: Integer = 0
    while index < text.count, let digit = digit(text[index]) {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      // A negative number is accumulated downward because its range is larger.
      let (next, carry) =
        isNegative
        ? tens.subtractingReportingOverflow(Integer(digit))
        : tens.addingReportingOverflow(Integer(digit))
      guard !overflow, !carry else { return nil }
      value = next
      index += 1
    }
    guard index > first else { return nil }
    position = index
    return value
  }

  /// Returns the value of a digit, or `nil` for any other character.
  @inline(__always)
  static func digit(_ byte: UInt8) -> UInt8? {
    let value = byte &- 0x30
    return value < 10 ? value : nil
  }

  /// Advances past a sign and returns whether it is a minus sign.
  @inline(__always)
  static func skipSign(_ index: inout Int, in text: Span<UInt8>) -> Bool {
    guard index < text.count, text[index] == 0x2D || text[index] == 0x2B else { return false }
    index += 1
    return text[index - 1] == 0x2D
  }
}

extension DecimalText {
  /// A number in decimal notation, split into ±w · 10ⁿ.
  struct Decimal {
    /// The integer w.
    var digits: UInt64 = 0
    /// The exponent n.
    var exponent = 0
    var isNegative: Bool
    /// Whether w has all digits.
    var isExact = true
    /// The index after the last character.
    var end: Int

    /// Splits the number at a position, or returns `nil` if there is none.
    @inline(__always)
    init?(at position: Int, in text: Span<UInt8>, decimalMark: UInt8) {
      var index = position
      isNegative = DecimalText.skipSign(&index, in: text)
      var digitCount = 0
      var significantCount = 0
      var pointIndex: Int?
      while index < text.count {
        if let digit = DecimalText.digit(text[index]) {
          digits = digits &* 10 &+ UInt64(digit)
          digitCount += 1
          if digits != 0 || significantCount > 0 { significantCount += 1 }
        } else if text[index] == decimalMark, pointIndex == nil {
          pointIndex = index
        } else {
          break
        }
        index += 1
      }
      guard digitCount > 0 else { return nil }
      isExact = significantCount <= 19
      if let pointIndex { exponent = pointIndex + 1 - index }
      end = index
      readExponent(at: index, in: text)
    }

    /// Reads an exponent, if there is one.
    @inline(__always)
    mutating func readExponent(at start: Int, in text: Span<UInt8>) {
      guard start < text.count, text[start] | 0x20 == 0x65 else { return }
      var index = start + 1
      let isNegative = DecimalText.skipSign(&index, in: text)
      let first = index
      var value = 0
      while index < text.count, let digit = DecimalText.digit(text[index]) {
        value = min(value * 10 + Int(digit), 1 << 32)
        index += 1
      }
      guard index > first else { return }
      exponent += isNegative ? -value : value
      end = index
    }
  }

  /// Returns w · 10ⁿ, rounded to nearest, or `nil` if |n| > 27.
  @inline(__always)
  static func rounded<Scalar: BinaryFloatingPoint>(_ w: UInt64, _ n: Int) -> Scalar? {
    if n == 0 || w == 0 { return Scalar(w) }
    guard n.magnitude < powersOfFive.count else { return nil }
    let power = powersOfFive[Int(n.magnitude)]
    if n > 0 {
      let (high, low) = w.multipliedFullWidth(by: power)
      if high == 0 { return rounded(significand: low, exponent: n, isInexact: false) }
      let shift = high.leadingZeroBitCount
      let top = shift == 0 ? high : high << shift | low >> (64 - shift)
      return rounded(
        significand: top, exponent: n + 64 - shift, isInexact: low << shift != 0)
    }
    // With the top bits of dividend and divisor set, the quotient has 64 bits, or 63 and a zero.
    let dividendShift = w.leadingZeroBitCount
    let divisorShift = power.leadingZeroBitCount
    let (dividend, divisor) = (w << dividendShift, power << divisorShift)
    let isHalved = dividend >= divisor
    let (quotient, remainder) = divisor.dividingFullWidth(
      isHalved ? (dividend >> 1, dividend << 63) : (dividend, 0))
    return rounded(
      significand: quotient, exponent: n + divisorShift - dividendShift - (isHalved ? 63 : 64),
      isInexact: remainder != 0)
  }

  /// Returns (q + δ) · 2ᵏ, rounded to nearest with ties to even, where 0 < δ < 1 if `isInexact`,
  /// and 0 otherwise; q is not 0, at least 2⁶³ if `isInexact`, and k is large enough for a normal
  /// number.
  @inline(__always)
  static func rounded<Scalar: BinaryFloatingPoint>(
    significand q: UInt64, exponent k: Int, isInexact: Bool
  ) -> Scalar {
    let shift = q.leadingZeroBitCount
    let normalized = q << shift
    let excessBits = UInt64(63 - Scalar.significandBitCount)
    let half = 1 << (excessBits - 1) as UInt64
    let excess = normalized & (half << 1 - 1)
    var significand = normalized >> excessBits
    if excess > half || excess == half && (isInexact || significand & 1 == 1) { significand += 1 }
    // Rounding up may carry into the next bit, where all lower bits are zero.
    let carry = significand >> (UInt64(Scalar.significandBitCount) + 1)
    let exponent = k - shift + 63 + Int(carry)
    guard exponent <= Int(Scalar.greatestFiniteMagnitude.exponent) else { return .infinity }
    let bias = 1 << (Scalar.exponentBitCount - 1) - 1
    return Scalar(
      sign: .plus, exponentBitPattern: Scalar.RawExponent(exponent + bias),
      significandBitPattern: Scalar.RawSignificand(
        significand & (1 << UInt64(Scalar.significandBitCount) - 1)))
  }

  /// 5ⁿ for n in 0...27, all that fit into 64 bits.
  private static let powersOfFive: [UInt64] = (0...27).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 5 }
  }
}
