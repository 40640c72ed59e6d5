/// A subset of the component functions of a finite sum f = 1/m Σ fᵢ that a run begins with.
///
/// Far from a minimum, the gradient over a fifth of the examples is as useful as that over all of
/// them. A run on a subsample continues with a larger one when its gradient is as small as its own
/// sampling error (`failsNormTest(at:)`).
public struct Subsample: Hashable, Codable, Sendable {
  /// The fraction of the component functions that are in the subsample, between 0 and 1.
  public let fraction: Double
  /// E‖∇f_S(x) − ∇f(x)‖₂², the sampling error of the gradient, estimated at the last evaluation;
  /// `nil` before the first.
  public let gradientVariance: Double?
  /// Whether the run has finished with the subsample, regardless of its gradient.
  public private(set) var isDone = false

  /// Creates a subsample from its fraction and, once it is known, the sampling error.
  public init(fraction: Double, gradientVariance: Double? = nil) {
    self.fraction = fraction
    self.gradientVariance = gradientVariance
  }

  /// Estimates the sampling error of a gradient from the component functions, drawn without
  /// replacement.
  ///
  ///     E‖ḡ_S − ḡ‖² ≈ (1 − n/m) s²/n,   s² = (Σ_S ‖gᵢ‖² − n ‖ḡ_S‖²) / (n − 1)
  ///
  /// - Parameters:
  ///   - count: n, the number of functions in the subsample; at least 2.
  ///   - total: m, the number of all functions.
  ///   - squaredGradients: Σ_S ‖gᵢ‖².
  ///   - squaredMean: ‖ḡ_S‖².
  public init(of count: Int, among total: Int, squaredGradients: Double, squaredMean: Double) {
    let n = Double(count)
    let variance = (squaredGradients - n * squaredMean) / (n - 1)
    let fraction = n / Double(total)
    self.init(fraction: fraction, gradientVariance: (1 - fraction) * variance / n)
  }

  /// Whether the gradient of f_S is no larger than its sampling error.
  ///
  ///     E‖∇f_S − ∇f‖₂² > ‖∇f_S‖₂²
  ///
  /// −∇f_S is a descent direction of f for certain only while ‖∇f_S − ∇f‖₂ < ‖∇f_S‖₂. This is the
  /// norm test of Byrd, Chin, Nocedal and Wu, "Sample size selection in optimization methods for
  /// machine learning", Mathematical Programming 134 (2012), section 3, with θ = 1; there the new
  /// sample's size comes from the test, here the subsamples are fixed and nested.
  func failsNormTest(at squaredGradientNorm: Double) -> Bool {
    guard let gradientVariance else { return false }
    return gradientVariance > squaredGradientNorm
  }

  /// Marks that the run has finished with the subsample.
  mutating func markDone() { isDone = true }
}
