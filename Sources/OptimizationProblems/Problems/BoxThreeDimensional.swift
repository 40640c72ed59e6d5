internal import Foundation

/// The Box three-dimensional function (12).
///
///     fᵢ(x) = exp(−tᵢ x₁) − exp(−tᵢ x₂) − x₃ (exp(−tᵢ) − exp(−10 tᵢ)),    tᵢ = i/10
///
/// - Dimensions: n = 3, m ≥ 3; m = 10 is usual.
/// - Start: x₀ = (0, 10, 20).
/// - Minima: f = 0 at (1, 10, 1), at (10, 1, −1), and wherever x₁ = x₂ and x₃ = 0.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 12; Box (1966).
public struct BoxThreeDimensional: TestProblem {
  /// m.
  public let residualCount: Int

  /// Creates the problem with m residuals.
  ///
  /// - Precondition: m ≥ n = 3.
  public init(residualCount: Int) {
    precondition(residualCount >= 3, "m ≥ n = 3")
    self.residualCount = residualCount
  }

  /// n.
  public var parameterCount: Int { 3 }

  /// x₀.
  public var standardStart: [Double] {
    [0, 10, 20]
  }

  /// The known minima, with (2, 2, 0) for the line x₁ = x₂, x₃ = 0.
  public var knownMinima: [KnownMinimum] {
    [.exact(0, at: [1, 10, 1]), .exact(0, at: [10, 1, -1]), .exact(0, at: [2, 2, 0])]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in 0..<residualCount {
      let t = Double(i + 1) / 10
      let decay = (exp(-t * x[0]), exp(-t * x[1]))
      let reference = exp(-t) - exp(-10 * t)
      f[i] = decay.0 - decay.1 - x[2] * reference
      df[i, 0] = -t * decay.0
      df[i, 1] = t * decay.1
      df[i, 2] = -reference
    }
  }
}
