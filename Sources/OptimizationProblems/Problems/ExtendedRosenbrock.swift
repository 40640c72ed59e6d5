/// The Rosenbrock function (1) and the extended Rosenbrock function (21).
///
///     f₂ᵢ₋₁(x) = 10 (x₂ᵢ − x₂ᵢ₋₁²)
///     f₂ᵢ(x)   = 1 − x₂ᵢ₋₁,              i = 1, …, n/2
///
/// - Dimensions: n even, m = n. Problem 1 is n = 2.
/// - Start: x₀ = (−1.2, 1, …, −1.2, 1).
/// - Minimum: f = 0 at (1, …, 1).
///
/// A curved valley: steep across, nearly flat along.
///
/// Source: Moré, Garbow and Hillstrom (1981), problems 1 and 21; Rosenbrock (1960), Spedicato
/// (1975).
public struct ExtendedRosenbrock: TestProblem {
  /// n.
  public let parameterCount: Int

  /// Creates the problem with n unknowns.
  ///
  /// - Precondition: n is positive and even.
  public init(parameterCount: Int) {
    precondition(parameterCount > 0 && parameterCount.isMultiple(of: 2), "n is positive and even")
    self.parameterCount = parameterCount
  }

  /// m.
  public var residualCount: Int { parameterCount }

  /// x₀.
  public var standardStart: [Double] {
    (0..<parameterCount).map { $0.isMultiple(of: 2) ? -1.2 : 1 }
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.exact(0, at: [Double](repeating: 1, count: parameterCount))]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in stride(from: 0, to: parameterCount, by: 2) {
      f[i] = 10 * (x[i + 1] - x[i] * x[i])
      df[i, i] = -20 * x[i]
      df[i, i + 1] = 10

      f[i + 1] = 1 - x[i]
      df[i + 1, i] = -1
    }
  }
}
