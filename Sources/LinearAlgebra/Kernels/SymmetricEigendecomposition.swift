internal import COpenBLAS

/// The eigenvalues and eigenvectors of a symmetric matrix: A = U diag(w) Uᵀ.
///
/// All memory is taken once for matrices of one order, so that a decomposition can be renewed
/// without allocating. LAPACK's dsyevd (divide and conquer) does the work.
public final class SymmetricEigendecomposition: @unchecked Sendable {
  /// n, the order of the matrix.
  public let order: Int
  /// The matrix before ``decompose()``, its eigenvectors afterwards: eigenvector k is the k-th run
  /// of n numbers.
  public let vectors: AlignedBuffer<Double>
  /// The eigenvalues, ascending.
  public let values: AlignedBuffer<Double>
  private let work: AlignedBuffer<Double>
  private var integerWork: [Int32]

  /// Takes the memory for matrices of order n.
  public init(order: Int) {
    precondition(order > 0, "a matrix has at least one row")
    self.order = order
    vectors = AlignedBuffer(count: order * order)
    values = AlignedBuffer(count: order)
    // The workspace that LAPACK's documentation asks for when eigenvectors are wanted.
    work = AlignedBuffer(count: 1 + 6 * order + 2 * order * order)
    integerWork = [Int32](repeating: 0, count: 3 + 5 * order)
  }

  /// All n pairs, once the matrix is decomposed.
  public var pairs: Eigenpairs { Eigenpairs(order: order, vectors: vectors, values: values) }

  /// Replaces the matrix in ``vectors`` by its eigenvectors; reads one triangle only.
  ///
  /// - Returns: whether LAPACK converged; it fails on numbers that are not finite.
  /// - Complexity: about 9 n³ flops, no allocation.
  public func decompose() -> Bool {
    var (n, workCount, integerCount) = (Int32(order), Int32(work.count), Int32(integerWork.count))
    var info: Int32 = 0
    OneThread.held
    dsyevd_(
      "V", "U", &n, vectors.start, &n, values.start, work.start, &workCount, &integerWork,
      &integerCount, &info)
    return info == 0
  }
}
