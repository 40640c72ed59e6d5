internal import Foundation

/// The Brown and Dennis function (16).
///
///     fᵢ(x) = (x₁ + tᵢ x₂ − exp(tᵢ))² + (x₃ + x₄ sin tᵢ − cos tᵢ)²,    tᵢ = i/5
///
/// - Dimensions: n = 4, m ≥ 4; m = 20 is usual.
/// - Start: x₀ = (25, 5, −5, −1).
/// - Minimum: f = 85822.2… for m = 20.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 16; Brown and Dennis (1971).
public struct BrownDennis: TestProblem {
  /// m.
  public let residualCount: Int

  /// Creates the problem with m residuals.
  ///
  /// - Precondition: m ≥ n = 4.
  public init(residualCount: Int) {
    precondition(residualCount >= 4, "m ≥ n = 4")
    self.residualCount = residualCount
  }

  /// n.
  public var parameterCount: Int { 4 }

  /// x₀.
  public var standardStart: [Double] {
    [25, 5, -5, -1]
  }

  /// The known minimum for m = 20.
  public var knownMinima: [KnownMinimum] {
    residualCount == 20 ? [.sixDigits(85822.2)] : []
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in 0..<residualCount {
      let t = Double(i + 1) / 5
      let line = x[0] + t * x[1] - exp(t)
      let wave = x[2] + x[3] * sin(t) - cos(t)
      f[i] = line * line + wave * wave
      df[i, 0] = 2 * line
      df[i, 1] = 2 * line * t
      df[i, 2] = 2 * wave
      df[i, 3] = 2 * wave * sin(t)
    }
  }
}
