/// The Freudenstein and Roth function (2).
///
///     f₁(x) = −13 + x₁ + ((5 − x₂) x₂ − 2) x₂
///     f₂(x) = −29 + x₁ + ((x₂ + 1) x₂ − 14) x₂
///
/// - Dimensions: n = 2, m = 2.
/// - Start: x₀ = (0.5, −2).
/// - Minima: f = 0 at (5, 4); f = 48.9842… at (11.41…, −0.8968…), to which the start leads.
///
/// The second minimizer is ((53 − 4√22)/3, (2 − √22)/3): there J is singular, because both cubics
/// in x₂ have the same slope, and F is orthogonal to its one direction.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 2; Freudenstein and Roth (1963).
public struct FreudensteinRoth: TestProblem {
  /// Creates the problem, whose dimensions are fixed.
  public init() {}

  /// n.
  public var parameterCount: Int { 2 }

  /// m.
  public var residualCount: Int { 2 }

  /// x₀.
  public var standardStart: [Double] {
    [0.5, -2]
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [
      .exact(0, at: [5, 4]),
      KnownMinimum(
        value: 48.9842, tolerance: 1e-4,
        point: [(53 - 4 * 22.0.squareRoot()) / 3, (2 - 22.0.squareRoot()) / 3]),
    ]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    f[0] = -13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1]
    df[0, 0] = 1
    df[0, 1] = (10 - 3 * x[1]) * x[1] - 2

    f[1] = -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1]
    df[1, 0] = 1
    df[1, 1] = (3 * x[1] + 2) * x[1] - 14
  }
}
