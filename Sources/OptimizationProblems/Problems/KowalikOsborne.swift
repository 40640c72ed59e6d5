/// The Kowalik and Osborne function (15).
///
///     fᵢ(x) = yᵢ − x₁ (uᵢ² + uᵢ x₂) / (uᵢ² + uᵢ x₃ + x₄)
///
/// - Dimensions: n = 4, m = 11.
/// - Start: x₀ = (0.25, 0.39, 0.415, 0.39).
/// - Minima: f = 3.07505…·10⁻⁴; f = 1.02734…·10⁻³ as x → (+∞, −14.07…, −∞, −∞).
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 15; Kowalik and Osborne (1968).
public struct KowalikOsborne: TestProblem {
  /// Creates the problem, whose dimensions are fixed.
  public init() {}

  /// n.
  public var parameterCount: Int { 4 }

  /// m.
  public var residualCount: Int { 11 }

  /// x₀.
  public var standardStart: [Double] {
    [0.25, 0.39, 0.415, 0.39]
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.sixDigits(3.07505e-4), .sixDigits(1.02734e-3)]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in 0..<residualCount {
      let u = Self.u[i]
      let numerator = u * u + u * x[1]
      let denominator = u * u + u * x[2] + x[3]
      let ratio = numerator / denominator
      f[i] = Self.y[i] - x[0] * ratio
      df[i, 0] = -ratio
      df[i, 1] = -x[0] * u / denominator
      df[i, 2] = x[0] * ratio * u / denominator
      df[i, 3] = x[0] * ratio / denominator
    }
  }

  private static let y = [
    0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246,
  ]

  private static let u = [
    4.0, 2.0, 1.0, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625,
  ]
}
