internal import COpenBLAS

/// The eigenvalues and eigenvectors of a symmetric matrix: A = U diag(w) Uᵀ.
///
/// The object is a workspace for matrices of one order, which can be decomposed one after the other
/// without allocation. The decomposition uses the three steps of LAPACK's dsyevd: reduction to a
/// tridiagonal matrix (dsytrd), its eigenvectors by divide and conquer (dstedc), and the back
/// transformation (dormtr).
public final class SymmetricEigendecomposition: @unchecked Sendable {
  /// n, the order of the matrix.
  public let order: Int
  /// The matrix before ``decompose(stoppingWhen:)``, its eigenvectors afterwards: eigenvector k is
  /// the k-th sequence of n numbers.
  public let vectors: AlignedBuffer<Double>
  /// The eigenvalues in ascending order.
  public let values: AlignedBuffer<Double>
  private let work: AlignedBuffer<Double>
  private var integerWork: [Int32]

  /// Allocates the workspace for matrices of order n, at least 1: 3 n² + O(n) numbers.
  public init(order: Int) {
    precondition(order > 0, "a matrix has at least one row")
    self.order = order
    vectors = AlignedBuffer(count: order * order)
    values = AlignedBuffer(count: order)
    // The workspace that LAPACK's documentation requires for eigenvectors.
    work = AlignedBuffer(count: 1 + 6 * order + 2 * order * order)
    integerWork = [Int32](repeating: 0, count: 3 + 5 * order)
  }

  /// All n eigenpairs of the decomposed matrix.
  public var pairs: Eigenpairs { Eigenpairs(order: order, vectors: vectors, values: values) }

  /// Replaces the matrix in ``vectors`` by its eigenvectors; only one triangle is read.
  ///
  /// - Parameter isStopped: Called before each of the three steps, which take up to 0.4 s each for
  ///   an order of 2000; if it returns `true`, the decomposition is abandoned and the matrix lost.
  /// - Returns: `true` if LAPACK converged; `false` if the decomposition was stopped or failed, as
  ///   it does if an element is not finite.
  /// - Complexity: about 9 n³ flops, no allocation.
  public func decompose(stoppingWhen isStopped: () -> Bool = { false }) -> Bool {
    var (n, info, integerCount) = (Int32(order), Int32(0), Int32(integerWork.count))
    // The layout of the workspace in dsyevd.
    let (offDiagonal, reflectors) = (work.start, work.start + order)
    let (tridiagonalVectors, rest) = (
      work.start + 2 * order, work.start + 2 * order + order * order
    )
    var restCount = Int32(work.count - 2 * order - order * order)
    BLAS.useSingleThread()
    if isStopped() { return false }
    var firstCount = Int32(work.count - 2 * order)
    dsytrd_(
      "U", &n, vectors.start, &n, values.start, offDiagonal, reflectors, tridiagonalVectors,
      &firstCount, &info)
    if isStopped() { return false }
    dstedc_(
      "I", &n, values.start, offDiagonal, tridiagonalVectors, &n, rest, &restCount, &integerWork,
      &integerCount, &info)
    guard info == 0, !isStopped() else { return false }
    dormtr_(
      "L", "U", "N", &n, &n, vectors.start, &n, reflectors, tridiagonalVectors, &n, rest,
      &restCount, &info)
    vectors.start.update(from: tridiagonalVectors, count: order * order)
    return info == 0
  }
}

/// Some of the eigenvalues of a symmetric matrix, with their eigenvectors.
///
/// It is a view of two buffers, which it keeps alive and whose owner may overwrite them.
public struct Eigenpairs: Sendable {
  /// n, the order of the matrix.
  public let order: Int
  /// The eigenvectors, Uᵀ in row-major order: eigenvector k is the k-th sequence of n numbers.
  public let vectors: AlignedBuffer<Double>
  /// The eigenvalues in ascending order.
  public let values: AlignedBuffer<Double>

  /// Creates a view of eigenvalues and as many eigenvectors.
  ///
  /// - Parameters:
  ///   - order: n, the length of an eigenvector.
  ///   - vectors: n numbers per eigenvalue.
  ///   - values: The eigenvalues in ascending order.
  public init(order: Int, vectors: AlignedBuffer<Double>, values: AlignedBuffer<Double>) {
    precondition(vectors.count == values.count * order, "one vector per eigenvalue")
    self.order = order
    self.vectors = vectors
    self.values = values
  }

  /// The number of pairs, at most n.
  public var count: Int { values.count }

  /// Whether all numbers are finite.
  public var isFinite: Bool { values.isFinite && vectors.isFinite }

  /// Assigns the first pairs of the identity matrix: unit vectors, with eigenvalues of 1.
  public func assignIdentity() {
    values.start.update(repeating: 1, count: values.count)
    vectors.start.update(repeating: 0, count: vectors.count)
    for pair in 0..<count { vectors.start[pair * order + pair] = 1 }
  }
}
