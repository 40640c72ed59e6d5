/// The Beale function (5).
///
///     fᵢ(x) = yᵢ − x₁ (1 − x₂ⁱ),    y = (1.5, 2.25, 2.625)
///
/// - Dimensions: n = 2, m = 3.
/// - Start: x₀ = (1, 1).
/// - Minimum: f = 0 at (3, 0.5).
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 5; Beale (1958).
public struct Beale: TestProblem {
  /// Creates the problem, whose dimensions are fixed.
  public init() {}

  /// n.
  public var parameterCount: Int { 2 }

  /// m.
  public var residualCount: Int { 3 }

  /// x₀.
  public var standardStart: [Double] {
    [1, 1]
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.exact(0, at: [3, 0.5])]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    var power = 1.0  // x₂ⁱ⁻¹
    for i in 0..<residualCount {
      f[i] = Self.y[i] - x[0] * (1 - power * x[1])
      df[i, 0] = power * x[1] - 1
      df[i, 1] = Double(i + 1) * x[0] * power
      power *= x[1]
    }
  }

  private static let y = [1.5, 2.25, 2.625]
}
