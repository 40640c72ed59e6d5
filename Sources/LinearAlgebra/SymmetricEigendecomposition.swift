internal import COpenBLAS

/// The eigenvalues and eigenvectors of a symmetric matrix: A = U diag(w) Uᵀ.
///
/// All memory is taken once for matrices of one order, so that a decomposition can be renewed
/// without allocating. LAPACK does the work, in the three steps of its dsyevd: to a tridiagonal
/// matrix (dsytrd), its eigenvectors by divide and conquer (dstedc), and back (dormtr).
public final class SymmetricEigendecomposition: @unchecked Sendable {
  /// n, the order of the matrix.
  public let order: Int
  /// The matrix before `decompose()`, its eigenvectors afterwards: eigenvector k is the k-th run
  /// of n numbers.
  public let vectors: AlignedBuffer<Double>
  /// The eigenvalues, ascending.
  public let values: AlignedBuffer<Double>
  private let work: AlignedBuffer<Double>
  private var integerWork: [Int32]

  /// Allocates the workspace for matrices of order n.
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
  /// - Parameter isStopped: asked before each of the three steps, which take up to 0.4 s each for
  ///   an order of 2000; after a yes, the matrix is lost. By default it never is.
  /// - Returns: whether LAPACK converged and was not stopped; it fails on numbers that are not
  ///   finite.
  /// - Complexity: about 9 n³ flops, no allocation.
  public func decompose(stoppingWhen isStopped: () -> Bool = { false }) -> Bool {
    var (n, info, integerCount) = (Int32(order), Int32(0), Int32(integerWork.count))
    // The places that dsyevd gives them.
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
/// A view of the two buffers, which it keeps alive; whoever made it may renew the numbers in them.
public struct Eigenpairs: Sendable {
  /// n, the order of the matrix.
  public let order: Int
  /// Eigenvector k is the k-th run of n numbers: Uᵀ, row-major.
  public let vectors: AlignedBuffer<Double>
  /// The eigenvalues, ascending.
  public let values: AlignedBuffer<Double>

  /// Views eigenvectors of a length and as many eigenvalues.
  public init(order: Int, vectors: AlignedBuffer<Double>, values: AlignedBuffer<Double>) {
    precondition(vectors.count == values.count * order, "a vector for each value")
    self.order = order
    self.vectors = vectors
    self.values = values
  }

  /// How many pairs there are, n at most.
  public var count: Int { values.count }

  /// Whether all numbers are finite.
  public var isFinite: Bool {
    (0..<values.count).allSatisfy { values.start[$0].isFinite }
      && (0..<vectors.count).allSatisfy { vectors.start[$0].isFinite }
  }

  /// Becomes the first pairs of the identity: unit vectors, with eigenvalues of 1.
  public func assignIdentity() {
    values.start.update(repeating: 1, count: values.count)
    vectors.start.update(repeating: 0, count: vectors.count)
    for pair in 0..<count { vectors.start[pair * order + pair] = 1 }
  }
}
