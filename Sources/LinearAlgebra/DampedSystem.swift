internal import Machine

/// A symmetric matrix A and the Cholesky factor of A + D for a diagonal D, in n² numbers.
///
/// The upper triangle, row ≤ column, stores A, the lower triangle stores the factor, and the
/// diagonal of A is stored separately. So A can be factorized again with another D without a second
/// matrix.
public final class DampedSystem: @unchecked Sendable {
  /// n, the order of the matrix.
  public let order: Int
  @usableFromInline let elements: UnsafeMutablePointer<Double>
  private let factor: CholeskyFactor
  private let diagonal: AlignedBuffer<Double>

  private let threads: Int

  /// Allocates the workspace for matrices of order n: n² + n numbers.
  ///
  /// - Parameters:
  ///   - order: n, at least 1.
  ///   - threads: The number of threads, at least 1; any number gives the same bits.
  public init(order: Int, threads: Int = 1) {
    self.order = order
    self.threads = threads
    factor = CholeskyFactor(order: order, threads: threads)
    elements = factor.matrix.start
    diagonal = AlignedBuffer(count: order)
  }

  /// The element of A at a row ≤ column; the other triangle belongs to the factor.
  ///
  /// A factorization overwrites the diagonal; ``diagonal(_:)`` returns A's.
  @inlinable
  public subscript(_ row: Int, _ column: Int) -> Double {
    get { elements[row * order + column] }
    set {
      assert(0 <= row && row <= column && column < order, "row ≤ column")
      elements[row * order + column] = newValue
    }
  }

  /// Calls `body`, which writes every element of A with row ≤ column, and stores the diagonal.
  public func assemble(_ body: (DampedSystem) -> Void) {
    body(self)
    for index in 0..<order { diagonal.start[index] = self[index, index] }
  }

  /// The diagonal element of A in a row.
  public func diagonal(_ row: Int) -> Double {
    precondition((0..<order).contains(row), "the row must be a row of the matrix")
    return diagonal.start[row]
  }

  /// Factorizes A + damping · diag(scales).
  ///
  /// - Parameters:
  ///   - damping: The factor of the scales.
  ///   - scales: One number per row.
  ///   - isStopped: Called every few milliseconds, on any thread; once it returns `true`, which it
  ///     must then always return, the factorization is abandoned; A does not change.
  /// - Returns: `true` if the factorization is complete; `false` if it was stopped, if the sum is
  ///   not positive definite to working precision, or if an element is not finite.
  /// - Complexity: n³/3 flops, no allocation.
  public func factorize(
    adding damping: Double, times scales: Span<Double>,
    stoppingWhen isStopped: @Sendable () -> Bool = { false }
  ) -> Bool {
    precondition(scales.count == order, "one scale per row")
    copyTriangle(stoppingWhen: isStopped)
    for index in 0..<order {
      elements[index * order + index] = diagonal.start[index] + damping * scales[index]
    }
    return factor.factorize(stoppingWhen: isStopped)
  }

  /// Solves (A + D) x = b with the factor and overwrites b with x.
  ///
  /// - Precondition: `b.count == order`.
  /// - Complexity: 2 n² flops.
  public func solve(_ b: inout [Double]) {
    var span = b.mutableSpan
    factor.solve(&span)
  }

  /// Lower triangle ← transpose of the upper triangle, in tiles that fit into the cache.
  private func copyTriangle(stoppingWhen isStopped: @Sendable () -> Bool) {
    let tile = 64
    Parallel.forEach((order + tile - 1) / tile, threads: threads) { piece, _ in
      guard !isStopped() else { return }
      let first = piece * tile
      let rows = first..<min(first + tile, order)
      for columns in stride(from: first, to: order, by: tile) {
        for row in rows {
          for column in max(columns, row + 1)..<max(min(columns + tile, order), row + 1) {
            elements[column * order + row] = elements[row * order + column]
          }
        }
      }
    }
  }
}
