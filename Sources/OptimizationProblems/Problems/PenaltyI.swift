/// The penalty function I (23).
///
///     fᵢ(x)   = √a (xᵢ − 1),    a = 10⁻⁵,  1 ≤ i ≤ n
///     fₙ₊₁(x) = Σⱼ₌₁ⁿ xⱼ² − ¼
///
/// - Dimensions: n variable, m = n + 1.
/// - Start: x₀ = (1, 2, …, n).
/// - Minima: f = 2.24997…·10⁻⁵ for n = 4, 7.08765…·10⁻⁵ for n = 10.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 23; Gill, Murray and Pitfield (1972).
public struct PenaltyI: TestProblem {
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
  public var residualCount: Int { parameterCount + 1 }

  /// x₀.
  public var standardStart: [Double] {
    (1...parameterCount).map(Double.init)
  }

  /// The known minimum for n = 4 and 10.
  public var knownMinima: [KnownMinimum] {
    switch parameterCount {
    case 4: [.sixDigits(2.24997e-5)]
    case 10: [.sixDigits(7.08765e-5)]
    default: []
    }
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    let n = parameterCount
    let weight = 1e-5.squareRoot()
    f[n] = -0.25
    for i in 0..<n {
      f[i] = weight * (x[i] - 1)
      df[i, i] = weight

      f[n] += x[i] * x[i]
      df[n, i] = 2 * x[i]
    }
  }
}
