internal import Foundation
package import LinearAlgebra

/// The reference implementation of the elementwise kernels, which tests compare with the vectorized
/// kernels.
///
/// Everything is computed in `Double` with the platform's libm and rounded once at the end.
package enum PortableElementwise<Scalar: BLASScalar> {
  /// xᵢ ← eˣⁱ.
  package static func exponential(_ x: UnsafeMutablePointer<Scalar>, count: Int) {
    for i in 0..<count { x[i] = Scalar(exp(Double(x[i]))) }
  }

  /// zᵢ ← σ(zᵢ).
  package static func sigmoid(_ z: UnsafeMutablePointer<Scalar>, count: Int) {
    for i in 0..<count { z[i] = Scalar(sigmoid(Double(z[i]))) }
  }

  /// zᵢ ← tanh zᵢ.
  package static func hyperbolicTangent(_ z: UnsafeMutablePointer<Scalar>, count: Int) {
    for i in 0..<count { z[i] = Scalar(tanh(Double(z[i]))) }
  }

  /// zᵢ ← σ(zᵢ); returns Σ log(1 + eᶻⁱ).
  package static func sigmoidCrossEntropy(_ z: UnsafeMutablePointer<Scalar>, count: Int) -> Double {
    var sum = 0.0
    for i in 0..<count {
      let value = Double(z[i])
      sum += max(value, 0) + log1p(exp(-abs(value)))
      z[i] = Scalar(sigmoid(value))
    }
    return sum
  }

  /// zᵢ ← σ(zᵢ); returns Σ log(1 + eᶻⁱ) − yᵢ zᵢ.
  package static func targetCrossEntropy(
    _ z: UnsafeMutablePointer<Scalar>, _ y: UnsafePointer<Scalar>, count: Int
  ) -> Double {
    var sum = 0.0
    for i in 0..<count {
      let (value, target) = (Double(z[i]), Double(y[i]))
      let factor = value < 0 ? target : 1 - target
      sum += (factor == 0 ? 0 : abs(value) * factor) + log1p(exp(-abs(value)))
      z[i] = Scalar(sigmoid(value))
    }
    return sum
  }

  /// Softmax of each column; returns the sum of the columns' logsumexp.
  package static func softmaxCrossEntropy(
    _ z: UnsafeMutablePointer<Scalar>, rows: Int, stride: Int, count: Int
  ) -> Double {
    var sum = 0.0
    for i in 0..<count {
      let column = (0..<rows).map { Double(z[$0 * stride + i]) }
      guard let largest = column.max() else { continue }
      let powers = column.map { exp($0 - largest) }
      let total = powers.reduce(0, +)
      for k in 0..<rows { z[k * stride + i] = Scalar(powers[k] / total) }
      sum += largest + log(total)
    }
    return sum
  }

  private static func sigmoid(_ z: Double) -> Double {
    let power = exp(-abs(z))
    return (z < 0 ? power : 1) / (1 + power)
  }
}
