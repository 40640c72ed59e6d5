public import LinearAlgebra

extension BLASScalar {
  /// Computes xᵢ ← eˣⁱ for `count` contiguous elements, with an error of at most 2 ulp.
  public static func exponential(_ x: UnsafeMutablePointer<Self>, count: Int) {
    kernels.exponential(x, count)
  }

  /// Computes zᵢ ← 1/(1 + e⁻ᶻⁱ) for `count` contiguous elements, with an error of at most 2 ulp.
  ///
  /// No intermediate value overflows, the limits 0 and 1 are exact, and NaN stays NaN.
  public static func sigmoid(_ z: UnsafeMutablePointer<Self>, count: Int) {
    kernels.sigmoid(z, count)
  }

  /// Computes zᵢ ← tanh zᵢ for `count` contiguous elements, with an error of at most 3 ulp.
  public static func hyperbolicTangent(_ z: UnsafeMutablePointer<Self>, count: Int) {
    kernels.hyperbolicTangent(z, count)
  }

  /// Computes zᵢ ← σ(zᵢ) for `count` contiguous elements, and Σ log(1 + eᶻⁱ) of the old values.
  ///
  /// The binary cross-entropy of output i and target t is log(1 + eᶻ) − t·z. The sum is computed as
  /// Σ max(z, 0) + Σ log1p(e^−|z|), with one logarithm for the product of up to 256 factors
  /// 1 + e^−|z|. To compute the loss of a confident correct prediction accurately, pass −z where
  /// t = 1 (log(1 + e⁻ᶻ) is the whole loss of that term) and negate the result there: −σ(−z) is
  /// the error σ(z) − 1 without cancellation.
  ///
  /// - Returns: The sum, accumulated in `Double`.
  public static func sigmoidCrossEntropy(_ z: UnsafeMutablePointer<Self>, count: Int) -> Double {
    kernels.sigmoidCrossEntropy(z, count)
  }

  /// Computes zᵢ ← σ(zᵢ) for `count` contiguous elements, and Σ log(1 + eᶻⁱ) − yᵢ zᵢ of the old
  /// values: the binary cross-entropy of the targets yᵢ.
  ///
  /// For targets in 0…1 the sum is computed without cancellation, as
  /// Σ |z| (z < 0 ? y : 1 − y) + Σ log1p(e^−|z|), and is not negative.
  ///
  /// - Returns: The sum, accumulated in `Double`.
  public static func targetCrossEntropy(
    _ z: UnsafeMutablePointer<Self>, _ y: UnsafePointer<Self>, count: Int
  ) -> Double {
    kernels.targetCrossEntropy(z, y, count)
  }

  /// Computes the softmax of each of the first `count` columns of a `rows × stride` block in place.
  ///
  /// Column i has the `rows` pre-activations of example i, `stride` apart, which become its class
  /// probabilities. The cross-entropy of the example with class c is logsumexp(z) − z_c; the caller
  /// subtracts the second term. The columns from `count` on are not changed.
  ///
  /// - Returns: Σᵢ log Σₖ e^z(k, i), accumulated in `Double`.
  public static func softmaxCrossEntropy(
    _ z: UnsafeMutablePointer<Self>, rows: Int, stride: Int, count: Int
  ) -> Double {
    kernels.softmaxCrossEntropy(z, rows, stride, count)
  }
}
