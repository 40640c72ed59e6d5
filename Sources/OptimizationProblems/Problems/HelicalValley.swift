internal import Foundation

/// The helical valley function (7).
///
///     f₁(x) = 10 (x₃ − 10 θ(x₁, x₂))
///     f₂(x) = 10 (√(x₁² + x₂²) − 1)
///     f₃(x) = x₃
///
///     θ(x₁, x₂) = arctan(x₂/x₁) / 2π          x₁ > 0
///                 arctan(x₂/x₁) / 2π + 0.5    x₁ < 0
///
/// - Dimensions: n = 3, m = 3.
/// - Start: x₀ = (−1, 0, 0).
/// - Minimum: f = 0 at (1, 0, 0).
///
/// θ is the angle in turns, from −¼ to ¾; it jumps on the lower half of the plane x₁ = 0. The paper
/// does not define it on that plane. Here it is ¼ for x₂ ≥ 0, which both sides approach, and −¼ for
/// x₂ < 0, the limit from x₁ > 0.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 7; Fletcher and Powell (1963).
public struct HelicalValley: TestProblem {
  /// Creates the problem, whose dimensions are fixed.
  public init() {}

  /// n.
  public var parameterCount: Int { 3 }

  /// m.
  public var residualCount: Int { 3 }

  /// x₀.
  public var standardStart: [Double] {
    [-1, 0, 0]
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.exact(0, at: [1, 0, 0])]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    let radiusSquared = x[0] * x[0] + x[1] * x[1]
    let radius = radiusSquared.squareRoot()

    f[0] = 10 * (x[2] - 10 * Self.turns(x[0], x[1]))
    df[0, 0] = 100 * x[1] / (2 * .pi * radiusSquared)
    df[0, 1] = -100 * x[0] / (2 * .pi * radiusSquared)
    df[0, 2] = 10

    f[1] = 10 * (radius - 1)
    df[1, 0] = 10 * x[0] / radius
    df[1, 1] = 10 * x[1] / radius

    f[2] = x[2]
    df[2, 2] = 1
  }

  /// θ(x₁, x₂).
  private static func turns(_ x1: Double, _ x2: Double) -> Double {
    if x1 == 0 { return x2 < 0 ? -0.25 : 0.25 }
    let principal = atan(x2 / x1) / (2 * .pi)
    return x1 > 0 ? principal : principal + 0.5
  }
}
