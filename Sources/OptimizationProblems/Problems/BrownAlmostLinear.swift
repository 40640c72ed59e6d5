/// Brown's almost-linear function (27).
///
///     fᵢ(x) = xᵢ + Σⱼ₌₁ⁿ xⱼ − (n + 1),    1 ≤ i < n
///     fₙ(x) = Πⱼ₌₁ⁿ xⱼ − 1
///
/// - Dimensions: n variable, m = n.
/// - Start: x₀ = (½, …, ½).
/// - Minima: f = 0 at (α, …, α, α¹⁻ⁿ) with nαⁿ − (n + 1)αⁿ⁻¹ + 1 = 0 (α = 1 is a root);
///   f = 1 at (0, …, 0, n + 1).
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 27; Brown (1969).
public struct BrownAlmostLinear: TestProblem {
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
  public var residualCount: Int { parameterCount }

  /// x₀.
  public var standardStart: [Double] {
    [Double](repeating: 0.5, count: parameterCount)
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    let n = parameterCount
    return [
      .exact(0, at: [Double](repeating: 1, count: n)),
      .exact(1, at: [Double](repeating: 0, count: n - 1) + [Double(n + 1)]),
    ]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    let n = parameterCount
    var sum = -Double(n + 1)
    var product = 1.0
    for j in 0..<n {
      sum += x[j]
      product *= x[j]
    }
    for i in 0..<n - 1 {
      f[i] = x[i] + sum
      for j in 0..<n { df[i, j] = 1 }
      df[i, i] = 2
    }

    f[n - 1] = product - 1
    for j in 0..<n { df[n - 1, j] = Self.product(of: x, without: j) }
  }

  /// Πₖ xₖ over k ≠ j, multiplied out: dividing the whole product by xⱼ would fail at xⱼ = 0.
  private static func product(of x: Span<Double>, without j: Int) -> Double {
    var product = 1.0
    for k in x.indices where k != j { product *= x[k] }
    return product
  }
}
