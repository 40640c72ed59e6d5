internal import LinearAlgebra
internal import Machine

/// The inverse of one layer's damped Kronecker factors, (A + πγ I)⁻¹ ⊗ (G + γ/π I)⁻¹.
///
/// π² = (tr A / order A) / (tr G / order G) gives both factors the same relative damping.
///
/// Source: J. Martens and R. Grosse, ICML 2015 (arXiv:1503.05671), section 6.3.
final class LayerPreconditioner<Scalar: BLASScalar>: @unchecked Sendable {
  /// A, of order 1 + inputs.
  enum InputFactor {
    /// The moments of the features do not depend on θ.
    case features(LowRankFactor<Scalar>)
    case moments(DampedFactor<Scalar>)
  }

  private let region: MatrixRegion
  private let inputs: InputFactor
  /// G.
  private let outputs: DampedFactor<Scalar>
  /// πγ and γ/π.
  private var inputShift = 0.0
  private var outputShift = 0.0
  /// g (G + γ/π I)⁻¹.
  private let product: AlignedBuffer<Scalar>

  /// A layer after the first.
  init(region: MatrixRegion, inputs: MomentPlace, outputs: MomentPlace) {
    self.region = region
    self.inputs = .moments(DampedFactor(inputs, width: region.rows))
    self.outputs = DampedFactor(outputs, width: region.columns)
    product = AlignedBuffer(count: region.count)
  }

  /// The first layer, from the leading eigenpairs of its A.
  init(region: MatrixRegion, features: Eigenpairs, outputs: MomentPlace) {
    let factor = LowRankFactor<Scalar>(features, width: region.rows)
    factor.assignVectors()
    self.region = region
    inputs = .features(factor)
    self.outputs = DampedFactor(outputs, width: region.columns)
    product = AlignedBuffer(count: region.count)
  }

  /// The factors that are represented by leading eigenpairs and depend on θ, in the order of their
  /// places.
  var leadingInputs: LeadingFactor<Scalar>? {
    if case .moments(let factor) = inputs { factor.leading } else { nil }
  }
  var leadingOutputs: LeadingFactor<Scalar>? { outputs.leading }

  /// Sets A and G from sums of second moments over `count` examples; `damping` is γ².
  func assign(_ sums: AlignedBuffer<Scalar>, count: Int, damping: Double) {
    let outputMean = outputs.assign(sums, count: count)
    let inputMean: Double
    switch inputs {
    case .features(let factor):
      // τ is the smallest of the eigenvalues.
      let others = Double(region.columns - factor.count) * factor.smallest
      inputMean = (factor.eigenvalueSum + others) / Double(region.columns)
    case .moments(let factor):
      inputMean = factor.assign(sums, count: count)
    }
    let ratio = (inputMean / outputMean).squareRoot()
    let balance = ratio.isFinite && ratio > 0 ? ratio : 1
    (inputShift, outputShift) = (balance * damping.squareRoot(), damping.squareRoot() / balance)
  }

  /// Inverts A + πγ I; `sums` are the products for leading eigenpairs.
  func invertInputs(_ sums: AlignedBuffer<Scalar>, count: Int) {
    switch inputs {
    case .features(let factor): factor.setShift(inputShift, rest: factor.smallest)
    case .moments(let factor): factor.invert(shift: inputShift, sums, count: count)
    }
  }

  /// Inverts G + γ/π I; `sums` are the products for leading eigenpairs.
  func invertOutputs(_ sums: AlignedBuffer<Scalar>, count: Int) {
    outputs.invert(shift: outputShift, sums, count: count)
  }

  /// result ← the layer's block of the gradient times both inverses.
  ///
  /// Blocks lie in memory as (1 + inputs) × outputs, row-major. Threads compute fixed pieces, so any
  /// number of them gives the same bits.
  ///
  /// - Complexity: 2 · (1 + inputs) · outputs · (outputs + 1 + inputs) flops, with twice the number of
  ///   eigenpairs instead of the order of a factor that is represented by them.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func apply(
    to gradient: AlignedBuffer<Scalar>, into result: AlignedBuffer<Scalar>, threads: Int
  ) {
    let (rows, columns) = (region.columns, region.rows)
    nonisolated(unsafe) let source = gradient.start + region.offset
    nonisolated(unsafe) let target = result.start + region.offset
    nonisolated(unsafe) let product = self.product.start
    Self.forPieces(rows, threads: threads) { [outputs] piece in
      outputs.applyFromRight(to: source, rows: piece, into: product)
    }
    switch inputs {
    case .moments(let factor):
      factor.project(product, columns: columns)
      Self.forPieces(rows, threads: threads) { piece in
        factor.applyFromLeft(to: product, columns: columns, rows: piece, into: target)
      }
    case .features(let factor):
      factor.project(product, columns: columns)
      Self.forPieces(rows, threads: threads) { piece in
        factor.applyFromLeft(to: product, columns: columns, rows: piece, into: target)
      }
    }
  }

  /// Calls `body` for pieces of 128 rows.
  private static func forPieces(
    _ rows: Int, threads: Int, _ body: @Sendable (_ piece: Range<Int>) -> Void
  ) {
    let height = 128
    Parallel.forEach((rows + height - 1) / height, threads: threads) { piece, _ in
      body(piece * height..<min((piece + 1) * height, rows))
    }
  }
}
