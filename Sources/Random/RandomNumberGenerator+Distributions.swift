internal import Foundation

extension RandomNumberGenerator {
  /// A number uniform in [0, 1): the upper 53 bits of one draw, times 2⁻⁵³, so that every multiple
  /// of 2⁻⁵³ is equally likely and 1 never comes.
  public mutating func nextUniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number from the normal distribution with mean 0 and variance 1, from two uniform draws.
  ///
  ///     √(−2 ln(1 − u)) · cos(2π v)
  ///
  /// The second of the pair is thrown away, so that the generator's ``SeededGenerator/state`` is
  /// all there is to save.
  ///
  /// Source: Box and Muller (Annals of Mathematical Statistics 29, 1958).
  public mutating func nextNormal() -> Double {
    let radius = (-2 * log(1 - nextUniform())).squareRoot()
    return radius * cos(2 * .pi * nextUniform())
  }

  /// Puts elements in random order, every order equally likely; one draw an element but the first.
  ///
  /// Written out instead of the standard library's shuffle, so that a seed gives the same order
  /// with every version of Swift.
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
