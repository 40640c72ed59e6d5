internal import Foundation

/// The Gulf research and development function (11).
///
///     fᵢ(x) = exp(−|yᵢ − x₂|^x₃ / x₁) − tᵢ,    tᵢ = i/100,  yᵢ = 25 + (−50 ln tᵢ)^⅔
///
/// - Dimensions: n = 3, 3 ≤ m ≤ 100; m = 99 is usual.
/// - Start: x₀ = (5, 2.5, 0.15).
/// - Minimum: f = 0 at (50, 25, 1.5).
///
/// The paper prints |yᵢ m i x₂| in the exponent; that is a misprint. With |yᵢ − x₂| the residuals
/// vanish at the minimizer that the paper gives.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 11; Cox (1969).
public struct GulfResearch: TestProblem {
  /// m.
  public let residualCount: Int

  /// Creates the problem with m residuals.
  ///
  /// - Precondition: n = 3 ≤ m ≤ 100.
  public init(residualCount: Int) {
    precondition((3...100).contains(residualCount), "n = 3 ≤ m ≤ 100")
    self.residualCount = residualCount
  }

  /// n.
  public var parameterCount: Int { 3 }

  /// x₀.
  public var standardStart: [Double] {
    [5, 2.5, 0.15]
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.exact(0, at: [50, 25, 1.5])]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in 0..<residualCount {
      let t = Double(i + 1) / 100
      let difference = 25 + pow(-50 * log(t), 2.0 / 3) - x[1]
      let distance = difference.magnitude
      let power = pow(distance, x[2])
      let decay = exp(-power / x[0])
      f[i] = decay - t
      df[i, 0] = decay * power / (x[0] * x[0])
      // At distance 0 (and x₃ > 1, as near the minimizer) both derivatives tend to 0.
      guard distance > 0 else { continue }
      df[i, 1] = decay * x[2] * power / (difference * x[0])
      df[i, 2] = -decay * power * log(distance) / x[0]
    }
  }
}
