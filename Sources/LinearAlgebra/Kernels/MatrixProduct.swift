/// One call of gemm: C ← α·op(A)·op(B) + β·C, where op is the identity or the transpose.
///
/// All three matrices are row-major pieces of memory with a leading dimension (the distance from
/// one row to the next). op(A) is `rows × inner`, op(B) is `inner × columns`, C is
/// `rows × columns`. BLAS runs on the calling thread alone.
///
/// - Complexity: 2 · rows · inner · columns flops, no allocation.
public struct MatrixProduct<Scalar> {
  /// A matrix operand: where it starts, how far apart its rows are, and whether it is transposed.
  public struct Operand {
    let start: UnsafePointer<Scalar>
    let leadingDimension: Int
    let isTransposed: Bool

    /// The matrix as it lies in memory.
    public static func matrix(_ start: UnsafePointer<Scalar>, leadingDimension: Int) -> Operand {
      Operand(start: start, leadingDimension: leadingDimension, isTransposed: false)
    }

    /// The transpose of the matrix that lies in memory.
    public static func transpose(_ start: UnsafePointer<Scalar>, leadingDimension: Int) -> Operand {
      Operand(start: start, leadingDimension: leadingDimension, isTransposed: true)
    }
  }

  let rows: Int
  let inner: Int
  let columns: Int
  let alpha: Scalar
  let a: Operand
  let b: Operand
  let beta: Scalar
  let c: UnsafeMutablePointer<Scalar>
  let leadingDimension: Int

  /// Describes the product; nothing is computed until ``run()``.
  public init(
    rows: Int, inner: Int, columns: Int, alpha: Scalar, _ a: Operand, _ b: Operand, beta: Scalar,
    into c: UnsafeMutablePointer<Scalar>, leadingDimension: Int
  ) {
    self.rows = rows
    self.inner = inner
    self.columns = columns
    self.alpha = alpha
    self.a = a
    self.b = b
    self.beta = beta
    self.c = c
    self.leadingDimension = leadingDimension
  }
}

extension MatrixProduct where Scalar: BLASScalar {
  /// Computes the product.
  public func run() {
    guard rows > 0, columns > 0 else { return }
    Scalar.gemm(self)
  }
}
