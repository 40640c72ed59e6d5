/// The Watson function (20).
///
///     fᵢ(x)  = Σⱼ₌₂ⁿ (j − 1) xⱼ tᵢʲ⁻² − (Σⱼ₌₁ⁿ xⱼ tᵢʲ⁻¹)² − 1,    tᵢ = i/29,  1 ≤ i ≤ 29
///     f₃₀(x) = x₁
///     f₃₁(x) = x₂ − x₁² − 1
///
/// - Dimensions: 2 ≤ n ≤ 31, m = 31.
/// - Start: x₀ = (0, …, 0).
/// - Minima: f = 2.28767…·10⁻³ for n = 6, 1.39976…·10⁻⁶ for n = 9, 4.72238…·10⁻¹⁰ for n = 12.
///
/// The unknowns are the coefficients of a polynomial p of degree n − 1 that approximates a solution
/// of p′ = p² + 1; the conditioning gets worse as n increases.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 20; Kowalik and Osborne (1968).
public struct Watson: TestProblem {
  /// n.
  public let parameterCount: Int

  /// Creates the problem with n unknowns.
  ///
  /// - Precondition: 2 ≤ n ≤ 31.
  public init(parameterCount: Int) {
    precondition((2...31).contains(parameterCount), "2 ≤ n ≤ 31")
    self.parameterCount = parameterCount
  }

  /// m.
  public var residualCount: Int { 31 }

  /// x₀.
  public var standardStart: [Double] {
    [Double](repeating: 0, count: parameterCount)
  }

  /// The known minimum for n = 6, 9 and 12.
  public var knownMinima: [KnownMinimum] {
    switch parameterCount {
    case 6: [.sixDigits(2.28767e-3)]
    case 9: [.sixDigits(1.39976e-6)]
    case 12: [.sixDigits(4.72238e-10)]
    default: []
    }
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in 0..<29 {
      let t = Double(i + 1) / 29
      var slope = 0.0  // p′(t)
      var value = 0.0  // p(t)
      var power = 1.0  // tʲ⁻¹
      for j in 0..<parameterCount {
        slope += Double(j) * x[j] * (power / t)
        value += x[j] * power
        power *= t
      }
      f[i] = slope - value * value - 1

      power = 1
      for j in 0..<parameterCount {
        df[i, j] = Double(j) * (power / t) - 2 * value * power
        power *= t
      }
    }

    f[29] = x[0]
    df[29, 0] = 1

    f[30] = x[1] - x[0] * x[0] - 1
    df[30, 0] = -2 * x[0]
    df[30, 1] = 1
  }
}
