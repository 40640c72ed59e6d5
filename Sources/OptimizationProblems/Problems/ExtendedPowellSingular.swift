/// Powell's singular function (13) and its extension (22).
///
///     f₄ᵢ₋₃(x) = x₄ᵢ₋₃ + 10 x₄ᵢ₋₂
///     f₄ᵢ₋₂(x) = √5 (x₄ᵢ₋₁ − x₄ᵢ)
///     f₄ᵢ₋₁(x) = (x₄ᵢ₋₂ − 2 x₄ᵢ₋₁)²
///     f₄ᵢ(x)   = √10 (x₄ᵢ₋₃ − x₄ᵢ)²,    i = 1, …, n/4
///
/// - Dimensions: n a multiple of 4, m = n. Problem 13 is n = 4.
/// - Start: x₀ = (3, −1, 0, 1, …, 3, −1, 0, 1).
/// - Minimum: f = 0 at the origin.
///
/// The Hessian at the minimizer is singular: quasi-Newton methods converge only linearly.
///
/// Source: Moré, Garbow and Hillstrom (1981), problems 13 and 22; Powell (1962), Spedicato (1975).
public struct ExtendedPowellSingular: TestProblem {
  /// n.
  public let parameterCount: Int

  /// Creates the problem with n unknowns.
  ///
  /// - Precondition: n is a positive multiple of 4.
  public init(parameterCount: Int) {
    precondition(
      parameterCount > 0 && parameterCount.isMultiple(of: 4), "n is a positive multiple of 4")
    self.parameterCount = parameterCount
  }

  /// m.
  public var residualCount: Int { parameterCount }

  /// x₀.
  public var standardStart: [Double] {
    (0..<parameterCount).map { [3, -1, 0, 1][$0 % 4] }
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.exact(0, at: [Double](repeating: 0, count: parameterCount))]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in stride(from: 0, to: parameterCount, by: 4) {
      f[i] = x[i] + 10 * x[i + 1]
      df[i, i] = 1
      df[i, i + 1] = 10

      f[i + 1] = 5.0.squareRoot() * (x[i + 2] - x[i + 3])
      df[i + 1, i + 2] = 5.0.squareRoot()
      df[i + 1, i + 3] = -5.0.squareRoot()

      let inner = x[i + 1] - 2 * x[i + 2]
      f[i + 2] = inner * inner
      df[i + 2, i + 1] = 2 * inner
      df[i + 2, i + 2] = -4 * inner

      let outer = x[i] - x[i + 3]
      f[i + 3] = 10.0.squareRoot() * outer * outer
      df[i + 3, i] = 2 * 10.0.squareRoot() * outer
      df[i + 3, i + 3] = -2 * 10.0.squareRoot() * outer
    }
  }
}
