/// The xoshiro256** generator: 256 bits of state, period 2²⁵⁶ − 1.
///
///     result = rotl(5·s₁, 7) · 9
///     t = s₁≪17;  s₂ ⊕= s₀;  s₃ ⊕= s₁;  s₁ ⊕= s₂;  s₀ ⊕= s₃;  s₂ ⊕= t;  s₃ = rotl(s₃, 45)
///
/// Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators" (ACM Transactions
/// on Mathematical Software 47, 2021). ``SplitMix64`` computes the four words from a seed, as the
/// authors recommend.
public struct Xoshiro256StarStar: SeededGenerator {
  private var s0: UInt64
  private var s1: UInt64
  private var s2: UInt64
  private var s3: UInt64

  /// Creates a generator from a seed; every seed is valid.
  public init(seed: UInt64) {
    var filler = SplitMix64(seed: seed)
    (s0, s1, s2, s3) = (filler.next(), filler.next(), filler.next(), filler.next())
  }

  /// Restores a generator from its ``state``; `nil` unless the state is four numbers that are not
  /// all zero, the fixed point of the generator.
  public init?(state: [UInt64]) {
    guard state.count == 4, state.contains(where: { $0 != 0 }) else { return nil }
    (s0, s1, s2, s3) = (state[0], state[1], state[2], state[3])
  }

  /// The four words, in the paper's order.
  public var state: [UInt64] { [s0, s1, s2, s3] }

  /// Returns the next 64 random bits.
  public mutating func next() -> UInt64 {
    let result = Self.rotate(s1 &* 5, left: 7) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = Self.rotate(s3, left: 45)
    return result
  }

  /// Reads four words, not all of them zero.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let generator = Self(state: try container.decode([UInt64].self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "is not a generator state")
    }
    self = generator
  }

  /// Writes the four words.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(state)
  }

  private static func rotate(_ word: UInt64, left count: UInt64) -> UInt64 {
    (word << count) | (word >> (64 - count))
  }
}
