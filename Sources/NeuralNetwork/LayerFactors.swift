internal import LinearAlgebra

/// The two factors of one layer's curvature, and how they are applied.
final class LayerFactors: @unchecked Sendable {
  let region: MatrixRegion
  /// U and σ_A: eigenvectors and eigenvalues of the inputs' second moments, order 1 + inputs.
  let inputs: SymmetricEigendecomposition
  /// V and σ_G: of the outputs' Gauss–Newton second moments.
  let outputs: SymmetricEigendecomposition
  private let rotated: AlignedBuffer<Double>
  private let halfRotated: AlignedBuffer<Double>

  init(region: MatrixRegion) {
    self.region = region
    inputs = SymmetricEigendecomposition(order: region.columns)
    outputs = SymmetricEigendecomposition(order: region.rows)
    rotated = AlignedBuffer(count: region.count)
    halfRotated = AlignedBuffer(count: region.count)
  }

  /// g ← V[(Vᵀ g U) ∘ 1/(σ_G σ_Aᵀ + shift)]Uᵀ for the layer's block g of a vector.
  ///
  /// The block lies in memory as its transpose, row-major: (1 + inputs) × outputs.
  func applyInverse(to vector: UnsafeMutablePointer<Double>, shift: Double) {
    let block = vector + region.offset
    let (n, k) = (region.columns, region.rows)
    // Rows of an eigendecomposition's memory are eigenvectors: it holds Uᵀ and Vᵀ, row-major.
    product(n, n, k, .matrix(inputs.vectors.start, leadingDimension: n), block, into: halfRotated)
    product(
      halfRotated, .transpose(outputs.vectors.start, leadingDimension: k), into: rotated.start)
    for row in 0..<n {
      let inputCurvature = max(inputs.values.start[row], 0)
      for column in 0..<k {
        rotated.start[row * k + column] /=
          max(outputs.values.start[column], 0) * inputCurvature + shift
      }
    }
    product(
      n, n, k, .transpose(inputs.vectors.start, leadingDimension: n), rotated.start,
      into: halfRotated)
    product(halfRotated, .matrix(outputs.vectors.start, leadingDimension: k), into: block)
  }

  private func product(
    _ rows: Int, _ inner: Int, _ columns: Int, _ left: MatrixProduct<Double>.Operand,
    _ right: UnsafeMutablePointer<Double>, into result: AlignedBuffer<Double>
  ) {
    MatrixProduct(
      rows: rows, inner: inner, columns: columns, alpha: 1, left,
      .matrix(right, leadingDimension: columns), beta: 0, into: result.start,
      leadingDimension: columns
    ).run()
  }

  private func product(
    _ left: AlignedBuffer<Double>, _ right: MatrixProduct<Double>.Operand,
    into result: UnsafeMutablePointer<Double>
  ) {
    let k = region.rows
    MatrixProduct(
      rows: region.columns, inner: k, columns: k, alpha: 1,
      .matrix(left.start, leadingDimension: k), right, beta: 0, into: result, leadingDimension: k
    ).run()
  }
}
