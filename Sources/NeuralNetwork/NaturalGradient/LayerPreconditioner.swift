package import LinearAlgebra
internal import Machine

/// The inverse of one layer's damped Kronecker factors, (A + πγ I)⁻¹ ⊗ (G + γ/π I)⁻¹.
///
/// A is either a whole matrix, or, for the features, its leading eigenpairs U, σ and τ, the smallest
/// of these eigenvalues, in all other directions:
///
///     (A + πγ I)⁻¹ ≈ 1/(τ + πγ) I + U diag(1/(σ + πγ) − 1/(τ + πγ)) Uᵀ
///
/// π² = (tr A / order A) / (tr G / order G) gives both factors the same relative damping.
///
/// Source: J. Martens and R. Grosse, ICML 2015 (arXiv:1503.05671), section 6.3.
package final class LayerPreconditioner<Scalar: BLASScalar>: @unchecked Sendable {
  let region: MatrixRegion
  /// The leading eigenpairs of the features' moments; `nil` for the other layers.
  private let features: Eigenpairs?
  /// A + πγ I, then its inverse.
  private let inputs: SymmetricInverse?
  /// G + γ/π I, then its inverse.
  private let outputs: SymmetricInverse
  /// The inverses in the precision of the gradient; Uᵀ for the features.
  private let inputInverse: AlignedBuffer<Scalar>
  private let outputInverse: AlignedBuffer<Scalar>
  /// 1/(σ + πγ) − 1/(τ + πγ), and 1/(τ + πγ).
  private var corrections: [Scalar] = []
  private var rest: Scalar = 1
  /// g (G + γ/π I)⁻¹, and Uᵀ times that.
  private let product: AlignedBuffer<Scalar>
  private let leading: AlignedBuffer<Scalar>

  package init(region: MatrixRegion, features: Eigenpairs?) {
    self.region = region
    self.features = features
    inputs = features == nil ? SymmetricInverse(order: region.columns) : nil
    outputs = SymmetricInverse(order: region.rows)
    inputInverse = AlignedBuffer(count: (features?.count ?? region.columns) * region.columns)
    outputInverse = AlignedBuffer(count: region.rows * region.rows)
    product = AlignedBuffer(count: region.count)
    leading = AlignedBuffer(count: (features?.count ?? 0) * region.rows)
    if let features { inputInverse.assign(features.vectors) }
  }

  /// Sets the factors from sums of second moments.
  ///
  /// A factor that can't be inverted is replaced by the identity.
  ///
  /// - Parameters:
  ///   - sums: the sums of several layers.
  ///   - inputOffset: the position of Σ (1, a)(1, a)ᵀ, (1 + inputs)² numbers; `nil` for the layer of
  ///     the features.
  ///   - outputOffset: the position of Σ s sᵀ, outputs² numbers.
  ///   - count: the number of examples in the sums.
  ///   - damping: γ².
  package func update(
    _ sums: AlignedBuffer<Scalar>, inputOffset: Int?, outputOffset: Int, count: Int, damping: Double
  ) {
    let scale = 1 / Double(count)
    func assign(_ inverse: SymmetricInverse, from offset: Int) -> Double {
      var trace = 0.0
      for index in 0..<inverse.matrix.count {
        inverse.matrix[index] = Double(sums[offset + index]) * scale
      }
      for index in 0..<inverse.order { trace += inverse.matrix[index * (inverse.order + 1)] }
      return trace / Double(inverse.order)
    }
    let outputMean = assign(outputs, from: outputOffset)
    let inputMean: Double
    if let features {
      let sum = features.values.numbers.reduce(0) { $0 + max($1, 0) }
      let others = Double(features.order - features.count) * max(features.values[0], 0)
      inputMean = (sum + others) / Double(features.order)
    } else {
      inputMean = assign(inputs!, from: inputOffset!)
    }
    let ratio = (inputMean / outputMean).squareRoot()
    let balance = ratio.isFinite && ratio > 0 ? ratio : 1
    let (inputShift, outputShift) = (
      balance * damping.squareRoot(), damping.squareRoot() / balance
    )
    Self.invert(outputs, shift: outputShift, into: outputInverse)
    if let features {
      let rest = 1 / (max(features.values[0], 0) + inputShift)
      corrections = features.values.numbers.map { Scalar(1 / (max($0, 0) + inputShift) - rest) }
      self.rest = Scalar(rest)
    } else {
      Self.invert(inputs!, shift: inputShift, into: inputInverse)
    }
  }

  private static func invert(
    _ matrix: SymmetricInverse, shift: Double, into result: AlignedBuffer<Scalar>
  ) {
    for index in 0..<matrix.order { matrix.matrix[index * (matrix.order + 1)] += shift }
    if matrix.invert() {
      result.assign(matrix.matrix)
    } else {
      result.fill(0)
      for index in 0..<matrix.order { result[index * (matrix.order + 1)] = 1 }
    }
  }

  /// result ← the layer's block of the gradient times both inverses.
  ///
  /// Blocks lie in memory as (1 + inputs) × outputs, row-major. Threads compute fixed pieces, so any
  /// number of them gives the same bits.
  ///
  /// - Complexity: 2 · (1 + inputs) · outputs · (outputs + 1 + inputs) flops, with twice the number of
  ///   eigenpairs instead of 1 + inputs for the features.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  package func apply(
    to gradient: AlignedBuffer<Scalar>, into result: AlignedBuffer<Scalar>, threads: Int
  ) {
    let (rows, columns) = (region.columns, region.rows)
    let (g, out) = (gradient.start + region.offset, result.start + region.offset)
    nonisolated(unsafe) let (source, target) = (g, out)
    Self.forPieces(rows, threads: threads) { first, count in
      MatrixProduct(
        rows: count, inner: columns, columns: columns, alpha: 1,
        .matrix(source + first * columns, leadingDimension: columns),
        .matrix(outputInverse, leadingDimension: columns), beta: 0,
        into: product.start + first * columns, leadingDimension: columns
      ).run()
    }
    guard let features else {
      Self.forPieces(rows, threads: threads) { first, count in
        MatrixProduct(
          rows: count, inner: rows, columns: columns, alpha: 1,
          .matrix(inputInverse.start + first * rows, leadingDimension: rows),
          .matrix(product, leadingDimension: columns), beta: 0,
          into: target + first * columns, leadingDimension: columns
        ).run()
      }
      return
    }
    let pairs = features.count
    MatrixProduct(
      rows: pairs, inner: rows, columns: columns, alpha: 1,
      .matrix(inputInverse, leadingDimension: rows), .matrix(product, leadingDimension: columns),
      beta: 0, into: leading, leadingDimension: columns
    ).run()
    for pair in 0..<pairs {
      for column in 0..<columns { leading[pair * columns + column] *= corrections[pair] }
    }
    Self.forPieces(rows, threads: threads) { first, count in
      for index in first * columns..<(first + count) * columns {
        target[index] = rest * product[index]
      }
      MatrixProduct(
        rows: count, inner: pairs, columns: columns, alpha: 1,
        .transpose(inputInverse.start + first, leadingDimension: rows),
        .matrix(leading, leadingDimension: columns), beta: 1,
        into: target + first * columns, leadingDimension: columns
      ).run()
    }
  }

  /// Calls `body` for pieces of 128 rows.
  private static func forPieces(
    _ rows: Int, threads: Int, _ body: @Sendable (_ first: Int, _ count: Int) -> Void
  ) {
    let height = 128
    Parallel.forEach((rows + height - 1) / height, threads: threads) { piece, _ in
      body(piece * height, min(height, rows - piece * height))
    }
  }
}
