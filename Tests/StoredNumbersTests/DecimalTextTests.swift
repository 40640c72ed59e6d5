import Foundation
import StoredNumbers
import Testing

/// Numbers in decimal notation, compared with the C library.
@Suite struct DecimalTextTests {
  /// Numbers that are halfway between two neighbors, or almost, and numbers at the ends of the ranges.
  static let hard = [
    "0", "-0", "1", "+1", "5.", ".5", "-12.5e-3", "1E5", "1e+05", "00000000000000000000001.5",
    "0.00000000000000000000000000001234567890123456789", "123456789012345678901234567890",
    "9007199254740993", "9007199254740993.0000000000000001", "9007199254740992.9999999",
    "9007199254740995", "4503599627370497.5", "4503599627370496.5", "18446744073709551615",
    "18446744073709551616", "1e22", "1e23", "1e27", "1e28", "8.5e27", "1e-27", "1e-28",
    "0.10000000000000001", "2.2250738585072011e-308", "4.9e-324", "2.4e-324", "1e-400",
    "1.7976931348623157e308", "1.7976931348623159e308", "1e400", "16777217", "16777219",
    "33554434.0000001", "3.4028235e38", "3.4028236e38", "3.40282357e38", "1.1754943e-38", "1e-45",
    "0.1", "0.3", "18014398509481985e3", "7205759403792795.5e1",
  ]

  @Test func isRoundedCorrectly() {
    for text in Self.hard {
      #expect(double(text)?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
      #expect(float(text)?.bitPattern == strtof(text, nil).bitPattern, "\(text)")
    }
  }

  @Test func isRoundedCorrectlyForRandomDigits() {
    var state: UInt64 = 0x5eed
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    for _ in 0..<200_000 {
      let digits = (0...random(20)).map { _ in String(random(10)) }
      let point = random(digits.count + 1)
      let text =
        (digits[..<point] + ["."] + digits[point...]).joined() + "e\(random(60) - 30)"
      guard double(text)?.bitPattern == strtod(text, nil).bitPattern,
        float(text)?.bitPattern == strtof(text, nil).bitPattern
      else {
        Issue.record("\(text)")
        return
      }
    }
    // Doubles halfway between two floats, where rounding twice would go wrong.
    for _ in 0..<20_000 {
      let bits = UInt64(random(1 << 23)) << 29 | 1 << 28 | UInt64(1023 + random(20)) << 52
      let text = "\(Double(bitPattern: bits))"
      guard float(text)?.bitPattern == strtof(text, nil).bitPattern else {
        Issue.record("\(text)")
        return
      }
    }
  }

  @Test(arguments: [
    ("1.5 2", 3), ("1.5,2", 3), ("1e", 1), ("1e+x", 1), ("1.2.3", 3), ("-1-2", 2), ("1e5e5", 3),
  ])
  func endsAfterTheNumber(_ text: String, _ length: Int) {
    var position = 0
    #expect(DecimalText.number(Double.self, at: &position, in: Array(text.utf8).span) != nil)
    #expect(position == length)
  }

  /// The same numbers with a comma instead of the point; a point then ends the number.
  @Test func decimalComma() {
    for text in Self.hard {
      let bytes = Array(text.replacing(".", with: ",").utf8)
      var position = 0
      let number = DecimalText.number(
        Double.self, at: &position, in: bytes.span, decimalMark: UInt8(ascii: ","))
      #expect(number?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
      #expect(position == bytes.count)
    }
    var position = 0
    let number = DecimalText.number(
      Double.self, at: &position, in: Array("1,5.2".utf8).span, decimalMark: UInt8(ascii: ","))
    #expect(number == 1.5)
    #expect(position == 3)
  }

  @Test(arguments: [
    "", "-", ".", "e5", "inf", "nan", " 1", "x", String(repeating: "1", count: 401),
  ])
  func isNoNumber(_ text: String) {
    var position = 0
    #expect(DecimalText.number(Double.self, at: &position, in: Array(text.utf8).span) == nil)
    #expect(position == 0)
  }

  @Test(arguments: [
    ("0", 0), ("-128", -128), ("127", 127), ("+5", 5), ("128", nil), ("-129", nil), ("", nil),
    ("-", nil), ("x", nil), ("99999999999999999999", nil),
  ])
  func integersKeepToTheirRange(_ text: String, _ expected: Int8?) {
    var position = 0
    #expect(DecimalText.integer(Int8.self, at: &position, in: Array(text.utf8).span) == expected)
    #expect(position == (expected == nil ? 0 : text.utf8.count))
  }

  private func double(_ text: String) -> Double? {
    var position = 0
    return DecimalText.number(at: &position, in: Array(text.utf8).span)
  }

  private func float(_ text: String) -> Float? {
    var position = 0
    return DecimalText.number(at: &position, in: Array(text.utf8).span)
  }
}
