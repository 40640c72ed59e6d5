internal import LinearAlgebra
internal import NetworkKernels

/// Sums the squared norms of the gradients of individual examples, for their variance.
///
/// The gradient of one example's loss is δ_l (1, a_{l−1})ᵀ in every layer, so that its norm does
/// not require the gradient:
///
///     ‖∇loss_e‖² = Σ_l (1 + ‖a_{l−1}‖²) ‖δ_l‖²
///
/// - Complexity: two multiplications per activation; no allocation after the initializer.
final class GradientVariance<Scalar: BLASScalar>: @unchecked Sendable {
  /// 1 + ‖x‖² of the examples in samples, one per lane.
  private let inputs: Panel<Scalar>
  /// Two rows of lanes per thread: 1 + ‖a_{l−1}‖² and ‖δ_l‖².
  private let rows: [Panel<Scalar>]
  /// Σ ‖∇loss_e‖² of each shard.
  private let shardSums: AlignedBuffer<Double>

  /// Allocates the workspace for the samples of an engine, the last of which is all examples.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  init(features: GroupedFeatures<Scalar>, samples: [Sample], threads: Int) {
    let blockCount = samples.dropLast().last?.blockCount ?? 0
    let width = features.width
    inputs = Panel(AlignedBuffer(count: blockCount * width), units: blockCount, width: width)
    inputs.fill(1)
    for block in 0..<blockCount {
      features.addSquaredNorms(block: block, to: inputs.row(block))
    }
    rows = (0..<threads).map { _ in Panel(AlignedBuffer(count: 2 * width), units: 2, width: width) }
    shardSums = AlignedBuffer(count: samples.last!.shards.count)
  }

  /// Sets the sums to zero.
  func clear() {
    shardSums.fill(0)
  }

  /// Adds a block that is entirely in a sample, from the activations and errors of its backward
  /// pass.
  func add(block: Int, _ workspace: BlockWorkspace<Scalar>, worker: Int, shard: Int) {
    let (lengths, errors) = (rows[worker].row(0), rows[worker].row(1))
    lengths.assign(inputs.row(block))
    for layer in workspace.errors.indices {
      if layer > 0 {
        lengths.fill(1)
        workspace.activations[layer - 1].addSquaredNorms(to: lengths)
      }
      errors.fill(0)
      workspace.errors[layer].addSquaredNorms(to: errors)
      shardSums[shard] += Double(lengths.dot(errors))
    }
  }

  /// Σ ‖∇loss_e‖² over the sample.
  var sum: Double { shardSums.numbers.reduce(0, +) }
}
