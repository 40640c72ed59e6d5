internal import LinearAlgebra
internal import NetworkKernels

/// A thread's workspace for the block of a Gauss–Newton matrix that belongs to the weights of two
/// units.
final class PairWorkspace<Scalar: BLASScalar>: Sendable {
  /// Σ c (1, a)(1, a′)ᵀ, row-major.
  private let sum: AlignedBuffer<Scalar>
  /// c ∘ (1, a′) for a block of examples.
  private let weighted: AlignedBuffer<Scalar>
  /// c.
  private let curvatures: Panel<Scalar>

  init(layout: ParameterLayout, width: Int) {
    let largest = layout.regions.map(\.columns).max() ?? 0
    sum = AlignedBuffer(count: largest * largest)
    weighted = AlignedBuffer(count: largest * width)
    curvatures = Panel(AlignedBuffer(count: width), units: 1, width: width)
  }

  /// Sums over the examples of a linearization, block after block.
  ///
  /// `isCut` is called before each block; after `true` the sum is left unfinished.
  ///
  /// - Returns: whether the sum is complete.
  func sum(
    _ first: NetworkUnit, _ second: NetworkUnit, of linearization: Linearization<Scalar>,
    stoppingWhen isCut: () -> Bool
  ) -> Bool {
    for block in linearization.inputs.indices {
      if isCut() { return false }
      let inputs = linearization.inputs[block]
      linearization.curvatures(block: block, first, second, into: curvatures)
      let (left, right) = (inputs[first.layer], inputs[second.layer])
      let weighted = Panel(weighted, units: right.units, width: right.width)
      weighted.assign(right, timesLanes: curvatures)
      left.multiplyTransposed(weighted, into: sum, adding: block > 0)
    }
    return true
  }

  /// Writes the sum, scaled, to its places in the matrix.
  ///
  /// `isCut` is called before each row, because the first write to the matrix's memory makes the
  /// system provide it; after `true` the rest is skipped.
  func store(
    _ first: NetworkUnit, _ second: NetworkUnit, layout: ParameterLayout, scale: Double,
    into matrix: DampedSystem, stoppingWhen isCut: () -> Bool
  ) {
    let (rows, columns) = (layout.regions[first.layer], layout.regions[second.layer])
    for i in 0..<rows.columns {
      if isCut() { return }
      let p = rows.offset + i * rows.rows + first.index
      for j in 0..<columns.columns {
        let q = columns.offset + j * columns.rows + second.index
        // For a unit with itself the sum is symmetric, and contains each pair of weights twice.
        matrix[min(p, q), max(p, q)] = Double(sum[i * columns.columns + j]) * scale
      }
    }
  }
}
