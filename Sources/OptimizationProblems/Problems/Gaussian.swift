internal import Foundation

/// The Gaussian function (9).
///
///     fᵢ(x) = x₁ exp(−x₂ (tᵢ − x₃)² / 2) − yᵢ,    tᵢ = (8 − i)/2
///
/// - Dimensions: n = 3, m = 15.
/// - Start: x₀ = (0.4, 1, 0).
/// - Minimum: f = 1.12793…·10⁻⁸.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 9.
public struct Gaussian: TestProblem {
  /// Creates the problem, whose dimensions are fixed.
  public init() {}

  /// n.
  public var parameterCount: Int { 3 }

  /// m.
  public var residualCount: Int { 15 }

  /// x₀.
  public var standardStart: [Double] {
    [0.4, 1, 0]
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.sixDigits(1.12793e-8)]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in 0..<residualCount {
      let distance = (8 - Double(i + 1)) / 2 - x[2]
      let bell = exp(-x[1] * distance * distance / 2)
      f[i] = x[0] * bell - Self.y[min(i, 14 - i)]
      df[i, 0] = bell
      df[i, 1] = -x[0] * bell * distance * distance / 2
      df[i, 2] = x[0] * bell * x[1] * distance
    }
  }

  /// y₁, …, y₈; the others mirror them, yᵢ = y₁₆₋ᵢ.
  private static let y = [0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989]
}
