/// A row of equally spaced numbers, of which Octave stores three only.
struct OctaveRange: Sendable {
  /// The first number.
  let base: Double
  /// The number that no element exceeds.
  let limit: Double
  /// The difference between neighbors.
  let increment: Double
  /// The number of elements.
  let count: Int

  /// A limit on the number of elements, because a few bytes may describe a range of any length.
  private static let maximumCount = 1 << 27

  /// Creates a range whose number of elements is in the file, too.
  init(base: Double, limit: Double, increment: Double, count: Int) {
    self.base = base
    self.limit = limit
    self.increment = increment
    self.count = count
  }

  /// Creates a range from the three numbers in the file; with an increment of 0, the second is the
  /// number of elements instead of the limit.
  ///
  /// The limit itself is an element if rounding the increment is all that prevents it: a quotient
  /// (limit − base) / increment below a whole number by less than three units in the last place of
  /// 1, or of the quotient if that is larger, is taken for this number.
  ///
  /// It is `nil` if the numbers are not finite, or if there are more than 2²⁷ elements.
  init?(base: Double, limit: Double, increment: Double) {
    guard base.isFinite, limit.isFinite, increment.isFinite else { return nil }
    let quotient = increment == 0 ? limit - 1 : (limit - base) / increment
    let tolerance = increment == 0 ? 0 : 3 * Double.ulpOfOne * max(1, quotient.magnitude)
    let last = (quotient + tolerance).rounded(.down)
    guard last < Double(Self.maximumCount) else { return nil }
    self.init(
      base: base, limit: limit, increment: increment, count: last < 0 ? 0 : Int(last) + 1)
  }

  /// The elements: base + i · increment, and never beyond the limit.
  var values: [Double] {
    (0..<count).map { index in
      let value = base + Double(index) * increment
      if increment > 0 { return min(value, limit) }
      return increment < 0 ? max(value, limit) : base
    }
  }
}
