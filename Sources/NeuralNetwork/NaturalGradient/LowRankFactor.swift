internal import LinearAlgebra

/// The inverse of a damped factor, (M + shift I)⁻¹, from M's leading eigenpairs U and σ, and one number
/// τ in all other directions:
///
///     (M + shift I)⁻¹ ≈ 1/(τ + shift) I + U diag(1/(σ + shift) − 1/(τ + shift)) Uᵀ
final class LowRankFactor<Scalar: BLASScalar>: @unchecked Sendable {
  private let pairs: Eigenpairs
  /// Uᵀ.
  private let vectors: AlignedBuffer<Scalar>
  /// 1/(σ + shift) − 1/(τ + shift), and 1/(τ + shift).
  private var corrections: [Scalar]
  private var rest: Scalar = 1
  /// Uᵀ X or X U.
  private let projection: AlignedBuffer<Scalar>

  /// Allocates the workspace for an X with `width` columns, or rows if it is multiplied from the right.
  init(_ pairs: Eigenpairs, width: Int) {
    self.pairs = pairs
    vectors = AlignedBuffer(count: pairs.vectors.count)
    corrections = [Scalar](repeating: 0, count: pairs.count)
    projection = AlignedBuffer(count: pairs.count * width)
  }

  private var order: Int { pairs.order }
  var count: Int { pairs.count }

  /// The smallest of the eigenvalues.
  var smallest: Double { max(pairs.values[0], 0) }
  /// Σ σ.
  var eigenvalueSum: Double { pairs.values.numbers.reduce(0) { $0 + max($1, 0) } }

  /// Copies U from the eigenpairs.
  func assignVectors() {
    vectors.assign(pairs.vectors)
  }

  /// Sets the shift, and τ.
  func setShift(_ shift: Double, rest: Double) {
    let ofRest = 1 / (rest + shift)
    for pair in 0..<count {
      corrections[pair] = Scalar(1 / (max(pairs.values[pair], 0) + shift) - ofRest)
    }
    self.rest = Scalar(ofRest)
  }

  /// Computes Uᵀ X, before ``applyFromLeft(to:columns:rows:into:)``, for a row-major X.
  func project(_ x: UnsafePointer<Scalar>, columns: Int) {
    MatrixProduct(
      rows: count, inner: order, columns: columns, alpha: 1,
      .matrix(vectors.start, leadingDimension: order), .matrix(x, leadingDimension: columns),
      beta: 0, into: projection.start, leadingDimension: columns
    ).run()
    for pair in 0..<count {
      for column in 0..<columns { projection[pair * columns + column] *= corrections[pair] }
    }
  }

  /// Some rows of result ← (M + shift I)⁻¹ X, after ``project(_:columns:)`` of the same X.
  func applyFromLeft(
    to x: UnsafePointer<Scalar>, columns: Int, rows: Range<Int>,
    into result: UnsafeMutablePointer<Scalar>
  ) {
    for index in rows.lowerBound * columns..<rows.upperBound * columns {
      result[index] = rest * x[index]
    }
    MatrixProduct(
      rows: rows.count, inner: count, columns: columns, alpha: 1,
      .transpose(vectors.start + rows.lowerBound, leadingDimension: order),
      .matrix(projection.start, leadingDimension: columns), beta: 1,
      into: result + rows.lowerBound * columns, leadingDimension: columns
    ).run()
  }

  /// Some rows of result ← X (M + shift I)⁻¹ for a row-major X.
  func applyFromRight(
    to x: UnsafePointer<Scalar>, rows: Range<Int>, into result: UnsafeMutablePointer<Scalar>
  ) {
    let products = projection.start + rows.lowerBound * count
    MatrixProduct(
      rows: rows.count, inner: order, columns: count, alpha: 1,
      .matrix(x + rows.lowerBound * order, leadingDimension: order),
      .transpose(vectors.start, leadingDimension: order), beta: 0, into: products,
      leadingDimension: count
    ).run()
    for row in 0..<rows.count {
      for pair in 0..<count { products[row * count + pair] *= corrections[pair] }
    }
    for index in rows.lowerBound * order..<rows.upperBound * order {
      result[index] = rest * x[index]
    }
    MatrixProduct(
      rows: rows.count, inner: count, columns: order, alpha: 1,
      .matrix(products, leadingDimension: count),
      .matrix(vectors.start, leadingDimension: order), beta: 1,
      into: result + rows.lowerBound * order, leadingDimension: order
    ).run()
  }
}
