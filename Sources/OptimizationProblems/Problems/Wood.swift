/// The Wood function (14).
///
///     f₁(x) = 10 (x₂ − x₁²)            f₄(x) = 1 − x₃
///     f₂(x) = 1 − x₁                   f₅(x) = √10 (x₂ + x₄ − 2)
///     f₃(x) = √90 (x₄ − x₃²)           f₆(x) = (x₂ − x₄) / √10
///
/// - Dimensions: n = 4, m = 6.
/// - Start: x₀ = (−3, −1, −3, −1).
/// - Minimum: f = 0 at (1, 1, 1, 1).
///
/// It has a saddle with f = 7.87696… near (−0.97, 0.95, −0.97, 0.95), near which slow methods take
/// many iterations.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 14; Colville (1968).
public struct Wood: TestProblem {
  /// Creates the problem, whose dimensions are fixed.
  public init() {}

  /// n.
  public var parameterCount: Int { 4 }

  /// m.
  public var residualCount: Int { 6 }

  /// x₀.
  public var standardStart: [Double] {
    [-3, -1, -3, -1]
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.exact(0, at: [1, 1, 1, 1])]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    f[0] = 10 * (x[1] - x[0] * x[0])
    df[0, 0] = -20 * x[0]
    df[0, 1] = 10

    f[1] = 1 - x[0]
    df[1, 0] = -1

    f[2] = 90.0.squareRoot() * (x[3] - x[2] * x[2])
    df[2, 2] = -2 * 90.0.squareRoot() * x[2]
    df[2, 3] = 90.0.squareRoot()

    f[3] = 1 - x[2]
    df[3, 2] = -1

    f[4] = 10.0.squareRoot() * (x[1] + x[3] - 2)
    df[4, 1] = 10.0.squareRoot()
    df[4, 3] = 10.0.squareRoot()

    f[5] = (x[1] - x[3]) / 10.0.squareRoot()
    df[5, 1] = 1 / 10.0.squareRoot()
    df[5, 3] = -1 / 10.0.squareRoot()
  }
}
