/// The Broyden tridiagonal function (30).
///
///     fᵢ(x) = (3 − 2xᵢ) xᵢ − xᵢ₋₁ − 2xᵢ₊₁ + 1,    x₀ = xₙ₊₁ = 0
///
/// - Dimensions: n variable, m = n.
/// - Start: (−1, …, −1).
/// - Minimum: f = 0.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 30; Broyden (1965).
public struct BroydenTridiagonal: TestProblem {
  /// n.
  public let parameterCount: Int

  /// Creates the problem with n unknowns.
  ///
  /// - Precondition: n ≥ 1.
  public init(parameterCount: Int) {
    precondition(parameterCount >= 1, "n ≥ 1")
    self.parameterCount = parameterCount
  }

  /// m.
  public var residualCount: Int { parameterCount }

  /// x₀.
  public var standardStart: [Double] {
    [Double](repeating: -1, count: parameterCount)
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.exact(0)]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    let n = parameterCount
    for i in 0..<n {
      f[i] = (3 - 2 * x[i]) * x[i] + 1
      df[i, i] = 3 - 4 * x[i]
      if i > 0 {
        f[i] -= x[i - 1]
        df[i, i - 1] = -1
      }
      if i < n - 1 {
        f[i] -= 2 * x[i + 1]
        df[i, i + 1] = -2
      }
    }
  }
}
