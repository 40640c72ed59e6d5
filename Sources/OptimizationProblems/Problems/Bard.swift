/// The Bard function (8).
///
///     fᵢ(x) = yᵢ − (x₁ + uᵢ / (vᵢ x₂ + wᵢ x₃)),    uᵢ = i,  vᵢ = 16 − i,  wᵢ = min(uᵢ, vᵢ)
///
/// - Dimensions: n = 3, m = 15.
/// - Start: x₀ = (1, 1, 1).
/// - Minima: f = 8.21487…·10⁻³; f = 17.4286… as x → (0.8406…, −∞, −∞).
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 8; Bard (1970).
public struct Bard: TestProblem {
  /// Creates the problem, whose dimensions are fixed.
  public init() {}

  /// n.
  public var parameterCount: Int { 3 }

  /// m.
  public var residualCount: Int { 15 }

  /// x₀.
  public var standardStart: [Double] {
    [1, 1, 1]
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.sixDigits(8.21487e-3), .sixDigits(17.4286)]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in 0..<residualCount {
      let u = Double(i + 1)
      let v = 16 - u
      let w = min(u, v)
      let denominator = v * x[1] + w * x[2]
      f[i] = Self.y[i] - (x[0] + u / denominator)
      df[i, 0] = -1
      df[i, 1] = u * v / (denominator * denominator)
      df[i, 2] = u * w / (denominator * denominator)
    }
  }

  private static let y = [
    0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39,
  ]
}
