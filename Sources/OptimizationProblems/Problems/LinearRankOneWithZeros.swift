/// The linear function of rank 1 with zero columns and rows (34).
///
///     f₁(x) = −1,    fₘ(x) = −1
///     fᵢ(x) = (i − 1) Σⱼ₌₂ⁿ⁻¹ j xⱼ − 1,    2 ≤ i < m
///
/// - Dimensions: n variable, m ≥ n; n ≥ 3 here, so that f is not constant.
/// - Start: (1, …, 1).
/// - Minimum: f = (m² + 3m − 6) / (2 (2m − 3)), wherever Σⱼ₌₂ⁿ⁻¹ j xⱼ = 3/(2m − 3).
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 34.
public struct LinearRankOneWithZeros: TestProblem {
  /// n.
  public let parameterCount: Int

  /// m.
  public let residualCount: Int

  /// Creates the problem with n unknowns and m residuals.
  ///
  /// - Precondition: m ≥ n ≥ 3.
  public init(parameterCount: Int, residualCount: Int) {
    precondition(parameterCount >= 3 && residualCount >= parameterCount, "m ≥ n ≥ 3")
    self.parameterCount = parameterCount
    self.residualCount = residualCount
  }

  /// x₀.
  public var standardStart: [Double] {
    [Double](repeating: 1, count: parameterCount)
  }

  /// The minimum, at the point of its plane whose only nonzero coordinate is the second.
  public var knownMinima: [KnownMinimum] {
    let m = Double(residualCount)
    let second = 3 / (2 * (2 * m - 3))
    return [
      .exact(
        (m * m + 3 * m - 6) / (2 * (2 * m - 3)),
        at: [0, second] + [Double](repeating: 0, count: parameterCount - 2))
    ]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    var sum = 0.0
    for j in 1..<parameterCount - 1 { sum += Double(j + 1) * x[j] }
    f[0] = -1
    f[residualCount - 1] = -1
    for i in 1..<residualCount - 1 {
      f[i] = Double(i) * sum - 1
      for j in 1..<parameterCount - 1 { df[i, j] = Double(i * (j + 1)) }
    }
  }
}
