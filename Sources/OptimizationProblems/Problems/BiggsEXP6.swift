internal import Foundation

/// The Biggs EXP6 function (18).
///
///     fᵢ(x) = x₃ exp(−tᵢ x₁) − x₄ exp(−tᵢ x₂) + x₆ exp(−tᵢ x₅) − yᵢ
///     tᵢ = i/10,    yᵢ = exp(−tᵢ) − 5 exp(−10 tᵢ) + 3 exp(−4 tᵢ)
///
/// - Dimensions: n = 6, m ≥ 6; m = 13 is usual.
/// - Start: x₀ = (1, 2, 1, 1, 1, 1).
/// - Minima: f = 0 at (1, 10, 1, 5, 4, 3) and at (4, 10, 3, 5, 1, 1), which swaps the two equal
///   exponentials; f = 5.65565…·10⁻³ for m = 13.
///
/// The second value belongs to a whole line: x₁ = x₅ = 1.711…, x₂ = 17.68…, x₄ = 5.186…, with
/// x₃ + x₆ = 2.326…. Where x₃ and x₆ have different signs its points are minima, between them
/// saddles. The start has x₁ = x₅ and x₃ = x₆, f and every gradient method preserve that symmetry,
/// and so most descents end at the saddle x₃ = x₆.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 18; Biggs (1971).
public struct BiggsEXP6: TestProblem {
  /// m.
  public let residualCount: Int

  /// Creates the problem with m residuals.
  ///
  /// - Precondition: m ≥ n = 6.
  public init(residualCount: Int) {
    precondition(residualCount >= 6, "m ≥ n = 6")
    self.residualCount = residualCount
  }

  /// n.
  public var parameterCount: Int { 6 }

  /// x₀.
  public var standardStart: [Double] {
    [1, 2, 1, 1, 1, 1]
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.exact(0, at: [1, 10, 1, 5, 4, 3]), .exact(0, at: [4, 10, 3, 5, 1, 1])]
      + (residualCount == 13 ? [.sixDigits(5.65565e-3)] : [])
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in 0..<residualCount {
      let t = Double(i + 1) / 10
      let y = exp(-t) - 5 * exp(-10 * t) + 3 * exp(-4 * t)
      let decay = (exp(-t * x[0]), exp(-t * x[1]), exp(-t * x[4]))
      f[i] = x[2] * decay.0 - x[3] * decay.1 + x[5] * decay.2 - y
      df[i, 0] = -t * x[2] * decay.0
      df[i, 1] = t * x[3] * decay.1
      df[i, 2] = decay.0
      df[i, 3] = -decay.1
      df[i, 4] = -t * x[5] * decay.2
      df[i, 5] = decay.2
    }
  }
}
