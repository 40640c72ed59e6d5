/// The largest eigenvalues of a symmetric positive semidefinite matrix A, and their eigenvectors,
/// from a few products with A.
///
///     Y = A Ω,   Q = orth(Y)                 a random start; its image spans what matters of A
///     T = Qᵀ A Q = W diag(w) Wᵀ,   U = Q W   the eigenpairs of A in that space
///
/// A is only ever multiplied with n × r numbers, so it need not be formed, and nothing larger than
/// r × r is decomposed. The pairs are as exact as the eigenvalues fall off: with w_r far below w_1,
/// the large ones to many digits, the last few roughly. Where A has a rank below r, what is left of
/// the pairs is 0, vector and value.
///
/// Source: Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM Review 53 (2011),
/// algorithms 4.1 and 5.3. Orth is by the eigenvectors of YᵀY here: two gemms and a decomposition
/// of r × r, exact enough as directions below 10⁻⁶ of the largest are left out.
public struct LeadingEigenpairs {
  /// The pairs: r of them.
  public let pairs: Eigenpairs
  /// Q and Y, n × r, row-major.
  private let basis: AlignedBuffer<Double>
  private let image: AlignedBuffer<Double>
  /// YᵀY, then QᵀAQ.
  private let small: SymmetricEigendecomposition

  /// Finds the r leading pairs of a matrix of order n.
  ///
  /// - Parameters:
  ///   - count: r, 1...n.
  ///   - draw: the next element of Ω, from the standard normal distribution.
  ///   - multiply: writes A X for an X of n × r, row-major.
  /// - Complexity: two products with A, 8 n r² flops beside them and two decompositions of r × r.
  public init(
    _ count: Int, ofOrder order: Int, drawing draw: () -> Double,
    multiply: (_ x: AlignedBuffer<Double>, _ product: AlignedBuffer<Double>) -> Void
  ) {
    precondition((1...order).contains(count), "a matrix has as many eigenpairs as rows")
    small = SymmetricEigendecomposition(order: count)
    basis = AlignedBuffer(count: order * count)
    image = AlignedBuffer(count: order * count)
    pairs = Eigenpairs(
      order: order, vectors: AlignedBuffer(count: count * order),
      values: AlignedBuffer(count: count))
    for index in 0..<basis.count { basis.start[index] = draw() }
    multiply(basis, image)
    orthonormalize()
    multiply(basis, image)
    rotate()
  }

  private var order: Int { pairs.order }
  private var count: Int { pairs.count }

  /// Q ← Y S Λ^(−½) with YᵀY = S Λ Sᵀ.
  private func orthonormalize() {
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

  /// U and w from Q and Y = A Q.
  private func rotate() {
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
