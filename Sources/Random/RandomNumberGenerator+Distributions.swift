internal import Foundation

extension RandomNumberGenerator {
  /// Returns a number from the uniform distribution on [0, 1).
  ///
  /// The number is the upper 53 bits of one draw times 2⁻⁵³, so that every multiple of 2⁻⁵³ in the
  /// interval is equally likely.
  @specialized(where Self == Xoshiro256StarStar)
  public mutating func nextUniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Returns a number from the standard normal distribution, computed from two uniform draws.
  ///
  ///     √(−2 ln(1 − u)) · cos(2π v)
  ///
  /// The second number of the pair is discarded, so that ``SeededGenerator/state`` is the whole
  /// state.
  ///
  /// Source: Box and Muller (Annals of Mathematical Statistics 29, 1958).
  @specialized(where Self == Xoshiro256StarStar)
  public mutating func nextNormal() -> Double {
    let radius = (-2 * log(1 - nextUniform())).squareRoot()
    return radius * cos(2 * .pi * nextUniform())
  }

  /// Shuffles an array in place, all permutations being equally likely.
  ///
  /// It uses one draw per element except the first. Unlike the standard library's `shuffle`, the
  /// algorithm is fixed, so that a seed gives the same order with every version of Swift.
  ///
  /// Source: Fisher and Yates (1938) in the form of Durstenfeld, "Algorithm 235: Random
  /// permutation", Communications of the ACM 7 (1964).
  @specialized(where Self == Xoshiro256StarStar, Element == Int)
  public mutating func permute<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, Int(nextUniform() * Double(last + 1)))
    }
  }
}
