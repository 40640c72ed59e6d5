/// The Broyden banded function (31).
///
///     fᵢ(x) = xᵢ (2 + 5xᵢ²) + 1 − Σ xⱼ (1 + xⱼ),    j ≠ i,  max(1, i − 5) ≤ j ≤ min(n, i + 1)
///
/// - Dimensions: n variable, m = n.
/// - Start: (−1, …, −1).
/// - Minima: f = 0; f = 3.05727… for n = 10, near (0.21, 0.26, 0.23, 0.20, …), which the paper does
///   not list (found here, its Hessian is positive definite).
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 31; Broyden (1971).
public struct BroydenBanded: TestProblem {
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

  /// The known minima; the second for n = 10 only.
  public var knownMinima: [KnownMinimum] {
    [.exact(0)] + (parameterCount == 10 ? [.sixDigits(3.05727)] : [])
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    let n = parameterCount
    for i in 0..<n {
      f[i] = x[i] * (2 + 5 * x[i] * x[i]) + 1
      df[i, i] = 2 + 15 * x[i] * x[i]
      for j in max(0, i - 5)...min(n - 1, i + 1) where j != i {
        f[i] -= x[j] * (1 + x[j])
        df[i, j] = -(1 + 2 * x[j])
      }
    }
  }
}
