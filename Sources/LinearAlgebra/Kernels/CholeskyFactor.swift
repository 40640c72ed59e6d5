internal import COpenBLAS

/// Solves A x = b for a symmetric positive definite A by A = UᵀU (LAPACK's dpotrf and dpotrs).
public final class CholeskyFactor: @unchecked Sendable {
  /// n, the order of the matrix.
  public let order: Int
  /// The matrix before ``factorize()`` (one triangle is enough: elements [row, column] with row ≤
  /// column of the column-major matrix), its factor afterwards.
  public let matrix: AlignedBuffer<Double>

  /// Takes the memory for matrices of order n.
  public init(order: Int) {
    precondition(order > 0, "a matrix has at least one row")
    self.order = order
    matrix = AlignedBuffer(count: order * order)
  }

  /// Replaces the matrix by its factor.
  ///
  /// - Returns: whether the matrix is positive definite to working precision.
  /// - Complexity: n³/3 flops, no allocation.
  public func factorize() -> Bool {
    var (n, info) = (Int32(order), Int32(0))
    OneThread.held
    dpotrf_("U", &n, matrix.start, &n, &info)
    return info == 0
  }

  /// b ← A⁻¹ b, from the factor.
  ///
  /// - Complexity: 2 n² flops.
  public func solve(_ b: inout MutableSpan<Double>) {
    precondition(b.count == order, "one right-hand side of the matrix's order")
    var (n, one, info) = (Int32(order), Int32(1), Int32(0))
    b.withUnsafeMutableBufferPointer {
      dpotrs_("U", &n, &one, matrix.start, &n, $0.baseAddress!, &n, &info)
    }
  }
}
