/// The Chebyquad function (35).
///
///     fᵢ(x) = (1/n) Σⱼ₌₁ⁿ Tᵢ(xⱼ) − ∫₀¹ Tᵢ(t) dt
///     ∫₀¹ Tᵢ(t) dt = 0 for odd i,  −1/(i² − 1) for even i
///
/// Tᵢ is the Chebyshev polynomial of degree i shifted to [0, 1]: T₀ = 1, T₁(t) = 2t − 1,
/// Tᵢ₊₁ = 2 T₁ Tᵢ − Tᵢ₋₁. The xⱼ are the nodes of a quadrature with equal weights.
///
/// - Dimensions: n variable, m ≥ n.
/// - Start: (j/(n + 1)).
/// - Minima: f = 0 for m = n = 1, …, 7 and 9; f = 3.51687…·10⁻³ for m = n = 8; f = 6.50395…·10⁻³
///   for m = n = 10, where a lower one, 4.77271…·10⁻³, that the paper does not list is off the
///   usual descent paths (found here, its Hessian is positive definite).
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 35; Fletcher (1965).
public struct Chebyquad: TestProblem {
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
    (1...parameterCount).map { Double($0) / Double(parameterCount + 1) }
  }

  /// The known minima for m = n up to 10.
  public var knownMinima: [KnownMinimum] {
    guard residualCount == parameterCount else { return [] }
    return switch parameterCount {
    case 1...7, 9: [.exact(0)]
    case 8: [.sixDigits(3.51687e-3)]
    case 10: [.sixDigits(4.77271e-3), .sixDigits(6.50395e-3)]
    default: []
    }
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in 0..<residualCount {
      let degree = Double(i + 1)
      f[i] = i.isMultiple(of: 2) ? 0 : 1 / (degree * degree - 1)
    }
    let weight = 1 / Double(parameterCount)
    for j in 0..<parameterCount {
      let t1 = 2 * x[j] - 1
      var (previous, polynomial) = (1.0, t1)  // Tᵢ₋₁ and Tᵢ
      var (previousSlope, slope) = (0.0, 2.0)  // and their derivatives
      for i in 0..<residualCount {
        f[i] += weight * polynomial
        df[i, j] = weight * slope
        let next = 2 * t1 * polynomial - previous
        let nextSlope = 4 * polynomial + 2 * t1 * slope - previousSlope
        (previous, polynomial) = (polynomial, next)
        (previousSlope, slope) = (slope, nextSlope)
      }
    }
  }
}
