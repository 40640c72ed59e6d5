internal import Foundation

/// Powell's badly scaled function (3).
///
///     f₁(x) = 10⁴ x₁ x₂ − 1
///     f₂(x) = exp(−x₁) + exp(−x₂) − 1.0001
///
/// - Dimensions: n = 2, m = 2.
/// - Start: x₀ = (0, 1).
/// - Minimum: f = 0 at (1.098…·10⁻⁵, 9.106…).
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 3; Powell (1970).
public struct PowellBadlyScaled: TestProblem {
  /// Creates the problem, whose dimensions are fixed.
  public init() {}

  /// n.
  public var parameterCount: Int { 2 }

  /// m.
  public var residualCount: Int { 2 }

  /// x₀.
  public var standardStart: [Double] {
    [0, 1]
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.exact(0)]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    f[0] = 1e4 * x[0] * x[1] - 1
    df[0, 0] = 1e4 * x[1]
    df[0, 1] = 1e4 * x[0]

    let decay = (exp(-x[0]), exp(-x[1]))
    f[1] = decay.0 + decay.1 - 1.0001
    df[1, 0] = -decay.0
    df[1, 1] = -decay.1
  }
}
