import Foundation

extension RandomNumberGenerator {
  public mutating func nextUniform() -> Double { Double(next() >> 11) * 0x1p-53 }
  public mutating func nextNormal() -> Double {
    (-2 * log(1 - nextUniform())).squareRoot() * cos(2 * .pi * nextUniform())
  }
}
