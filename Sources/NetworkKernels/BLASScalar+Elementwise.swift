public import LinearAlgebra

extension BLASScalar {
  /// xᵢ ← eˣⁱ for `count` contiguous elements, accurate to 2 units in the last place.
  public static func exponential(_ x: UnsafeMutablePointer<Self>, count: Int) {
    kernels.exponential(x, count)
  }

  /// zᵢ ← 1/(1 + e⁻ᶻⁱ) for `count` contiguous elements, accurate to 2 units in the last place.
  ///
  /// No intermediate value overflows; the limits 0 and 1 are reached exactly, NaN stays NaN.
  public static func sigmoid(_ z: UnsafeMutablePointer<Self>, count: Int) {
    kernels.sigmoid(z, count)
  }

  /// zᵢ ← tanh zᵢ for `count` contiguous elements, accurate to 3 units in the last place.
  public static func hyperbolicTangent(_ z: UnsafeMutablePointer<Self>, count: Int) {
    kernels.hyperbolicTangent(z, count)
  }

  /// zᵢ ← σ(zᵢ) for `count` contiguous elements, and Σ log(1 + eᶻⁱ) of the values before.
  ///
  /// The binary cross-entropy of output i against its target t is log(1 + eᶻ) − t·z. Its sum is
  /// taken as Σ max(z, 0) + Σ log1p(e^−|z|), with one logarithm for the product of up to 256
  /// factors 1 + e^−|z|. To keep the loss of a confident right answer accurate to its last digits,
  /// pass −z where t = 1 (log(1 + e⁻ᶻ) is that term's whole loss) and negate the result there:
  /// −σ(−z) is the error σ(z) − 1 without its cancellation.
  ///
  /// - Returns: The sum, accumulated in `Double`.
  public static func sigmoidCrossEntropy(_ z: UnsafeMutablePointer<Self>, count: Int) -> Double {
    kernels.sigmoidCrossEntropy(z, count)
  }

  /// Softmax of each of the first `count` columns of a `rows × stride` block, in place.
  ///
  /// Example i is column i: its `rows` pre-activations lie `stride` apart and become its class
  /// probabilities. Its cross-entropy against class c is logsumexp(z) − z_c; the caller subtracts
  /// the second term. Columns from `count` on are left alone.
  ///
  /// - Returns: Σᵢ log Σₖ e^z(k, i), accumulated in `Double`.
  public static func softmaxCrossEntropy(
    _ z: UnsafeMutablePointer<Self>, rows: Int, stride: Int, count: Int
  ) -> Double {
    kernels.softmaxCrossEntropy(z, rows, stride, count)
  }
}
