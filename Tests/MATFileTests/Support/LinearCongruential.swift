/// x ← 6364136223846793005 x + 1442695040888963407 mod 2⁶⁴ (Knuth, TAOCP 2, 3.3.4, table 1).
struct LinearCongruential: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    // The low bits of such a generator have short periods.
    return state ^ state >> 32
  }
}
