/// A real number that the kernels are written for: `Double` or `Float`.
///
/// Generic code is written once against this protocol and specialised for both types; the
/// requirements are the places where the two call different BLAS routines or C kernels, and only
/// the files in `Kernels/` implement them.
///
/// `Double` is the default everywhere and what known values are checked in. `Float` halves the
/// memory traffic and doubles the SIMD width; sums of costs are accumulated in `Double` for both.
public protocol BLASScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable,
  LosslessStringConvertible
where RawSignificand: FixedWidthInteger {
  /// C ← α·op(A)·op(B) + β·C over raw memory; see ``MatrixProduct`` for the checked form.
  static func gemm(_ product: MatrixProduct<Self>)

  /// xᵢ ← eˣⁱ for `count` contiguous elements, accurate to 2 units in the last place.
  static func exponential(_ x: UnsafeMutablePointer<Self>, count: Int)

  /// zᵢ ← 1/(1 + e⁻ᶻⁱ) for `count` contiguous elements.
  ///
  /// No intermediate value overflows; the limits 0 and 1 are reached exactly, NaN stays NaN.
  static func sigmoid(_ z: UnsafeMutablePointer<Self>, count: Int)

  /// zᵢ ← tanh zᵢ for `count` contiguous elements.
  static func hyperbolicTangent(_ z: UnsafeMutablePointer<Self>, count: Int)

  /// zᵢ ← σ(zᵢ) for `count` contiguous elements, and Σ log(1 + eᶻⁱ) of the values before.
  ///
  /// The binary cross-entropy of output i against its target t is log(1 + eᶻ) − t·z; the caller
  /// subtracts the second term. The first is summed as max(z, 0) + log1p(e^−|z|), which is exact
  /// far from zero on both sides, with one logarithm for the product of many factors 1 + e^−|z|.
  ///
  /// - Returns: The sum, accumulated in `Double`.
  static func sigmoidCrossEntropy(_ z: UnsafeMutablePointer<Self>, count: Int) -> Double

  /// Softmax of each of the first `count` columns of a `rows × stride` block, in place.
  ///
  /// Example i is column i: its `rows` pre-activations lie `stride` apart and become its class
  /// probabilities. Its cross-entropy against class c is logsumexp(z) − z_c; the caller subtracts
  /// the second term. Columns from `count` on are left alone.
  ///
  /// - Returns: Σᵢ log Σₖ e^z(k, i), accumulated in `Double`.
  static func softmaxCrossEntropy(
    _ z: UnsafeMutablePointer<Self>, rows: Int, stride: Int, count: Int
  ) -> Double
}
