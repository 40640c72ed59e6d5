internal import LinearAlgebra

/// The two factors of one layer's curvature, and how they are applied.
///
/// A is represented by its leading eigenpairs, σ_A and U, and by τ, the smallest of these
/// eigenvalues, in all other directions: A ≈ U diag(σ_A) Uᵀ + τ (I − U Uᵀ). With R = g V, one row
/// per input,
///
///     g ← [R D_τ + U ((Uᵀ R) ∘ (D_A − D_τ))] Vᵀ
///     D_A = 1/(σ_A σ_Gᵀ + shift),   D_τ = 1/(τ σ_G + shift)
///
/// which is exact where U holds all eigenvectors. Low-rank preconditioners also replace the rest by
/// a multiple of the identity: Frangella, Tropp and Udell, "Randomized Nyström preconditioning",
/// SIAM Journal on Matrix Analysis and Applications 44 (2023), section 1.3.
final class LayerFactors: @unchecked Sendable {
  let region: MatrixRegion
  /// U and σ_A: eigenvectors and eigenvalues of the inputs' second moments, order 1 + inputs.
  let inputs: Eigenpairs
  /// V and σ_G: of the outputs' Gauss–Newton second moments.
  let outputs: Eigenpairs
  /// g.
  private let block: AlignedBuffer<Double>
  /// R.
  private let rotated: AlignedBuffer<Double>
  /// Uᵀ R.
  private let leading: AlignedBuffer<Double>

  init(region: MatrixRegion, inputs: Eigenpairs, outputs: Eigenpairs) {
    precondition(inputs.order == region.columns && outputs.count == region.rows)
    self.region = region
    self.inputs = inputs
    self.outputs = outputs
    block = AlignedBuffer(count: region.count)
    rotated = AlignedBuffer(count: region.count)
    leading = AlignedBuffer(count: inputs.count * region.rows)
  }

  private var unitCount: Int { region.rows }
  private var inputCount: Int { region.columns }

  /// Applies the inverse to the layer's block g of a vector.
  ///
  /// The block lies in memory as (1 + inputs) × outputs, row-major.
  ///
  /// - Complexity: 4 · (1 + inputs) · outputs · (outputs + eigenvectors) flops.
  func applyInverse(to vector: inout MutableSpan<Double>, shift: Double) {
    rotate(vector.span)
    for unit in 0..<unitCount {
      let curvature = outputCurvature(unit)
      let ofRest = 1 / (restCurvature * curvature + shift)
      for index in 0..<inputs.count {
        leading[index * unitCount + unit] *=
          1 / (inputCurvature(index) * curvature + shift) - ofRest
      }
      for input in 0..<inputCount { rotated[input * unitCount + unit] *= ofRest }
    }
    MatrixProduct(
      rows: inputCount, inner: inputs.count, columns: unitCount, alpha: 1,
      .transpose(inputs.vectors, leadingDimension: inputCount),
      .matrix(leading, leadingDimension: unitCount), beta: 1, into: rotated,
      leadingDimension: unitCount
    ).run()
    MatrixProduct(
      rows: inputCount, inner: unitCount, columns: unitCount, alpha: 1,
      .matrix(rotated, leadingDimension: unitCount),
      .matrix(outputs.vectors, leadingDimension: unitCount), beta: 0, into: block,
      leadingDimension: unitCount
    ).run()
    block.copy(to: &vector, at: region.offset)
  }

  /// gᵀ times the result of ``applyInverse(to:shift:)``, with half the work.
  func inverseQuadraticForm(of vector: Span<Double>, shift: Double) -> Double {
    rotate(vector)
    var sum = 0.0
    for unit in 0..<unitCount {
      let curvature = outputCurvature(unit)
      let ofRest = 1 / (restCurvature * curvature + shift)
      for index in 0..<inputs.count {
        let element = leading[index * unitCount + unit]
        sum += element * element * (1 / (inputCurvature(index) * curvature + shift) - ofRest)
      }
      var squares = 0.0
      for input in 0..<inputCount {
        let element = rotated[input * unitCount + unit]
        squares += element * element
      }
      sum += ofRest * squares
    }
    return sum
  }

  /// R ← g V, and Uᵀ R.
  private func rotate(_ vector: Span<Double>) {
    block.assign(vector.extracting(region.range))
    MatrixProduct(
      rows: inputCount, inner: unitCount, columns: unitCount, alpha: 1,
      .matrix(block, leadingDimension: unitCount),
      .transpose(outputs.vectors, leadingDimension: unitCount), beta: 0,
      into: rotated, leadingDimension: unitCount
    ).run()
    MatrixProduct(
      rows: inputs.count, inner: inputCount, columns: unitCount, alpha: 1,
      .matrix(inputs.vectors, leadingDimension: inputCount),
      .matrix(rotated, leadingDimension: unitCount), beta: 0, into: leading,
      leadingDimension: unitCount
    ).run()
  }

  // Rounding may leave an eigenvalue of 0 just below it.
  private func inputCurvature(_ index: Int) -> Double { max(inputs.values[index], 0) }
  private func outputCurvature(_ unit: Int) -> Double { max(outputs.values[unit], 0) }
  /// τ.
  private var restCurvature: Double { inputCurvature(0) }
}
