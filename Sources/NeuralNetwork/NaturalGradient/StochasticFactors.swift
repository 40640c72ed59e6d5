internal import LinearAlgebra
internal import Machine
internal import NetworkKernels
internal import Optimization

/// Damped Kronecker factors of the Gauss–Newton matrix from some examples: those of
/// ``NaturalGradientDescent``, and of ``KroneckerFactors`` for wide networks.
///
/// For each layer A = 1/B Σ (1, a)(1, a)ᵀ and G = 1/B Σ s sᵀ, where s = (∂z_L/∂z_l)ᵀ Σ_k ± s_k
/// backpropagates one random root of H_loss = Σ_k s_k s_kᵀ per example: E[s sᵀ] is the exact G, for
/// one backward pass instead of one per class. A of the first layer does not depend on θ and is
/// represented by its leading eigenpairs; so are the other factors of an order above
/// ``MomentPlace/largestWholeOrder``, from two products with them.
final class StochasticFactors<Scalar: BLASScalar>: Sendable {
  private let examples: NetworkExamples<Scalar>
  private let layers: [LayerPreconditioner<Scalar>]
  /// The factors that are represented by leading eigenpairs, but for the features'.
  private let leading: [LeadingFactor<Scalar>]
  private let moments: MomentSums<Scalar>

  /// Computes the factor of the features from about `exampleCount` examples.
  ///
  /// - Parameters:
  ///   - sample: the examples that the features are taken from; by default all.
  ///   - pieceCount: the most parts of a plan for a refresh.
  ///   - stopToken: may cut the computation short.
  init(
    on examples: NetworkExamples<Scalar>, of sample: Sample? = nil, exampleCount: Int,
    pieceCount: Int, stopToken: StopToken
  ) {
    self.examples = examples
    let features = examples.leadingFeaturePairs(
      of: sample ?? examples.all, exampleCount: exampleCount, stopToken: stopToken)
    let places = MomentPlaces(
      examples.topology, largestWholeOrder: MomentPlace.largestWholeOrder)
    layers = examples.layout.regions.enumerated().map { layer, region in
      layer == 0
        ? LayerPreconditioner(region: region, features: features, outputs: places.outputs[0])
        : LayerPreconditioner(
          region: region, inputs: places.inputs[layer - 1], outputs: places.outputs[layer])
    }
    // In the order of the places.
    leading = layers.compactMap(\.leadingInputs) + layers.compactMap(\.leadingOutputs)
    moments = MomentSums(on: examples, places: places, shardCount: pieceCount)
  }

  /// Computes the factors from a mini-batch, at the weights of a forward pass.
  ///
  /// - Parameters:
  ///   - batch: the blocks, in pieces that threads take.
  ///   - forward: the weights, and the workspace.
  ///   - seed: of the random roots; the same seed gives the same factors.
  ///   - damping: γ², added to the products of eigenvalues.
  ///   - isStopped: called every few milliseconds, on any thread; once it returns `true`, which it
  ///     must then always return, the rest is skipped, and the factors are lost.
  /// - Complexity: a forward and half a backward pass of the mini-batch, and n³ flops for the inverse of
  ///   a factor of order n; two of these passes if there are leading eigenpairs.
  func refresh(
    over batch: ShardPlan, at forward: ForwardPass<Scalar>, seed: UInt64, damping: Double,
    stoppingWhen isStopped: @Sendable () -> Bool = { false }
  ) {
    for factor in leading { factor.drawBasis() }
    let bases = leading.map(\.basis)
    let count = examples.exampleCount(in: batch)
    var sums = moments.sum(
      over: batch, at: forward, roots: .random(seed: seed), bases: bases, stoppingWhen: isStopped)
    Parallel.forEach(layers.count, threads: examples.threads) { [layers, sums] layer, _ in
      layers[layer].assign(sums, count: count, damping: damping)
    }
    if !leading.isEmpty {
      sums = moments.sum(
        over: batch, at: forward, roots: .random(seed: seed), bases: bases, part: .leading,
        stoppingWhen: isStopped)
    }
    Parallel.forEach(2 * layers.count, threads: examples.threads) { [layers, sums] factor, _ in
      let layer = layers[factor / 2]
      if factor % 2 == 0 {
        layer.invertInputs(sums, count: count)
      } else {
        layer.invertOutputs(sums, count: count)
      }
    }
  }

  /// direction ← the inverse factors applied to a gradient.
  func apply(to gradient: AlignedBuffer<Scalar>, into direction: AlignedBuffer<Scalar>) {
    for layer in layers { layer.apply(to: gradient, into: direction, threads: examples.threads) }
  }
}
