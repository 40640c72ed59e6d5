/// The SplitMix64 generator: a 64-bit counter and a mixing function.
///
///     s ← s + 0x9e3779b97f4a7c15
///     z = (s ⊕ s≫30) · 0xbf58476d1ce4e5b9;  z = (z ⊕ z≫27) · 0x94d049bb133111eb;  z ⊕ z≫31
///
/// Its period is 2⁶⁴, and every seed is equally good. Use it where few numbers are needed, or to
/// initialize the state of ``Xoshiro256StarStar``.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014),
/// with the mixing constants of Stafford's variant 13.
public struct SplitMix64: SeededGenerator {
  private var counter: UInt64

  /// Creates a generator from a seed; every seed is valid.
  public init(seed: UInt64) {
    counter = seed
  }

  /// Restores a generator from its ``state``; `nil` unless the state is one number.
  public init?(state: [UInt64]) {
    guard state.count == 1 else { return nil }
    counter = state[0]
  }

  /// The counter.
  public var state: [UInt64] { [counter] }

  /// Returns the next 64 random bits.
  public mutating func next() -> UInt64 {
    counter &+= 0x9e37_79b9_7f4a_7c15
    var mixed = counter
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
