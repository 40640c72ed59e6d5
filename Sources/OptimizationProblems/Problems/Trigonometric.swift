internal import Foundation

/// The trigonometric function (26).
///
///     fᵢ(x) = n − Σⱼ₌₁ⁿ cos xⱼ + i (1 − cos xᵢ) − sin xᵢ
///
/// - Dimensions: n variable, m = n.
/// - Start: x₀ = (1/n, …, 1/n).
/// - Minima: f = 0, at the origin among others; f = 2.79506…·10⁻⁵ for n = 10, the usual end of a
///   descent from the start.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 26; Spedicato (1975).
public struct Trigonometric: TestProblem {
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
    [Double](repeating: 1 / Double(parameterCount), count: parameterCount)
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.exact(0, at: [Double](repeating: 0, count: parameterCount))]
      + (parameterCount == 10 ? [.sixDigits(2.79506e-5)] : [])
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    let n = parameterCount
    var common = Double(n)  // n − Σ cos xⱼ
    for j in 0..<n { common -= cos(x[j]) }
    for i in 0..<n {
      let rank = Double(i + 1)
      f[i] = common + rank * (1 - cos(x[i])) - sin(x[i])
      for j in 0..<n { df[i, j] = sin(x[j]) }
      df[i, i] += rank * sin(x[i]) - cos(x[i])
    }
  }
}
