internal import LinearAlgebra
internal import Random

/// The inverse of one damped Kronecker factor, (M + shift I)⁻¹, where M is a mean of second moments.
///
/// A factor of moderate order is inverted by Cholesky. A larger one is represented by its leading
/// eigenpairs, and by the mean of the other eigenvalues in all other directions; M is never formed. A
/// factor whose moments are not finite is replaced by the identity.
final class DampedFactor<Scalar: BLASScalar>: @unchecked Sendable {
  private let place: MomentPlace
  private let form: Form

  private enum Form {
    /// M, then its inverse; and the inverse in the precision of the gradient.
    case whole(SymmetricInverse, AlignedBuffer<Scalar>)
    case leading(LeadingFactor<Scalar>)
  }

  /// Allocates the workspace; X, to which the factor is applied, is order × `width` or width × order.
  init(_ place: MomentPlace, width: Int) {
    self.place = place
    form =
      place.leadingIndex == nil
      ? .whole(
        SymmetricInverse(order: place.order), AlignedBuffer(count: place.order * place.order))
      : .leading(LeadingFactor(order: place.order, width: width, seed: UInt64(place.offset)))
  }

  /// The factor's leading eigenpairs; `nil` for a whole matrix.
  var leading: LeadingFactor<Scalar>? {
    if case .leading(let factor) = form { factor } else { nil }
  }

  /// Sets M from sums over `count` examples, or, with leading eigenpairs, makes the first step to
  /// them; returns tr M / order.
  func assign(_ sums: AlignedBuffer<Scalar>, count: Int) -> Double {
    let scale = 1 / Double(count)
    switch form {
    case .whole(let inverse, _):
      var trace = 0.0
      for index in 0..<inverse.matrix.count {
        inverse.matrix[index] = Double(sums[place.offset + index]) * scale
      }
      for index in 0..<inverse.order { trace += inverse.matrix[index * (inverse.order + 1)] }
      return trace / Double(inverse.order)
    case .leading(let factor):
      return factor.assignImage(sums, at: place.offset, scale: scale)
    }
  }

  /// Inverts M + shift I.
  ///
  /// - Parameter sums: for leading eigenpairs, the sums of the products with their basis, over
  ///   `count` examples.
  func invert(shift: Double, _ sums: AlignedBuffer<Scalar>, count: Int) {
    switch form {
    case .whole(let inverse, let result):
      for index in 0..<inverse.order { inverse.matrix[index * (inverse.order + 1)] += shift }
      if inverse.invert() {
        result.assign(inverse.matrix)
      } else {
        result.fill(0)
        for index in 0..<inverse.order { result[index * (inverse.order + 1)] = 1 }
      }
    case .leading(let factor):
      factor.finish(sums, at: place.offset, scale: 1 / Double(count), shift: shift)
    }
  }

  /// Some rows of result ← X (M + shift I)⁻¹ for a row-major X.
  func applyFromRight(
    to x: UnsafePointer<Scalar>, rows: Range<Int>, into result: UnsafeMutablePointer<Scalar>
  ) {
    switch form {
    case .whole(_, let inverse):
      let order = place.order
      MatrixProduct(
        rows: rows.count, inner: order, columns: order, alpha: 1,
        .matrix(x + rows.lowerBound * order, leadingDimension: order),
        .matrix(inverse.start, leadingDimension: order), beta: 0,
        into: result + rows.lowerBound * order, leadingDimension: order
      ).run()
    case .leading(let factor):
      factor.inverse.applyFromRight(to: x, rows: rows, into: result)
    }
  }

  /// Prepares ``applyFromLeft(to:columns:rows:into:)`` of the same X.
  func project(_ x: UnsafePointer<Scalar>, columns: Int) {
    leading?.inverse.project(x, columns: columns)
  }

  /// Some rows of result ← (M + shift I)⁻¹ X for a row-major X with `columns` columns.
  func applyFromLeft(
    to x: UnsafePointer<Scalar>, columns: Int, rows: Range<Int>,
    into result: UnsafeMutablePointer<Scalar>
  ) {
    switch form {
    case .whole(_, let inverse):
      let order = place.order
      MatrixProduct(
        rows: rows.count, inner: order, columns: columns, alpha: 1,
        .matrix(inverse.start + rows.lowerBound * order, leadingDimension: order),
        .matrix(x, leadingDimension: columns), beta: 0,
        into: result + rows.lowerBound * columns, leadingDimension: columns
      ).run()
    case .leading(let factor):
      factor.inverse.applyFromLeft(to: x, columns: columns, rows: rows, into: result)
    }
  }
}

/// The leading eigenpairs of a factor of large order, from two products with it, and its inverse.
final class LeadingFactor<Scalar: BLASScalar>: @unchecked Sendable {
  let inverse: LowRankFactor<Scalar>
  /// What the next product is computed with, in the precision of the examples.
  let basis: AlignedBuffer<Scalar>
  private let eigenpairs: LeadingEigenpairs
  private let seed: UInt64
  private var trace = 0.0

  init(order: Int, width: Int, seed: UInt64) {
    eigenpairs = LeadingEigenpairs(MomentPlace.leadingCount, ofOrder: order)
    inverse = LowRankFactor(eigenpairs.pairs, width: width)
    basis = AlignedBuffer(count: eigenpairs.basis.count)
    self.seed = seed
  }

  /// Sets the basis to a random matrix, the same each time.
  func drawBasis() {
    var generator = SplitMix64(seed: seed)
    eigenpairs.draw { generator.nextNormal() }
    basis.assign(eigenpairs.basis)
  }

  /// Sets the basis to the range of M, from the sums of the products with a random matrix; returns
  /// tr M / order.
  func assignImage(_ sums: AlignedBuffer<Scalar>, at offset: Int, scale: Double) -> Double {
    readImage(sums, at: offset, scale: scale)
    trace = Double(sums[offset + basis.count]) * scale
    eigenpairs.orthonormalize()
    basis.assign(eigenpairs.basis)
    return trace / Double(eigenpairs.pairs.order)
  }

  /// Sets the inverse, from the sums of the products with the range.
  func finish(_ sums: AlignedBuffer<Scalar>, at offset: Int, scale: Double, shift: Double) {
    readImage(sums, at: offset, scale: scale)
    eigenpairs.rotate()
    let pairs = eigenpairs.pairs
    if !pairs.isFinite || !trace.isFinite {
      pairs.assignIdentity()
      trace = Double(pairs.order)
    }
    inverse.assignVectors()
    let others = Double(max(1, pairs.order - pairs.count))
    inverse.setShift(shift, rest: max(0, trace - inverse.eigenvalueSum) / others)
  }

  private func readImage(_ sums: AlignedBuffer<Scalar>, at offset: Int, scale: Double) {
    for index in 0..<basis.count {
      eigenpairs.image[index] = Double(sums[offset + index]) * scale
    }
  }
}
