/// A symmetric matrix A, and the solution of systems with A + D for diagonal D: the linear algebra
/// of ``LevenbergMarquardt``.
///
/// ``CholeskySolver`` is enough for a few hundred parameters. A larger model provides its own
/// solver, with LAPACK or a sparse factorization.
public protocol DampedLinearSolver: AnyObject {
  /// n, the order of the matrix.
  var order: Int { get }

  /// Allocates the memory for matrices of order n.
  ///
  /// - Parameters:
  ///   - order: n, at least 1.
  ///   - threads: the number of threads that may factorize; any number gives the same bits.
  init(order: Int, threads: Int)

  /// Calls `body`, which writes A, and stores the diagonal.
  func assemble(_ body: (Self) -> Void)

  /// The diagonal element of A in a row.
  func diagonal(_ row: Int) -> Double

  /// Factorizes A + damping · diag(scales); A does not change.
  ///
  /// - Parameters:
  ///   - damping: μ ≥ 0.
  ///   - scales: the diagonal of D/μ, one element per row.
  ///   - isStopped: called between pieces of a few milliseconds, on any thread; once it returns
  ///     `true`, which it must then always return, the factorization is abandoned.
  /// - Returns: whether the factor is complete and the sum positive definite to working precision;
  ///   `false` if a number is not finite.
  func factorize(
    adding damping: Double, times scales: Span<Double>,
    stoppingWhen isStopped: @Sendable () -> Bool
  ) -> Bool

  /// b ← (A + D)⁻¹ b, from the factor, in place.
  func solve(_ b: inout [Double])
}

/// A dense matrix and its Cholesky factor L, A + D = L Lᵀ, in plain loops on the calling thread.
///
/// The upper triangle, row ≤ column, stores A, the lower triangle stores L, and the diagonal of A
/// is stored separately.
///
/// - Complexity: n³/3 flops for a factorization and 2n² for a solution, without an allocation;
///   memory for n² + 2n numbers, allocated in the initializer.
public final class CholeskySolver: DampedLinearSolver {
  /// n, the order of the matrix.
  public let order: Int
  /// A and L, row-major.
  private var elements: [Double]
  /// The diagonal of A.
  private var diagonal: [Double]
  /// A column of L while the columns right of it are updated.
  private var column: [Double]

  /// Allocates the memory for matrices of order n.
  ///
  /// - Parameters:
  ///   - order: n, at least 1.
  ///   - threads: not used; the calling thread does the work.
  public init(order: Int, threads: Int = 1) {
    precondition(order > 0, "a matrix has at least one row")
    self.order = order
    elements = [Double](repeating: 0, count: order * order)
    diagonal = [Double](repeating: 0, count: order)
    column = [Double](repeating: 0, count: order)
  }

  /// The element of A at a row ≤ column; the other triangle belongs to the factor.
  ///
  /// A factorization overwrites the diagonal; ``diagonal(_:)`` returns A's.
  public subscript(_ row: Int, _ column: Int) -> Double {
    get { elements[row * order + column] }
    set {
      assert(0 <= row && row <= column && column < order, "row ≤ column")
      elements[row * order + column] = newValue
    }
  }

  /// Calls `body`, which writes every element of A with row ≤ column, and stores the diagonal.
  public func assemble(_ body: (CholeskySolver) -> Void) {
    body(self)
    for index in 0..<order { diagonal[index] = self[index, index] }
  }

  /// The diagonal element of A in a row.
  public func diagonal(_ row: Int) -> Double { diagonal[row] }

  /// Factorizes A + damping · diag(scales) by rank-one updates, one column after the other.
  ///
  /// - Parameters:
  ///   - damping: μ ≥ 0.
  ///   - scales: the diagonal of D/μ, one element per row.
  ///   - isStopped: called before each column; by default it returns `false`.
  /// - Returns: whether the factor is complete and the sum positive definite to working precision.
  public func factorize(
    adding damping: Double, times scales: Span<Double>,
    stoppingWhen isStopped: @Sendable () -> Bool = { false }
  ) -> Bool {
    precondition(scales.count == order, "one scale per row")
    for row in 0..<order {
      for column in 0..<row { elements[row * order + column] = elements[column * order + row] }
      elements[row * order + row] = diagonal[row] + damping * scales[row]
    }
    for k in 0..<order {
      let pivot = elements[k * order + k]
      guard !isStopped(), pivot > 0, pivot.isFinite else { return false }
      let root = pivot.squareRoot()
      elements[k * order + k] = root
      for row in k + 1..<max(order, k + 1) {
        elements[row * order + k] /= root
        column[row] = elements[row * order + k]
      }
      for row in k + 1..<max(order, k + 1) {
        let factor = column[row]
        for place in k + 1...row { elements[row * order + place] -= factor * column[place] }
      }
    }
    return true
  }

  /// b ← (A + D)⁻¹ b, from the factor: L y = b, then Lᵀ x = y.
  public func solve(_ b: inout [Double]) {
    precondition(b.count == order, "the right-hand side has one number per row")
    let elements = elements
    let factors = elements.span
    for row in 0..<order {
      let first = row * order
      let sum = Vector.dot(factors.extracting(first..<first + row), b.span.extracting(0..<row))
      b[row] = (b[row] - sum) / factors[first + row]
    }
    for row in (0..<order).reversed() {
      let first = row * order
      b[row] /= factors[first + row]
      let value = b[row]
      for place in 0..<row { b[place] -= value * factors[first + place] }
    }
  }
}
