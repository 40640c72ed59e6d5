internal import Foundation

/// The Osborne 2 function (19).
///
///     fᵢ(x) = yᵢ − (x₁ exp(−tᵢ x₅) + x₂ exp(−(tᵢ − x₉)² x₆)
///                   + x₃ exp(−(tᵢ − x₁₀)² x₇) + x₄ exp(−(tᵢ − x₁₁)² x₈)),    tᵢ = (i − 1)/10
///
/// - Dimensions: n = 11, m = 65.
/// - Start: x₀ = (1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5).
/// - Minimum: f = 4.01377…·10⁻².
///
/// Source: Moré, Garbow and Hillstrom (1981), problem 19; Osborne (1972).
public struct Osborne2: TestProblem {
  /// Creates the problem, whose dimensions are fixed.
  public init() {}

  /// n.
  public var parameterCount: Int { 11 }

  /// m.
  public var residualCount: Int { 65 }

  /// x₀.
  public var standardStart: [Double] {
    [1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5]
  }

  /// The known minima.
  public var knownMinima: [KnownMinimum] {
    [.sixDigits(4.01377e-2)]
  }

  /// Writes F(x) and J(x).
  public func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian
  ) {
    for i in 0..<residualCount {
      let t = Double(i) / 10
      let decay = exp(-t * x[4])
      f[i] = Self.y[i] - x[0] * decay
      df[i, 0] = -decay
      df[i, 4] = t * x[0] * decay
      for peak in 1...3 {  // its height x₁₊ₚ, its sharpness x₅₊ₚ and its place x₈₊ₚ
        let distance = t - x[7 + peak]
        let bell = exp(-distance * distance * x[4 + peak])
        f[i] -= x[peak] * bell
        df[i, peak] = -bell
        df[i, 4 + peak] = x[peak] * bell * distance * distance
        df[i, 7 + peak] = -2 * x[peak] * bell * distance * x[4 + peak]
      }
    }
  }

  private static let y = [
    1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608,
    0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661,
    0.612, 0.558, 0.533, 0.495, 0.500, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428,
    0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559,
    0.597, 0.625, 0.739, 0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054,
  ]
}
