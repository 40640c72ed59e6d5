internal import Machine

/// A symmetric matrix A and the Cholesky factor of A + D for diagonal D, in one square of memory.
///
/// A triangle is all that a symmetric matrix and its factor need: the upper one, row ≤ column,
/// keeps A, the lower one takes the factor, and the two diagonals are kept apart. So the same A can
/// be factorized again with another D, without a second square.
public final class DampedSystem: @unchecked Sendable {
  /// n, the order of the matrix.
  public let order: Int
  @usableFromInline let elements: UnsafeMutablePointer<Double>
  private let factor: CholeskyFactor
  private let diagonal: AlignedBuffer<Double>

  private let threads: Int

  /// Allocates the workspace for matrices of order n: n² + n numbers.
  ///
  /// - Parameter threads: how many threads factorize, by default one; any number gives the same
  ///   bits.
  public init(order: Int, threads: Int = 1) {
    self.order = order
    self.threads = threads
    factor = CholeskyFactor(order: order, threads: threads)
    elements = factor.matrix.start
    diagonal = AlignedBuffer(count: order)
  }

  /// The element of A at row ≤ column; the other triangle is not A's.
  ///
  /// After a factorization the diagonal's elements are the factor's; ``diagonal(_:)`` keeps A's.
  @inlinable
  public subscript(_ row: Int, _ column: Int) -> Double {
    get { elements[row * order + column] }
    set {
      assert(0 <= row && row <= column && column < order, "row ≤ column")
      elements[row * order + column] = newValue
    }
  }

  /// Lets `body` write A: every element with row ≤ column.
  public func assemble(_ body: (DampedSystem) -> Void) {
    body(self)
    for index in 0..<order { diagonal.start[index] = self[index, index] }
  }

  /// The diagonal element of A in a row.
  public func diagonal(_ row: Int) -> Double {
    precondition((0..<order).contains(row), "a row of the matrix")
    return diagonal.start[row]
  }

  /// Factorizes A + factor · diag(scales).
  ///
  /// - Parameter isStopped: asked between pieces of a few milliseconds, on any thread; after a
  ///   yes, which has to last, the factor is left unfinished and A as it is. By default it never
  ///   is.
  /// - Returns: whether the factor is whole and the sum positive definite to working precision;
  ///   `false` where a number is not finite.
  /// - Complexity: n³/3 flops, no allocation.
  public func factorize(
    adding damping: Double, times scales: Span<Double>,
    stoppingWhen isStopped: @Sendable () -> Bool = { false }
  ) -> Bool {
    precondition(scales.count == order, "one scale a row")
    copyTriangle(stoppingWhen: isStopped)
    for index in 0..<order {
      elements[index * order + index] = diagonal.start[index] + damping * scales[index]
    }
    return factor.factorize(stoppingWhen: isStopped)
  }

  /// b ← (A + D)⁻¹ b, from the factor, in place.
  ///
  /// - Complexity: 2 n² flops.
  public func solve(_ b: inout [Double]) {
    var span = b.mutableSpan
    factor.solve(&span)
  }

  /// Lower triangle ← transpose of the upper one, tile by tile so that both stay in the cache.
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
