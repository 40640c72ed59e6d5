internal import LinearAlgebra

/// The features in the engine's own layout: blocks of examples, feature by feature, the examples of
/// a block side by side.
struct FeatureBlocks<Scalar: BLASScalar>: Sendable {
  /// The number of examples side by side in a block.
  let width: Int
  let blockCount: Int
  let featureCount: Int
  /// Which example each lane holds; lanes beyond them, at the end of the last block, hold zeros.
  let order: [Int]
  private let storage: AlignedBuffer<Scalar>

  init(_ matrix: borrowing Matrix<Scalar>) {
    let exampleCount = matrix.rows
    let width = min(256, (exampleCount + 15) / 16 * 16)
    self.width = width
    featureCount = matrix.columns
    blockCount = (exampleCount + width - 1) / width
    order = Array(0..<exampleCount)
    storage = AlignedBuffer(count: blockCount * width * featureCount)
    for example in 0..<exampleCount {
      let (block, lane) = example.quotientAndRemainder(dividingBy: width)
      let panel = Panel(
        storage, offset: block * width * featureCount, units: featureCount, width: width)
      for (feature, value) in matrix.row(example).enumerated() { panel[feature, lane] = value }
    }
  }

  /// The number of lanes of a block that hold an example.
  func exampleCount(inBlock block: Int) -> Int { min(width, order.count - block * width) }

  private func panel(_ block: Int) -> Panel<Scalar> {
    Panel(storage, offset: block * width * featureCount, units: featureCount, width: width)
  }

  /// Copies a block's features into a panel.
  func unpack(block: Int, into x: Panel<Scalar>) {
    x.start.update(from: panel(block).start, count: x.count)
  }

  /// z ← W x + b for the examples of a block.
  func multiply(block: Int, by layer: Layer<Scalar>, into z: Panel<Scalar>) {
    z.assignAffine(of: layer, applied: panel(block))
  }

  /// ∂W ← ∂W + δ xᵀ and ∂b ← ∂b + δ 1 for the examples of a block.
  func accumulateGradient(block: Int, errors delta: Panel<Scalar>, into gradient: Layer<Scalar>) {
    gradient.accumulateGradient(inputs: panel(block), errors: delta)
  }
}
