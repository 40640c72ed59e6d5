/// The linear function of rank 1 (33).
///
///     fᵢ(x) = i Σⱼ₌₁ⁿ j xⱼ − 1
///
/// - Dimensions: n variable, m ≥ n.
/// - Start: (1, …, 1).
/// - Minimum: f = m (m − 1) / (2 (2m + 1)), wherever Σ j xⱼ = 3/(2m + 1).
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 33.
public struct LinearRankOne: TestProblem {
  /// n.
  public let parameterCount: Int

  /// m.
  public let residualCount: Int

  /// Creates the problem with n unknowns and m residuals.
  ///
  /// - Precondition: m ≥ n ≥ 1.
  public init(parameterCount: Int, residualCount: Int) {
    precondition(parameterCount >= 1 && residualCount >= parameterCount, "m ≥ n ≥ 1")
    self.parameterCount = parameterCount
    self.residualCount = residualCount
  }

  /// x₀.
  public var standardStart: [Double] {
    [Double](repeating: 1, count: parameterCount)
  }

  /// The minimum, at the point of its plane whose only nonzero coordinate is the first.
  public var knownMinima: [KnownMinimum] {
    let m = Double(residualCount)
    let first = 3 / (2 * m + 1)
    return [
      .exact(
        m * (m - 1) / (2 * (2 * m + 1)),
        at: [first] + [Double](repeating: 0, count: parameterCount - 1))
    ]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    var sum = 0.0
    for j in 0..<parameterCount { sum += Double(j + 1) * x[j] }
    for i in 0..<residualCount {
      f[i] = Double(i + 1) * sum - 1
      for j in 0..<parameterCount { df[i, j] = Double((i + 1) * (j + 1)) }
    }
  }
}
