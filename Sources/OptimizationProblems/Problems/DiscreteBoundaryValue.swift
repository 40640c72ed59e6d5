/// The discrete boundary value function (28).
///
///     fᵢ(x) = 2xᵢ − xᵢ₋₁ − xᵢ₊₁ + h² (xᵢ + tᵢ + 1)³ / 2
///     h = 1/(n + 1),    tᵢ = ih,    x₀ = xₙ₊₁ = 0
///
/// - Dimensions: n variable, m = n.
/// - Start: (tⱼ (tⱼ − 1)).
/// - Minimum: f = 0.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 28; Moré and Cosnard (1979).
public struct DiscreteBoundaryValue: TestProblem {
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
    (1...parameterCount).map { j in
      let t = Double(j) / Double(parameterCount + 1)
      return t * (t - 1)
    }
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
    let h = 1 / Double(n + 1)
    for i in 0..<n {
      let shifted = x[i] + Double(i + 1) * h + 1
      f[i] = 2 * x[i] + h * h * shifted * shifted * shifted / 2
      df[i, i] = 2 + 3 * h * h * shifted * shifted / 2
      if i > 0 {
        f[i] -= x[i - 1]
        df[i, i - 1] = -1
      }
      if i < n - 1 {
        f[i] -= x[i + 1]
        df[i, i + 1] = -1
      }
    }
  }
}
