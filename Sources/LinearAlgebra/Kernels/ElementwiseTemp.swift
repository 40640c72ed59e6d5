import Foundation
extension BLASScalar {
  public static func sigmoid(_ z: UnsafeMutablePointer<Self>, count: Int) {
    for i in 0..<count { z[i] = Self(1 / (1 + Foundation.exp(-Double(z[i])))) }
  }
  public static func tanh(_ z: UnsafeMutablePointer<Self>, count: Int) {
    for i in 0..<count { z[i] = Self(Foundation.tanh(Double(z[i]))) }
  }
  public static func sigmoidCrossEntropy(_ z: UnsafeMutablePointer<Self>, count: Int) -> Double {
    var s = 0.0
    for i in 0..<count { let x = Double(z[i]); s += max(x, 0) + log1p(exp(-abs(x))); z[i] = Self(1/(1+exp(-x))) }
    return s
  }
  public static func softmaxCrossEntropy(_ z: UnsafeMutablePointer<Self>, rows: Int, stride: Int, count: Int) -> Double {
    var s = 0.0
    for e in 0..<count {
      var m = -Double.infinity
      for k in 0..<rows { m = max(m, Double(z[k*stride+e])) }
      var t = 0.0
      for k in 0..<rows { let u = exp(Double(z[k*stride+e]) - m); t += u; z[k*stride+e] = Self(u) }
      for k in 0..<rows { z[k*stride+e] = z[k*stride+e] / Self(t) }
      s += m + log(t)
    }
    return s
  }
}
extension RandomNumberGenerator {
  public mutating func nextUniform() -> Double { Double(next() >> 11) * 0x1p-53 }
  public mutating func nextNormal() -> Double { (-2 * log(1 - nextUniform())).squareRoot() * cos(2 * .pi * nextUniform()) }
}
