internal import Foundation

/// The penalty function II (24).
///
///     f₁(x)  = x₁ − 0.2
///     fᵢ(x)  = √a (exp(xᵢ/10) + exp(xᵢ₋₁/10) − yᵢ),       2 ≤ i ≤ n
///     fᵢ(x)  = √a (exp(xᵢ₋ₙ₊₁/10) − exp(−1/10)),          n < i < 2n
///     f₂ₙ(x) = Σⱼ₌₁ⁿ (n − j + 1) xⱼ² − 1
///     a = 10⁻⁵,    yᵢ = exp(i/10) + exp((i − 1)/10)
///
/// - Dimensions: n variable, m = 2n.
/// - Start: x₀ = (½, …, ½).
/// - Minima: f = 9.37629…·10⁻⁶ for n = 4, 2.93660…·10⁻⁴ for n = 10.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 24; Gill, Murray and Pitfield (1972).
public struct PenaltyII: TestProblem {
  /// n.
  public let parameterCount: Int

  /// Creates the problem with n unknowns.
  ///
  /// - Precondition: n ≥ 2.
  public init(parameterCount: Int) {
    precondition(parameterCount >= 2, "n ≥ 2")
    self.parameterCount = parameterCount
  }

  /// m.
  public var residualCount: Int { 2 * parameterCount }

  /// x₀.
  public var standardStart: [Double] {
    [Double](repeating: 0.5, count: parameterCount)
  }

  /// The known minimum for n = 4 and 10.
  public var knownMinima: [KnownMinimum] {
    switch parameterCount {
    case 4: [.sixDigits(9.37629e-6)]
    case 10: [.sixDigits(2.93660e-4)]
    default: []
    }
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    let n = parameterCount
    let weight = 1e-5.squareRoot()
    f[0] = x[0] - 0.2
    df[0, 0] = 1

    for i in 1..<n {
      let y = exp(Double(i + 1) / 10) + exp(Double(i) / 10)
      let growth = (exp(x[i - 1] / 10), exp(x[i] / 10))
      f[i] = weight * (growth.1 + growth.0 - y)
      df[i, i - 1] = weight * growth.0 / 10
      df[i, i] = weight * growth.1 / 10

      f[n + i - 1] = weight * (growth.1 - exp(-0.1))
      df[n + i - 1, i] = weight * growth.1 / 10
    }

    f[2 * n - 1] = -1
    for j in 0..<n {
      let multiplicity = Double(n - j)
      f[2 * n - 1] += multiplicity * x[j] * x[j]
      df[2 * n - 1, j] = 2 * multiplicity * x[j]
    }
  }
}
