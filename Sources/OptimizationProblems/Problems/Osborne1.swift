internal import Foundation

/// The Osborne 1 function (17).
///
///     fᵢ(x) = yᵢ − (x₁ + x₂ exp(−tᵢ x₄) + x₃ exp(−tᵢ x₅)),    tᵢ = 10 (i − 1)
///
/// - Dimensions: n = 5, m = 33.
/// - Start: x₀ = (0.5, 1.5, −1, 0.01, 0.02).
/// - Minimum: f = 5.46489…·10⁻⁵.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 17; Osborne (1972).
public struct Osborne1: TestProblem {
  /// Creates the problem, whose dimensions are fixed.
  public init() {}

  /// n.
  public var parameterCount: Int { 5 }

  /// m.
  public var residualCount: Int { 33 }

  /// x₀.
  public var standardStart: [Double] {
    [0.5, 1.5, -1, 0.01, 0.02]
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.sixDigits(5.46489e-5)]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in 0..<residualCount {
      let t = 10 * Double(i)
      let decay = (exp(-t * x[3]), exp(-t * x[4]))
      f[i] = Self.y[i] - (x[0] + x[1] * decay.0 + x[2] * decay.1)
      df[i, 0] = -1
      df[i, 1] = -decay.0
      df[i, 2] = -decay.1
      df[i, 3] = t * x[1] * decay.0
      df[i, 4] = t * x[2] * decay.1
    }
  }

  private static let y = [
    0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751,
    0.718, 0.685, 0.658, 0.628, 0.603, 0.580, 0.558, 0.538, 0.522, 0.506, 0.490,
    0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.420, 0.414, 0.411, 0.406,
  ]
}
