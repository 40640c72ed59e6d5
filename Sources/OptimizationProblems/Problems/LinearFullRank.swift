/// The linear function of full rank (32).
///
///     fᵢ(x) = xᵢ − (2/m) Σⱼ₌₁ⁿ xⱼ − 1,    1 ≤ i ≤ n
///     fᵢ(x) = −(2/m) Σⱼ₌₁ⁿ xⱼ − 1,        n < i ≤ m
///
/// - Dimensions: n variable, m ≥ n.
/// - Start: (1, …, 1).
/// - Minimum: f = m − n at (−1, …, −1).
///
/// JᵀJ is the identity matrix: a gradient step of the right length ends at the minimum.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 32.
public struct LinearFullRank: TestProblem {
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

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [
      .exact(
        Double(residualCount - parameterCount),
        at: [Double](repeating: -1, count: parameterCount))
    ]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    let slope = 2 / Double(residualCount)
    var sum = 0.0
    for j in 0..<parameterCount { sum += x[j] }
    for i in 0..<residualCount {
      f[i] = -slope * sum - 1
      for j in 0..<parameterCount { df[i, j] = -slope }
    }
    for i in 0..<parameterCount {
      f[i] += x[i]
      df[i, i] += 1
    }
  }
}
