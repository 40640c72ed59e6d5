internal import LinearAlgebra
internal import Machine
internal import NetworkKernels
internal import Optimization

/// Sums a network's loss, and the gradient of the sum, over all examples or the first of them.
///
/// The examples are cut into fixed *shards*, each shard into *blocks* whose activations and errors
/// stay in the L2 cache. A block is read once: forward, loss, backward, gradient. Worker threads
/// take whole shards; the shards' sums are added up in their order. Inside a shard numbers are
/// `Scalar`s; losses and the shards' sums are added up in `Double`. While a run begins, the first
/// blocks can stand for all: a *sample*, with shards of its own.
struct NetworkEngine<Scalar: BLASScalar>: Sendable {
  let topology: NetworkTopology
  let layout: ParameterLayout
  let exampleCount: Int
  let features: GroupedFeatures<Scalar>
  /// The class index of each lane that holds an example, block after block.
  let classIndices: [Int32]
  /// Each holds the one before; the last is all examples.
  let samples: [Sample]
  private(set) var currentSample = CurrentSample()
  /// What may cut a sum short, asked before each block.
  private(set) var watched = WatchedToken()
  /// One workspace a thread.
  let workspaces: [BlockWorkspace<Scalar>]
  /// One sum of the first layer's weight gradient a thread, in the kernels' own form.
  let firstLayerSums: [FeatureGradient<Scalar>]
  /// θ in the engine's precision, and its layers.
  let weights: AlignedBuffer<Scalar>
  let weightLayers: [Layer<Scalar>]
  /// Each shard's gradient one after the other, and their layers.
  let shardGradients: AlignedBuffer<Scalar>
  let gradientLayers: [[Layer<Scalar>]]
  /// Each shard's summed loss.
  let shardLosses: AlignedBuffer<Double>
  /// What the sampling error of a sample's gradient is measured with.
  let spread: GradientVariance<Scalar>

  init(
    topology: NetworkTopology, features matrix: borrowing Matrix<Scalar>, classIndices: [Int],
    sampleFractions: [Double], threads: Int
  ) {
    let layout = topology.parameterLayout
    let parameterCount = layout.parameterCount
    let features = GroupedFeatures(matrix, labels: classIndices, threads: threads)
    let samples = Sample.nested(
      shares: sampleFractions, of: matrix.rows, width: features.width,
      dataCount: matrix.rows * matrix.columns, parameterCount: parameterCount)
    let shardCount = samples.last!.shards.count
    self.topology = topology
    self.layout = layout
    self.features = features
    self.samples = samples
    exampleCount = matrix.rows
    self.classIndices = features.order.map { Int32(classIndices[$0]) }
    workspaces = (0..<threads).map { _ in
      BlockWorkspace(topology: topology, width: features.width)
    }
    firstLayerSums = (0..<threads).map { _ in
      features.gradientSums(units: topology.layerSizes[1])
    }
    let weights = AlignedBuffer<Scalar>(count: parameterCount)
    self.weights = weights
    weightLayers = layout.regions.map { Layer(weights, region: $0) }
    let shardGradients = AlignedBuffer<Scalar>(count: shardCount * parameterCount)
    self.shardGradients = shardGradients
    gradientLayers = (0..<shardCount).map { shard in
      layout.regions.map { Layer(shardGradients, offset: shard * parameterCount, region: $0) }
    }
    shardLosses = AlignedBuffer(count: shardCount)
    spread = GradientVariance(features: features, samples: samples, threads: threads)
  }

  /// The same engine, in the same memory, for sums over all examples; it watches no token yet.
  func overAllExamples() -> NetworkEngine {
    var engine = self
    engine.currentSample = CurrentSample()
    engine.currentSample.index = samples.count - 1
    engine.watched = WatchedToken()
    return engine
  }

  /// The sample that sums run over.
  var sample: Sample { samples[currentSample.index] }
  /// The shards of the sample.
  var shards: ShardPlan { sample.shards }
  /// Whether sums run over all examples.
  var isFullBatch: Bool { currentSample.index == samples.count - 1 }

  /// Σ loss over the sample's examples; without meaning where it is cut short.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func loss(at point: Span<Double>) -> Double {
    weights.assign(point)
    Parallel.forEach(shards.count, threads: workspaces.count) { shard, worker in
      var loss = 0.0
      for block in shards.blocks[shard] {
        if watched.cutsWork() { break }
        loss += forward(block: block, workspaces[worker])
      }
      shardLosses[shard] = loss
    }
    return totalLoss
  }

  /// Σ loss over the sample's examples, and its gradient, which is left as it was where the sum is
  /// cut short.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func loss(at point: Span<Double>, gradient: inout MutableSpan<Double>) -> Double {
    weights.assign(point)
    for shard in 0..<shards.count { shardLosses[shard] = 0 }
    let isSampled = !isFullBatch
    if isSampled { spread.clear() }
    sumOverShards(into: &gradient) { block, worker, shard in
      let workspace = workspaces[worker]
      shardLosses[shard] += forward(block: block, workspace)
      backward(block: block, worker: worker, into: gradientLayers[shard])
      if isSampled { spread.add(block: block, workspace, worker: worker, shard: shard) }
    }
    return totalLoss
  }

  /// Adds up what `pass` leaves in the shards' gradients, in the shards' order; leaves the sum as it
  /// was when it is cut short.
  ///
  /// - Parameter pass: adds a block's share to `gradientLayers[shard]`, the first layer's by
  ///   ``accumulateFirstLayer(block:worker:errors:into:)``.
  func sumOverShards(
    into sum: inout MutableSpan<Double>,
    _ pass: @Sendable (_ block: Int, _ worker: Int, _ shard: Int) -> Void
  ) {
    let count = layout.parameterCount
    precondition(sum.count == count, "the sum has one place a parameter")
    Parallel.forEach(shards.count, threads: workspaces.count) { shard, worker in
      shardGradients.fill(0, in: shard * count..<(shard + 1) * count)
      for block in shards.blocks[shard] {
        if watched.cutsWork() { break }
        pass(block, worker, shard)
      }
      firstLayerSums[worker].move(into: gradientLayers[shard][0])
    }
    if !watched.hasCutWork {
      shardGradients.addUp(parts: shards.count, into: &sum, threads: workspaces.count)
    }
  }

  /// The shards' losses, added up in their order.
  private var totalLoss: Double {
    (0..<shards.count).reduce(0) { $0 + shardLosses[$1] }
  }
}

extension NetworkEngine {
  /// Fills the workspace's activations for a block and returns its summed loss.
  func forward(block: Int, _ workspace: BlockWorkspace<Scalar>) -> Double {
    features.multiply(block: block, by: weightLayers[0], into: workspace.activations[0])
    return workspace.forward(
      through: weightLayers, labels: classIndices.span.extracting(lanes(ofBlock: block)))
  }

  /// Adds a block's share to a gradient, from the activations that ``forward(block:_:)`` left in
  /// the worker's workspace.
  func backward(block: Int, worker: Int, into gradient: [Layer<Scalar>]) {
    let workspace = workspaces[worker]
    workspace.backward(
      through: weightLayers, labels: classIndices.span.extracting(lanes(ofBlock: block)),
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
    features.accumulateGradient(block: block, errors: delta, into: firstLayerSums[worker])
  }

  /// Where the examples of a block stand among all lanes.
  func lanes(ofBlock block: Int) -> Range<Int> {
    let start = block * features.width
    return start..<start + features.exampleCount(inBlock: block)
  }
}

extension NetworkEngine {
  /// The class with the largest output for each example, in the order in which they came.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func classIndices(at point: Span<Double>) -> [Int] {
    weights.assign(point)
    let shards = samples.last!.shards
    let shardClasses = Parallel.map(shards.count, threads: workspaces.count) { shard, worker in
      let workspace = workspaces[worker]
      return shards.blocks[shard].flatMap { block in
        features.multiply(block: block, by: weightLayers[0], into: workspace.activations[0])
        let lanes = features.exampleCount(inBlock: block)
        let outputs = workspace.predict(through: weightLayers, exampleCount: lanes)
        return (0..<lanes).map { outputs.largestUnit(of: $0) }
      }
    }
    var classes = [Int](repeating: 0, count: exampleCount)
    for (example, index) in zip(features.order, shardClasses.joined()) { classes[example] = index }
    return classes
  }
}

/// The token that may cut an engine's work short, for everything that shares the engine's memory.
final class WatchedToken: @unchecked Sendable {
  /// Changed only between pieces of work.
  var token: StopToken?

  /// Whether the work that asks has to leave its rest undone.
  func cutsWork() -> Bool { token?.cutsWork() ?? false }

  /// Whether work has been left undone since the token is watched.
  var hasCutWork: Bool { token?.hasCutWork ?? false }
}
