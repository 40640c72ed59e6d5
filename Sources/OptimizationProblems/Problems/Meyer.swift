internal import Foundation

/// The Meyer function (10).
///
///     fᵢ(x) = x₁ exp(x₂ / (tᵢ + x₃)) − yᵢ,    tᵢ = 45 + 5i
///
/// - Dimensions: n = 3, m = 16.
/// - Start: x₀ = (0.02, 4000, 250).
/// - Minimum: f = 87.9458….
///
/// The data are the resistances of a thermistor. At the start f is 1.7·10⁹, and the condition
/// number of the Hessian at the minimizer is 10¹⁶: the hardest of the set for methods that use
/// gradients only.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 10; Meyer (1970).
public struct Meyer: TestProblem {
  /// Creates the problem, whose dimensions are fixed.
  public init() {}

  /// n.
  public var parameterCount: Int { 3 }

  /// m.
  public var residualCount: Int { 16 }

  /// x₀.
  public var standardStart: [Double] {
    [0.02, 4000, 250]
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.sixDigits(87.9458)]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in 0..<residualCount {
      let shifted = 45 + 5 * Double(i + 1) + x[2]
      let growth = exp(x[1] / shifted)
      f[i] = x[0] * growth - Self.y[i]
      df[i, 0] = growth
      df[i, 1] = x[0] * growth / shifted
      df[i, 2] = -x[0] * growth * x[1] / (shifted * shifted)
    }
  }

  private static let y: [Double] = [
    34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744,
    8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872,
  ]
}
