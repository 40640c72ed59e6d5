/// A part of the terms of a mean f = 1/m Σ fᵢ that stands for all of them while a run begins.
///
/// Far from a minimum a fifth of the examples shows the way as well as all do. A run on a growing
/// sample takes in more when the gradient of the sample is no longer worth following: when it is as
/// small as its own sampling error (`failsNormTest`).
public struct Subsample: Hashable, Codable, Sendable {
  /// The share of the terms that are in the sample, between 0 and 1.
  public let fraction: Double
  /// E‖∇f_S(x) − ∇f(x)‖₂², the sampling error of the gradient, estimated where the sample was
  /// evaluated last; NaN before, +∞ once the sample is used up.
  public private(set) var gradientVariance: Double

  /// Describes a sample.
  public init(fraction: Double, gradientVariance: Double) {
    self.fraction = fraction
    self.gradientVariance = gradientVariance
  }

  /// Estimates the sampling error of a gradient from the terms, drawn without replacement.
  ///
  ///     E‖ḡ_S − ḡ‖² ≈ (1 − n/m) s²/n,   s² = (Σ_S ‖gᵢ‖² − n ‖ḡ_S‖²) / (n − 1)
  ///
  /// - Parameters:
  ///   - count: n, the number of terms in the sample; at least 2.
  ///   - total: m, the number of all terms.
  ///   - squaredGradients: Σ_S ‖gᵢ‖².
  ///   - squaredMean: ‖ḡ_S‖².
  public init(of count: Int, among total: Int, squaredGradients: Double, squaredMean: Double) {
    let n = Double(count)
    let variance = (squaredGradients - n * squaredMean) / (n - 1)
    fraction = n / Double(total)
    gradientVariance = (1 - fraction) * variance / n
  }

  /// Whether the gradient of f_S is no larger than its sampling error.
  ///
  ///     E‖∇f_S − ∇f‖₂² > ‖∇f_S‖₂²
  ///
  /// −∇f_S is sure to descend on f only while ‖∇f_S − ∇f‖₂ < ‖∇f_S‖₂. This is the norm test of
  /// Byrd, Chin, Nocedal and Wu, "Sample size selection in optimization methods for machine
  /// learning", Mathematical Programming 134 (2012), section 3, with θ = 1; there the new sample's
  /// size comes from the test, here the samples are fixed and nested.
  func failsNormTest(at squaredGradientNorm: Double) -> Bool {
    gradientVariance > squaredGradientNorm
  }

  /// Whether the run has done with the sample, whatever its gradient.
  var isDone: Bool { gradientVariance == .infinity }

  /// Marks that the run has done with the sample.
  mutating func markDone() { gradientVariance = .infinity }
}
