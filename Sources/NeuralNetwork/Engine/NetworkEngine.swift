internal import LinearAlgebra
internal import Machine
internal import NetworkKernels
internal import Optimization

/// Sums a network's loss, and its gradient, over all examples or the first of them.
///
/// The examples are cut into fixed *shards*, each shard into *blocks* whose activations and errors
/// stay in the L2 cache. A block is read once: forward, loss, backward, gradient. Worker threads
/// take whole shards, whose sums are added along a fixed binary tree (``TreeSum``). Losses are added
/// up in `Double`, everything else in `Scalar`. At the beginning of a run, the sums can be over the
/// first blocks only: a *sample*, with its own shards.
struct NetworkEngine<Scalar: BLASScalar>: ~Copyable, Sendable {
  let examples: NetworkExamples<Scalar>
  let forward: ForwardPass<Scalar>
  /// The index of the sample that sums run over.
  var sampleIndex: Int
  /// The token that may cut a sum short, checked before each block.
  var token: StopToken?
  /// One sum of the first layer's weight gradient per thread, in the layout of the kernels.
  private let firstLayerSums: [FeatureGradient<Scalar>]
  /// The gradients of shards, and their layers.
  private let gradients: TreeSum<Scalar>
  private let gradientLayers: [[Layer<Scalar>]]
  /// Each shard's summed loss.
  private let shardLosses: AlignedBuffer<Double>
  /// Measures the sampling error of a sample's gradient.
  let variance: GradientVariance<Scalar>

  /// Allocates the workspace for sums over a sample of the examples.
  init(on examples: NetworkExamples<Scalar>, sampleIndex: Int) {
    let (layout, threads) = (examples.layout, examples.threads)
    let parameterCount = layout.parameterCount
    let shardCount = examples.all.shards.count
    self.examples = examples
    self.sampleIndex = sampleIndex
    forward = ForwardPass(on: examples)
    firstLayerSums = (0..<threads).map { _ in
      examples.features.gradientSums(units: examples.topology.layerSizes[1])
    }
    let gradients = TreeSum<Scalar>(
      length: parameterCount, shardCount: max(shardCount, 16), threads: threads)
    self.gradients = gradients
    gradientLayers = gradients.vectors.map { vector in
      layout.regions.map { Layer(vector, region: $0) }
    }
    shardLosses = AlignedBuffer(count: max(shardCount, 16))
    variance = GradientVariance(
      features: examples.features, samples: examples.samples, threads: threads)
  }

  /// The sample that sums run over.
  var sample: Sample { examples.samples[sampleIndex] }
  /// The shards of the sample.
  private var shards: ShardPlan { sample.shards }
  /// Whether sums run over all examples.
  var isFullBatch: Bool { sampleIndex == examples.samples.count - 1 }

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
        loss += forward.run(block: block, in: forward.workspaces[worker])
      }
      shardLosses[shard] = loss
    }
    return totalLoss
  }

  /// Σ loss over some blocks; undefined when it is cut short.
  func loss(at point: Span<Double>, blocks: Range<Int>) -> Double {
    forward.assign(point)
    let losses = Parallel.map(blocks.count, threads: examples.threads) { index, worker in
      cutsWork()
        ? 0 : forward.run(block: blocks.lowerBound + index, in: forward.workspaces[worker])
    }
    return losses.reduce(0, +)
  }

  /// Σ loss over the blocks of a plan at the weights of the forward pass, and the vector of its
  /// gradient.
  func sum(over plan: ShardPlan) -> (loss: Double, slot: Int) {
    for shard in 0..<plan.count { shardLosses[shard] = 0 }
    let slot = gradients.run(shards: plan.count) { shard, worker, slot in
      let workspace = forward.workspaces[worker]
      for block in plan.blocks[shard] {
        shardLosses[shard] += forward.run(block: block, in: workspace)
        backward(block: block, worker: worker, into: gradientLayers[slot])
      }
      firstLayerSums[worker].move(into: gradientLayers[slot][0])
    }
    return ((0..<plan.count).reduce(0) { $0 + shardLosses[$1] }, slot)
  }

  func gradientVector(_ slot: Int) -> AlignedBuffer<Scalar> { gradients.vectors[slot] }

  /// Σ loss over the sample's examples, and its gradient, which is unchanged if the sum is cut
  /// short.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func loss(at point: Span<Double>, gradient: inout MutableSpan<Double>) -> Double {
    forward.assign(point)
    for shard in 0..<shards.count { shardLosses[shard] = 0 }
    let isSampled = !isFullBatch
    if isSampled { variance.clear() }
    sumOverShards(into: &gradient) { block, worker, sum, shard in
      let workspace = forward.workspaces[worker]
      shardLosses[shard] += forward.run(block: block, in: workspace)
      backward(block: block, worker: worker, into: sum)
      if isSampled { variance.add(block: block, workspace, worker: worker, shard: shard) }
    }
    return totalLoss
  }

  /// Adds up the shards' sums; the result is unchanged when it is cut short.
  ///
  /// `pass` adds a block's part to the sum of its shard, the first layer's by
  /// ``accumulateFirstLayer(block:worker:errors:into:)``.
  func sumOverShards(
    into sum: inout MutableSpan<Double>,
    _ pass: @Sendable (_ block: Int, _ worker: Int, _ sum: [Layer<Scalar>], _ shard: Int) -> Void
  ) {
    precondition(
      sum.count == examples.layout.parameterCount, "the sum has one component per parameter")
    let total = gradients.run(shards: shards.count) { shard, worker, slot in
      for block in shards.blocks[shard] {
        if cutsWork() { break }
        pass(block, worker, gradientLayers[slot], shard)
      }
      firstLayerSums[worker].move(into: gradientLayers[slot][0])
    }
    if !hasCutWork { gradients.vectors[total].copy(to: &sum, at: 0) }
  }

  /// The shards' losses, added up in their order.
  private var totalLoss: Double {
    (0..<shards.count).reduce(0) { $0 + shardLosses[$1] }
  }
}

extension NetworkEngine {
  /// Adds a block's part to a gradient, from the activations of the forward pass in the worker's
  /// workspace.
  private func backward(block: Int, worker: Int, into gradient: [Layer<Scalar>]) {
    let workspace = forward.workspaces[worker]
    workspace.backward(
      through: forward.layers,
      labels: examples.classIndices.span.extracting(examples.lanes(ofBlock: block)),
      into: gradient)
    accumulateFirstLayer(
      block: block, worker: worker, errors: workspace.errors[0], into: gradient[0])
  }

  /// ∂W_1 ← ∂W_1 + δ_1 xᵀ, kept in the worker's sums until its shard is done, and
  /// ∂b_1 ← ∂b_1 + δ_1 1.
  func accumulateFirstLayer(
    block: Int, worker: Int, errors delta: Panel<Scalar>, into gradient: Layer<Scalar>
  ) {
    gradient.accumulateBiasGradient(errors: delta)
    examples.features.accumulateGradient(block: block, errors: delta, into: firstLayerSums[worker])
  }
}

extension NetworkEngine {
  /// The class with the largest output for each example, in their original order.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func classIndices(at point: Span<Double>) -> [Int] {
    forward.assign(point)
    let shards = examples.all.shards
    let shardClasses = Parallel.map(shards.count, threads: examples.threads) { shard, worker in
      let (features, workspace) = (examples.features, forward.workspaces[worker])
      return shards.blocks[shard].flatMap { block in
        features.multiply(block: block, by: forward.layers[0], into: workspace.activations[0])
        let lanes = features.exampleCount(inBlock: block)
        let outputs = workspace.predict(through: forward.layers, exampleCount: lanes)
        return (0..<lanes).map { outputs.largestUnit(of: $0) }
      }
    }
    var classes = [Int](repeating: 0, count: examples.count)
    for (example, index) in zip(examples.features.order, shardClasses.joined()) {
      classes[example] = index
    }
    return classes
  }
}
