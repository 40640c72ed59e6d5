/// The largest eigenvalues of a symmetric positive semidefinite matrix A and their eigenvectors, by
/// a randomized algorithm.
///
///     Y = A Ω,   Q = orth(Y)                 the range of A, from a random Ω
///     T = Qᵀ A Q = W diag(w) Wᵀ,   U = Q W   the eigenpairs of A in that space
///
/// The algorithm needs only products of A with n × r matrices, so A need not be formed, and
/// decomposes r × r matrices only. The accuracy depends on the decay of the eigenvalues: with w_r
/// far below w_1, the large pairs are accurate to many digits, the last few only roughly. If the
/// rank of A is less than r, the values and vectors of the remaining pairs are 0.
///
/// Source: Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM Review 53 (2011),
/// algorithms 4.1 and 5.3. Here Y is orthonormalized with the eigenvectors of YᵀY: two gemms and a
/// decomposition of an r × r matrix, which is accurate enough because directions below 10⁻⁶ of the
/// largest are dropped.
///
/// A matrix that is at hand is decomposed by one initializer. If others compute the products, a
/// workspace does it step by step, again and again: ``draw(_:)``, ``image`` ← A ``basis``,
/// ``orthonormalize()``, ``image`` ← A ``basis``, ``rotate()``.
public struct LeadingEigenpairs: Sendable {
  /// The r pairs.
  public let pairs: Eigenpairs
  /// Ω, then Q: n × r, row-major.
  public let basis: AlignedBuffer<Double>
  /// Y, then A Q: n × r, row-major.
  public let image: AlignedBuffer<Double>
  /// YᵀY, then QᵀAQ.
  private let small: SymmetricEigendecomposition

  /// Allocates the workspace for r pairs of a matrix of order n: about 3 n r numbers.
  ///
  /// - Parameters:
  ///   - count: r, in 1...n.
  ///   - order: n, at least 1.
  public init(_ count: Int, ofOrder order: Int) {
    precondition((1...order).contains(count), "the number of eigenpairs must be in 1...\(order)")
    small = SymmetricEigendecomposition(order: count)
    basis = AlignedBuffer(count: order * count)
    image = AlignedBuffer(count: order * count)
    pairs = Eigenpairs(
      order: order, vectors: AlignedBuffer(count: count * order),
      values: AlignedBuffer(count: count))
  }

  /// Computes the r leading pairs of a matrix of order n.
  ///
  /// - Parameters:
  ///   - count: r, in 1...n.
  ///   - order: n, at least 1.
  ///   - draw: Returns the next element of Ω, from the standard normal distribution.
  ///   - multiply: Writes the product A X for an X of n × r, both in row-major order.
  /// - Complexity: Two products with A, 8 n r² flops and two decompositions of r × r matrices.
  public init(
    _ count: Int, ofOrder order: Int, drawing draw: () -> Double,
    multiply: (_ x: AlignedBuffer<Double>, _ product: AlignedBuffer<Double>) -> Void
  ) {
    self.init(count, ofOrder: order)
    self.draw(draw)
    multiply(basis, image)
    orthonormalize()
    multiply(basis, image)
    rotate()
  }

  /// Fills the basis with Ω.
  public func draw(_ next: () -> Double) {
    for index in 0..<basis.count { basis.start[index] = next() }
  }

  private var order: Int { pairs.order }
  private var count: Int { pairs.count }

  /// Q ← Y S Λ^(−½) with YᵀY = S Λ Sᵀ, from Y = A Ω.
  public func orthonormalize() {
    decompose(image)
    let smallest = 1e-12 * max(small.values.start[count - 1], 0)
    for column in 0..<count {
      let value = small.values.start[column]
      let scale = value > smallest ? 1 / value.squareRoot() : 0
      for row in 0..<count { small.vectors.start[column * count + row] *= scale }
    }
    MatrixProduct(
      rows: order, inner: count, columns: count, alpha: 1,
      .matrix(image.start, leadingDimension: count),
      .transpose(small.vectors.start, leadingDimension: count), beta: 0, into: basis.start,
      leadingDimension: count
    ).run()
  }

  /// U and w from Q and A Q.
  public func rotate() {
    decompose(basis)
    pairs.values.start.update(from: small.values.start, count: count)
    MatrixProduct(
      rows: count, inner: count, columns: order, alpha: 1,
      .matrix(small.vectors.start, leadingDimension: count),
      .transpose(basis.start, leadingDimension: count), beta: 0, into: pairs.vectors.start,
      leadingDimension: order
    ).run()
  }

  /// Decomposes XᵀY.
  private func decompose(_ x: AlignedBuffer<Double>) {
    MatrixProduct(
      rows: count, inner: order, columns: count, alpha: 1,
      .transpose(x.start, leadingDimension: count), .matrix(image.start, leadingDimension: count),
      beta: 0, into: small.vectors.start, leadingDimension: count
    ).run()
    _ = small.decompose()
  }
}
