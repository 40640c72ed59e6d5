internal import LinearAlgebra
internal import Machine
internal import NetworkKernels
internal import Optimization

/// Sums a network's loss, and its gradient, over a sample or all of the examples.
///
/// The examples are cut into fixed *shards*, each shard into *blocks* whose activations and errors
/// stay in the L2 cache. A block is read once: forward, loss, backward, gradient. Worker threads
/// take whole shards, whose sums are added along a fixed binary tree (``TreeSum``). Losses are added
/// up in `Double`, everything else in `Scalar`.
struct NetworkEngine<Scalar: BLASScalar>: ~Copyable, Sendable {
  let examples: NetworkExamples<Scalar>
  let forward: ForwardPass<Scalar>
  /// The examples that sums run over.
  let sample: Sample
  /// The token that may cut a sum short, checked before each block.
  var token: StopToken?
  /// The gradients of shards.
  private let sums: TreeSum<Scalar>
  private let shardGradients: [ShardGradient<Scalar>]
  /// The last total, in the order of θ.
  private let total: AlignedBuffer<Scalar>
  /// Each shard's summed loss.
  private let shardLosses: AlignedBuffer<Double>

  /// Allocates the workspace for sums over a sample of the examples, and over other plans of up to
  /// `pieceCount` shards.
  init(on examples: NetworkExamples<Scalar>, sample: Sample, pieceCount: Int = 0) {
    let shardCount = max(sample.shards.count, pieceCount)
    self.examples = examples
    self.sample = sample
    forward = ForwardPass(on: examples)
    sums = TreeSum(
      length: ShardGradient.length(for: examples), shardCount: shardCount,
      threads: examples.threads)
    shardGradients = sums.vectors.map { ShardGradient($0, for: examples) }
    total = AlignedBuffer(count: examples.layout.parameterCount)
    shardLosses = AlignedBuffer(count: shardCount)
  }

  /// The shards of the sample.
  private var shards: ShardPlan { sample.shards }

  /// Whether the calling work must stop.
  private func cutsWork() -> Bool { token?.cutsWork() ?? false }
  /// Whether work was cut short since the token is watched.
  var hasCutWork: Bool { token?.hasCutWork ?? false }

  /// Σ loss over the sample's examples; undefined if it is cut short.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func loss(at point: Span<Double>) -> Double {
    forward.assign(point)
    Parallel.forEach(shards.count, threads: examples.threads) { shard, worker in
      var loss = 0.0
      for block in shards.blocks[shard] {
        if cutsWork() { break }
        let targets = forward.targets(ofBlock: block, worker: worker)
        loss += forward.run(block: block, targets: targets, in: forward.workspaces[worker])
      }
      shardLosses[shard] = loss
    }
    return totalLoss(over: shards)
  }

  /// Σ loss over the sample's examples, and its gradient, which is unchanged if the sum is cut
  /// short.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func loss(at point: Span<Double>, gradient: inout MutableSpan<Double>) -> Double {
    forward.assign(point)
    let (loss, gradientSum) = lossAndGradient(over: shards)
    if !hasCutWork { gradientSum.copy(to: &gradient, at: 0) }
    return loss
  }

  /// Σ loss over the blocks of a plan at the weights of the forward pass, and its gradient, which is
  /// valid until the next sum; undefined if it is cut short.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func lossAndGradient(over plan: ShardPlan) -> (loss: Double, gradient: AlignedBuffer<Scalar>) {
    for shard in 0..<plan.count { shardLosses[shard] = 0 }
    let gradient = sum(over: plan) { block, worker, sum, shard in
      let targets = forward.targets(ofBlock: block, worker: worker)
      let workspace = forward.workspaces[worker]
      shardLosses[shard] += forward.run(block: block, targets: targets, in: workspace)
      workspace.backward(through: forward.layers, targets: targets, into: sum.layers)
      sum.accumulateFirstLayer(block: block, errors: workspace.errors[0])
    }
    return (totalLoss(over: plan), gradient)
  }

  /// Adds up the sample's shards; the result is unchanged when it is cut short.
  ///
  /// `pass` adds a block's part to the sum of its shard.
  func sumOverShards(
    into result: inout MutableSpan<Double>,
    _ pass:
      @Sendable (_ block: Int, _ worker: Int, _ sum: ShardGradient<Scalar>, _ shard: Int) ->
      Void
  ) {
    precondition(
      result.count == examples.layout.parameterCount, "the sum has one component per parameter")
    let sum = sum(over: shards, pass)
    if !hasCutWork { sum.copy(to: &result, at: 0) }
  }

  private func sum(
    over plan: ShardPlan,
    _ pass:
      @Sendable (_ block: Int, _ worker: Int, _ sum: ShardGradient<Scalar>, _ shard: Int) ->
      Void
  ) -> AlignedBuffer<Scalar> {
    let root = sums.run(shards: plan.count) { shard, worker, slot in
      for block in plan.blocks[shard] {
        if cutsWork() { break }
        pass(block, worker, shardGradients[slot], shard)
      }
    }
    shardGradients[root].move(
      to: total, first: Layer(total, region: examples.layout.regions[0]))
    return total
  }

  /// The shards' losses, added up in their order.
  private func totalLoss(over plan: ShardPlan) -> Double {
    (0..<plan.count).reduce(0) { $0 + shardLosses[$1] }
  }
}

extension NetworkEngine {
  /// The predicted class of each of all examples, in their original order.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func classIndices(at point: Span<Double>) -> [Int] {
    forward.assign(point)
    let shards = examples.all.shards
    let shardClasses = Parallel.map(shards.count, threads: examples.threads) { shard, worker in
      let workspace = forward.workspaces[worker]
      return shards.blocks[shard].flatMap { block in
        forward.multiplyFirstLayer(block: block, in: workspace)
        let lanes = examples.features.exampleCount(inBlock: block)
        let outputs = workspace.predict(through: forward.layers, exampleCount: lanes)
        return (0..<lanes).map {
          examples.topology.classIndex(ofUnit: workspace.predictedUnit(of: $0, outputs: outputs))
        }
      }
    }
    var classes = [Int](repeating: 0, count: examples.count)
    for (example, index) in zip(examples.features.order, shardClasses.joined()) {
      classes[example] = index
    }
    return classes
  }

  /// The means over the sample's examples of Σ (ŷ − y)² and of the sigmoid cross-entropy.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func targetErrors(at point: Span<Double>) -> TargetErrors {
    forward.assign(point)
    let sums = Parallel.map(shards.count, threads: examples.threads) { shard, worker in
      var (squares, crossEntropy) = (0.0, 0.0)
      for block in shards.blocks[shard] {
        let workspace = forward.workspaces[worker]
        forward.multiplyFirstLayer(block: block, in: workspace)
        let errors = workspace.targetErrors(
          through: forward.layers, targets: forward.targets(ofBlock: block, worker: worker))
        squares += errors.squares
        crossEntropy += errors.crossEntropy
      }
      return (squares, crossEntropy)
    }
    let count = Double(sample.exampleCount)
    return TargetErrors(
      squaredError: sums.reduce(0) { $0 + $1.0 } / count,
      crossEntropy: sums.reduce(0) { $0 + $1.1 } / count,
      outputCount: examples.topology.outputCount)
  }
}
