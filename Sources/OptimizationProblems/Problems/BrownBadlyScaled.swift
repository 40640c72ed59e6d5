/// Brown's badly scaled function (4).
///
///     f₁(x) = x₁ − 10⁶
///     f₂(x) = x₂ − 2·10⁻⁶
///     f₃(x) = x₁ x₂ − 2
///
/// - Dimensions: n = 2, m = 3.
/// - Start: x₀ = (1, 1).
/// - Minimum: f = 0 at (10⁶, 2·10⁻⁶).
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 4; Brown (unpublished).
public struct BrownBadlyScaled: TestProblem {
  /// Creates the problem, whose dimensions are fixed.
  public init() {}

  /// n.
  public var parameterCount: Int { 2 }

  /// m.
  public var residualCount: Int { 3 }

  /// x₀.
  public var standardStart: [Double] {
    [1, 1]
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.exact(0, at: [1e6, 2e-6])]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    f[0] = x[0] - 1e6
    df[0, 0] = 1

    f[1] = x[1] - 2e-6
    df[1, 1] = 1

    f[2] = x[0] * x[1] - 2
    df[2, 0] = x[1]
    df[2, 1] = x[0]
  }
}
