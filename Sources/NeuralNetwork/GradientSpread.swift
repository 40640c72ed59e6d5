internal import LinearAlgebra

/// Sums the squared lengths of the gradients of single examples: how far they are from their mean.
///
/// The gradient of one example's loss is δ_l (1, a_{l−1})ᵀ in every layer, so that its length needs
/// no gradient:
///
///     ‖∇loss_e‖² = Σ_l (1 + ‖a_{l−1}‖²) ‖δ_l‖²
///
/// - Complexity: two multiplications an activation; no allocation after the initializer.
final class GradientSpread<Scalar: BLASScalar>: @unchecked Sendable {
  /// 1 + ‖x‖² of the examples in samples, lane by lane.
  private let inputs: AlignedBuffer<Scalar>
  private let width: Int
  /// Two rows of lanes a thread: 1 + ‖a_{l−1}‖² and ‖δ_l‖².
  private let rows: [Panel<Scalar>]
  /// Σ ‖∇loss_e‖² of each shard.
  private let shardSums: AlignedBuffer<Double>

  /// - Parameter order: the examples in samples, in the order of the lanes.
  init(
    features: borrowing Matrix<Scalar>, order: ArraySlice<Int>, shards: Int, width: Int,
    threads: Int
  ) {
    let inputs = AlignedBuffer<Scalar>(count: order.count)
    features.elements.withUnsafeBufferPointer { elements in
      let columns = elements.count / max(1, features.rows)
      for (lane, example) in order.enumerated() {
        var sum: Scalar = 1
        for value in elements[example * columns..<(example + 1) * columns] { sum += value * value }
        inputs.start[lane] = sum
      }
    }
    self.inputs = inputs
    self.width = width
    rows = (0..<threads).map { _ in Panel(AlignedBuffer(count: 2 * width), units: 2, width: width) }
    shardSums = AlignedBuffer(count: shards)
  }

  /// Begins a sum.
  func clear() {
    shardSums.start.update(repeating: 0, count: shardSums.count)
  }

  /// Adds a block of a sample, which lies whole in it, from what its backward pass left.
  func add(block: Int, _ workspace: BlockWorkspace<Scalar>, worker: Int, shard: Int) {
    let lengths = rows[worker].start
    let errors = lengths + width
    lengths.update(from: inputs.start + block * width, count: width)
    for layer in workspace.errors.indices {
      if layer > 0 {
        lengths.update(repeating: 1, count: width)
        workspace.activations[layer - 1].addSquaredNorms(to: lengths)
      }
      errors.update(repeating: 0, count: width)
      workspace.errors[layer].addSquaredNorms(to: errors)
      var sum: Scalar = 0
      for lane in 0..<width { sum += lengths[lane] * errors[lane] }
      shardSums.start[shard] += Double(sum)
    }
  }

  /// Σ ‖∇loss_e‖² over the sample.
  var sum: Double { shardSums.numbers.reduce(0, +) }
}
