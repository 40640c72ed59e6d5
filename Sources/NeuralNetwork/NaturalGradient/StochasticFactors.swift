internal import LinearAlgebra
internal import Machine
internal import NetworkKernels
internal import Optimization
internal import Random

/// Kronecker factors of the Gauss–Newton matrix from a mini-batch, for ``NaturalGradientDescent``.
///
/// For each layer A = 1/B Σ (1, a)(1, a)ᵀ and G = 1/B Σ s sᵀ, where s = (∂z_L/∂z_l)ᵀ Σ_k ± s_k
/// backpropagates one random root of H_loss = Σ_k s_k s_kᵀ per example: E[s sᵀ] is the exact G of
/// ``KroneckerFactors``, for one backward pass instead of one per class. A of the first layer does
/// not depend on θ and is represented by its leading eigenpairs.
final class StochasticFactors<Scalar: BLASScalar>: Sendable {
  private let examples: NetworkExamples<Scalar>
  private let layers: [LayerPreconditioner<Scalar>]
  private let places: MomentPlaces
  private let moments: TreeSum<Scalar>
  private let workspaces: [MomentWorkspace<Scalar>]

  /// Computes the factor of the features from about `exampleCount` examples.
  init(
    on examples: NetworkExamples<Scalar>, exampleCount: Int, pieceCount: Int, stopToken: StopToken
  ) {
    self.examples = examples
    let features = examples.leadingFeaturePairs(
      of: examples.all, exampleCount: exampleCount, stopToken: stopToken)
    layers = examples.layout.regions.enumerated().map { layer, region in
      LayerPreconditioner(region: region, features: layer == 0 ? features : nil)
    }
    places = MomentPlaces(examples.topology)
    moments = TreeSum(length: places.count, shardCount: pieceCount, threads: examples.threads)
    workspaces = (0..<examples.threads).map { _ in
      MomentWorkspace(topology: examples.topology, width: examples.features.width)
    }
  }

  /// Computes the factors from a mini-batch, at the weights of a forward pass.
  ///
  /// - Parameters:
  ///   - batch: the blocks, in pieces that threads take.
  ///   - forward: the weights, and the workspace.
  ///   - seed: of the random roots; the same seed gives the same factors.
  ///   - damping: γ², added to the products of eigenvalues.
  /// - Complexity: a forward and half a backward pass of the mini-batch, and n³ flops for the inverse of
  ///   a factor of order n.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func refresh(
    over batch: ShardPlan, at forward: ForwardPass<Scalar>, seed: UInt64, damping: Double
  ) {
    let total = moments.run(shards: batch.count) {
      [examples, moments, workspaces] piece, worker, slot in
      for block in batch.blocks[piece] {
        workspaces[worker].accumulateSampled(
          at: forward.activations(ofBlock: block, worker: worker), through: forward.layers,
          exampleCount: examples.features.exampleCount(inBlock: block),
          seed: seed &+ UInt64(block), into: moments.vectors[slot])
      }
    }
    let (sums, count) = (moments.vectors[total], examples.exampleCount(in: batch))
    Parallel.forEach(layers.count, threads: examples.threads) { [layers, places] layer, _ in
      layers[layer].update(
        sums, inputOffset: layer == 0 ? nil : places.inputs[layer - 1],
        outputOffset: places.outputs[layer], count: count, damping: damping)
    }
  }

  /// direction ← the inverse factors applied to a gradient.
  func apply(to gradient: AlignedBuffer<Scalar>, into direction: AlignedBuffer<Scalar>) {
    for layer in layers { layer.apply(to: gradient, into: direction, threads: examples.threads) }
  }
}
