internal import LinearAlgebra
internal import NetworkKernels

/// The second moments of a network's layers, summed over examples on all threads.
///
/// The parts of a plan are added along a fixed tree, so that any number of threads gives the same
/// bits.
final class MomentSums<Scalar: BLASScalar>: Sendable {
  let examples: NetworkExamples<Scalar>
  let places: MomentPlaces
  private let sums: TreeSum<Scalar>
  private let workspaces: [MomentWorkspace<Scalar>]

  /// Allocates the workspace for sums over plans of up to `shardCount` parts.
  init(on examples: NetworkExamples<Scalar>, places: MomentPlaces, shardCount: Int) {
    self.examples = examples
    self.places = places
    sums = TreeSum(length: places.count, shardCount: shardCount, threads: examples.threads)
    workspaces = (0..<examples.threads).map { _ in
      MomentWorkspace(topology: examples.topology, places: places, width: examples.features.width)
    }
  }

  /// Sums the moments over some examples, at the weights of a forward pass, whose workspace is used.
  ///
  /// `isCut` is called for each block and, with all roots, for each output; after `true` the rest is
  /// skipped, and the sums are of no use.
  ///
  /// - Parameters:
  ///   - bases: X for each factor that is represented by leading eigenpairs, whose products M X are
  ///     summed instead of M.
  ///   - part: which factors are computed; the sums of the others are 0.
  /// - Returns: the sums at their ``places``, valid until the next call.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func sum(
    over plan: ShardPlan, at forward: ForwardPass<Scalar>, roots: CurvatureRoots,
    bases: [AlignedBuffer<Scalar>] = [], part: MomentPart = .all,
    stoppingWhen isCut: @Sendable () -> Bool = { false }
  ) -> AlignedBuffer<Scalar> {
    let total = sums.run(shards: plan.count) {
      [examples, sums, workspaces] shard, worker, slot in
      for block in plan.blocks[shard] where !isCut() {
        workspaces[worker].accumulate(
          at: forward.activations(ofBlock: block, worker: worker), through: forward.layers,
          exampleCount: examples.features.exampleCount(inBlock: block), roots: roots, block: block,
          bases: bases, part: part, into: sums.vectors[slot], stoppingWhen: isCut)
      }
    }
    return sums.vectors[total]
  }
}

/// The roots of H_loss = Σ_k s_k s_kᵀ that are backpropagated for G.
enum CurvatureRoots {
  /// Every s_k: G is exact, for one backward pass per output.
  case all
  /// s = Σ_k ± s_k with random signs for each example, E[s sᵀ] = H_loss: one backward pass. The same
  /// seed gives the same signs.
  case random(seed: UInt64)
}
