internal import Foundation

/// The Jennrich and Sampson function (6).
///
///     fᵢ(x) = 2 + 2i − (exp(i x₁) + exp(i x₂))
///
/// - Dimensions: n = 2, m ≥ 2; m = 10 is usual.
/// - Start: x₀ = (0.3, 0.4).
/// - Minimum: f = 124.362… at x₁ = x₂ = 0.2578… for m = 10.
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 6; Jennrich and Sampson (1968).
public struct JennrichSampson: TestProblem {
  /// m.
  public let residualCount: Int

  /// Creates the problem with m residuals.
  ///
  /// - Precondition: m ≥ n = 2.
  public init(residualCount: Int) {
    precondition(residualCount >= 2, "m ≥ n = 2")
    self.residualCount = residualCount
  }

  /// n.
  public var parameterCount: Int { 2 }

  /// x₀.
  public var standardStart: [Double] {
    [0.3, 0.4]
  }

  /// The known minimum for m = 10.
  public var knownMinima: [KnownMinimum] {
    residualCount == 10 ? [.sixDigits(124.362)] : []
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in 0..<residualCount {
      let rate = Double(i + 1)
      let growth = (exp(rate * x[0]), exp(rate * x[1]))
      f[i] = 2 + 2 * rate - (growth.0 + growth.1)
      df[i, 0] = -rate * growth.0
      df[i, 1] = -rate * growth.1
    }
  }
}
