package import LinearAlgebra

/// The reference implementation of the kernels that update parameters, which tests compare with the
/// vectorized kernels: the same bits.
package enum PortableUpdates<Scalar: BLASScalar> {
  /// m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − α m / (ρ √v + ε).
  package static func adamStep(
    beta1: Double, beta2: Double, alpha: Double, rho: Double, epsilon: Double,
    g: UnsafePointer<Scalar>, m: UnsafeMutablePointer<Scalar>, v: UnsafeMutablePointer<Scalar>,
    theta: UnsafeMutablePointer<Scalar>, count: Int
  ) {
    let (keptMean, newMean) = (Scalar(beta1), Scalar(1 - beta1))
    let (keptSquare, newSquare) = (Scalar(beta2), Scalar(1 - beta2))
    let (length, scale, offset) = (Scalar(alpha), Scalar(rho), Scalar(epsilon))
    for i in 0..<count {
      m[i] = keptMean * m[i] + newMean * g[i]
      v[i] = keptSquare * v[i] + newSquare * (g[i] * g[i])
      theta[i] -= length * m[i] / (scale * v[i].squareRoot() + offset)
    }
  }

  /// Σ xᵢ²: eight sums in `Double`, of the elements whose indices are equal modulo 8.
  package static func sumOfSquares(_ x: UnsafePointer<Scalar>, count: Int) -> Double {
    var sums = SIMD8<Double>()
    for i in 0..<count { sums[i % 8] += Double(x[i]) * Double(x[i]) }
    let fours = sums.lowHalf + sums.highHalf
    return (fours[0] + fours[2]) + (fours[1] + fours[3])
  }
}
