/// The variably dimensioned function (25).
///
///     fᵢ(x)   = xᵢ − 1,    1 ≤ i ≤ n
///     fₙ₊₁(x) = Σⱼ₌₁ⁿ j (xⱼ − 1)
///     fₙ₊₂(x) = (Σⱼ₌₁ⁿ j (xⱼ − 1))²
///
/// - Dimensions: n variable, m = n + 2.
/// - Start: x₀ = (1 − j/n).
/// - Minimum: f = 0 at (1, …, 1).
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 25.
public struct VariablyDimensioned: TestProblem {
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
  public var residualCount: Int { parameterCount + 2 }

  /// x₀.
  public var standardStart: [Double] {
    (1...parameterCount).map { 1 - Double($0) / Double(parameterCount) }
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.exact(0, at: [Double](repeating: 1, count: parameterCount))]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    let n = parameterCount
    var sum = 0.0
    for j in 0..<n { sum += Double(j + 1) * (x[j] - 1) }
    f[n] = sum
    f[n + 1] = sum * sum
    for j in 0..<n {
      f[j] = x[j] - 1
      df[j, j] = 1
      df[n, j] = Double(j + 1)
      df[n + 1, j] = 2 * sum * Double(j + 1)
    }
  }
}
