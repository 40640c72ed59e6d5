internal import COpenBLAS
internal import Machine

/// The Cholesky factorization A = L Lᵀ of a symmetric positive definite matrix.
///
/// The factor is computed in panels of 128 columns, each from the panels to its left:
///
///     L₁₁ L₁₁ᵀ = A₁₁ − L₁₀ L₁₀ᵀ,   L₂₁ = (A₂₁ − L₂₀ L₁₀ᵀ) L₁₁⁻ᵀ
///
/// The rows of L₂₁ are computed in fixed blocks by several threads, so the bits do not depend on
/// the number of threads. Between two blocks, which take a few milliseconds, the factorization can
/// be stopped. L₁₁ is computed without LAPACK: a matrix of order 128 or less has the same factor on
/// every processor.
///
/// Source: G. H. Golub and C. F. Van Loan, "Matrix Computations" (4th edition, 2013), section
/// 4.2.7, the left-looking block algorithm.
public final class CholeskyFactor: @unchecked Sendable {
  /// n, the order of the matrix.
  public let order: Int
  /// The matrix before ``factorize(stoppingWhen:)``, its factor L afterwards.
  ///
  /// The elements [row, column] with column ≤ row of a row-major matrix are used; the others are
  /// neither read nor written.
  public let matrix: AlignedBuffer<Double>
  private let threads: Int
  /// L₁₁ in row-major order, and one of its columns.
  private let corner: AlignedBuffer<Double>
  private let column: AlignedBuffer<Double>

  /// The number of columns of a panel.
  private static var panelWidth: Int { 128 }
  /// The number of rows that a thread computes at a time.
  private static var pieceHeight: Int { 256 }

  /// Allocates the workspace for matrices of order n: n² numbers, all zero.
  ///
  /// - Parameters:
  ///   - order: n, at least 1.
  ///   - threads: The number of threads, at least 1; any number gives the same bits.
  public init(order: Int, threads: Int = 1) {
    precondition(order > 0, "a matrix has at least one row")
    precondition(threads >= 1, "a factorization needs at least one thread")
    self.order = order
    self.threads = threads
    matrix = AlignedBuffer(count: order * order)
    let width = min(Self.panelWidth, order)
    corner = AlignedBuffer(count: width * width)
    column = AlignedBuffer(count: width)
  }

  /// Replaces the matrix by its factor.
  ///
  /// - Parameter isStopped: Called every few milliseconds, on any thread; once it returns `true`,
  ///   which it must then always return, the factorization is abandoned.
  /// - Returns: `true` if the factorization is complete; `false` if it was stopped, or if the
  ///   matrix is not positive definite to working precision, as with an element that is not finite.
  /// - Complexity: n³/3 flops, no allocation.
  public func factorize(stoppingWhen isStopped: @Sendable () -> Bool = { false }) -> Bool {
    for left in stride(from: 0, to: order, by: Self.panelWidth) {
      let width = min(Self.panelWidth, order - left)
      guard !isStopped(), factorizeCorner(left: left, width: width) else { return false }
      let (top, height) = (left + width, Self.pieceHeight)
      Parallel.forEach((order - top + height - 1) / height, threads: threads) { piece, _ in
        guard !isStopped() else { return }
        let first = top + piece * height
        finishRows(first..<min(first + height, order), left: left, width: width)
      }
    }
    return !isStopped()
  }

  /// Computes L₁₁ by rank-one updates, in the corner and in the matrix.
  private func factorizeCorner(left: Int, width: Int) -> Bool {
    let (corner, column) = (corner.start, column.start)
    let origin = matrix.start + left * order
    for row in 0..<width {
      (corner + row * width).update(from: origin + row * order + left, count: row + 1)
    }
    MatrixProduct(
      rows: width, inner: left, columns: width, alpha: -1,
      .matrix(origin, leadingDimension: order), .transpose(origin, leadingDimension: order),
      beta: 1, into: corner, leadingDimension: width
    ).run()
    for k in 0..<width {
      let pivot = corner[k * width + k]
      guard pivot > 0 && pivot.isFinite else { return false }
      let root = pivot.squareRoot()
      corner[k * width + k] = root
      for row in k + 1..<max(width, k + 1) {
        corner[row * width + k] /= root
        column[row] = corner[row * width + k]
      }
      for row in k + 1..<max(width, k + 1) {
        let (target, factor) = (corner + row * width, column[row])
        for place in k + 1...row { target[place] -= factor * column[place] }
      }
    }
    for row in 0..<width {
      (origin + row * order + left).update(from: corner + row * width, count: row + 1)
    }
    return true
  }

  /// Computes some rows of L₂₁.
  private func finishRows(_ rows: Range<Int>, left: Int, width: Int) {
    let start = matrix.start + rows.lowerBound * order
    MatrixProduct(
      rows: rows.count, inner: left, columns: width, alpha: -1,
      .matrix(start, leadingDimension: order),
      .transpose(matrix.start + left * order, leadingDimension: order), beta: 1,
      into: start + left, leadingDimension: order
    ).run()
    cblas_dtrsm(
      CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, blasint(rows.count),
      blasint(width), 1, corner.start, blasint(width), start + left, blasint(order))
  }

  /// Solves A x = b with the factor and overwrites b with x: L y = b, then Lᵀ x = y.
  ///
  /// The same factor gives the same bits on every processor.
  ///
  /// - Precondition: `b.count == order`.
  /// - Complexity: 2 n² flops, no allocation.
  public func solve(_ b: inout MutableSpan<Double>) {
    precondition(
      b.count == order, "the right-hand side must have as many elements as the matrix has rows")
    b.withUnsafeMutableBufferPointer {
      let x = $0.baseAddress!
      for row in 0..<order {
        let factors = matrix.start + row * order
        x[row] = (x[row] - Self.dot(factors, x, count: row)) / factors[row]
      }
      for row in (0..<order).reversed() {
        let factors = matrix.start + row * order
        x[row] /= factors[row]
        let value = x[row]
        for place in 0..<row { x[place] -= value * factors[place] }
      }
    }
  }

  /// Σ xᵢ yᵢ in two accumulators of eight lanes, combined in a fixed order.
  private static func dot(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, count: Int
  ) -> Double {
    func product(_ place: Int) -> SIMD8<Double> {
      let (x, y) = (UnsafeRawPointer(x + place), UnsafeRawPointer(y + place))
      return x.loadUnaligned(as: SIMD8<Double>.self) * y.loadUnaligned(as: SIMD8<Double>.self)
    }
    var (even, odd) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
    let bulk = count & ~15
    for place in stride(from: 0, to: bulk, by: 16) {
      even += product(place)
      odd += product(place + 8)
    }
    var total = (even + odd).sum()
    for place in bulk..<count { total += x[place] * y[place] }
    return total
  }
}
