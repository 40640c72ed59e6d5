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
