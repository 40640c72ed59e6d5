internal import COpenBLAS

/// The inverse of a symmetric positive definite matrix, by LAPACK's Cholesky factorization (dpotrf) and
/// inversion (dpotri).
///
/// The object is a workspace for matrices of one order.
public final class SymmetricInverse: @unchecked Sendable {
  /// n, the order of the matrix.
  public let order: Int
  /// The matrix before ``invert()``, its inverse afterwards: n × n.
  public let matrix: AlignedBuffer<Double>

  /// Allocates the workspace for matrices of order n, at least 1: n² numbers.
  public init(order: Int) {
    precondition(order > 0, "a matrix has at least one row")
    self.order = order
    matrix = AlignedBuffer(count: order * order)
  }

  /// Replaces the matrix by its inverse; only one triangle is read, both are written.
  ///
  /// - Returns: `false` if the matrix is not positive definite to working precision, as with an
  ///   element that is not finite; the matrix is then lost.
  /// - Complexity: n³ flops, no allocation.
  public func invert() -> Bool {
    var (n, info) = (Int32(order), Int32(0))
    // LAPACK's result for an infinite element would look like an inverse.
    guard matrix.isFinite else { return false }
    BLAS.useSingleThread()
    dpotrf_("U", &n, matrix.start, &n, &info)
    guard info == 0 else { return false }
    dpotri_("U", &n, matrix.start, &n, &info)
    guard info == 0 else { return false }
    // LAPACK's upper triangle is the lower one of a row-major matrix.
    for row in 0..<order {
      for column in 0..<row { matrix[column * order + row] = matrix[row * order + column] }
    }
    return (0..<order).allSatisfy { matrix[$0 * (order + 1)].isFinite }
  }
}
