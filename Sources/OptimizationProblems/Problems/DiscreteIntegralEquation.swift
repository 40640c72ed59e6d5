/// The discrete integral equation function (29).
///
///     fᵢ(x) = xᵢ + (h/2) [ (1 − tᵢ) Σⱼ₌₁ⁱ tⱼ (xⱼ + tⱼ + 1)³
///                          + tᵢ Σⱼ₌ᵢ₊₁ⁿ (1 − tⱼ) (xⱼ + tⱼ + 1)³ ]
///     h = 1/(n + 1),    tᵢ = ih
///
/// - Dimensions: n variable, m = n.
/// - Start: (tⱼ (tⱼ − 1)).
/// - Minimum: f = 0, at the same point as ``DiscreteBoundaryValue``: both are discretizations of
///   one boundary value problem.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 29; Moré and Cosnard (1979).
public struct DiscreteIntegralEquation: TestProblem {
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
      let ti = Double(i + 1) * h
      f[i] = x[i]
      for j in 0..<n {
        let tj = Double(j + 1) * h
        let shifted = x[j] + tj + 1
        let kernel = h / 2 * (j <= i ? (1 - ti) * tj : ti * (1 - tj))
        f[i] += kernel * shifted * shifted * shifted
        df[i, j] = 3 * kernel * shifted * shifted
      }
      df[i, i] += 1
    }
  }
}
