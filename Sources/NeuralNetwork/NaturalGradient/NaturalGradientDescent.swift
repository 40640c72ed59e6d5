public import LinearAlgebra
internal import Machine
internal import NetworkKernels
internal import Optimization
public import Random

/// Stochastic natural-gradient descent with Kronecker factors, on mini-batches of whole windows.
public struct NaturalGradientDescent<Scalar: BLASScalar>: ~Copyable {
  public struct Configuration: Sendable {
    public var klLimit = 1e-3
    public var damping = 1e-2
    public var momentum = 0.9
    public var averagingPower = 8.0
    public var refreshInterval = 50
    public var refreshExamples = 2048
    public var batch = 1024
    public var growAt = 2.0
    public var maxBatch = 4096
    public var relative = false
    public init() {}
  }
  public var configuration: Configuration
  let engine: NetworkEngine<Scalar>
  let examples: NetworkExamples<Scalar>
  let decay: Double
  let regularizes: AlignedBuffer<Scalar>
  let gradient: AlignedBuffer<Scalar>
  let direction: AlignedBuffer<Scalar>
  let previous: AlignedBuffer<Scalar>
  let velocity: AlignedBuffer<Scalar>
  let average: AlignedBuffer<Scalar>
  let layers: [LayerPreconditioner<Scalar>]
  let places: MomentPlaces
  let moments: TreeSum<Scalar>
  let momentWorkspaces: [MomentWorkspace<Scalar>]
  var generator: Xoshiro256StarStar
  var order: [Int]
  var position = 0
  public var stepCount = 0
  public var averageCount = 0
  public var passes = 0.0
  public var nextGrowth: Double
  public var windowsPerBatch: Int
  public var form = 0.0
  public var signal = 0.0
  public var stepLength = 0.0
  public var refreshSeconds = 0.0
  public var preconditionSeconds = 0.0

  public init(
    _ objective: borrowing NetworkObjective<Scalar>, from start: [Double], seed: UInt64,
    configuration: Configuration
  ) {
    self.configuration = configuration
    engine = NetworkEngine(on: objective.examples, sampleIndex: objective.examples.samples.count - 1)
    let examples = engine.examples
    self.examples = examples
    decay = objective.regularization / Double(examples.count)
    let count = start.count
    func buffer() -> AlignedBuffer<Scalar> { AlignedBuffer(count: count) }
    (regularizes, gradient, direction) = (buffer(), buffer(), buffer())
    (previous, velocity, average) = (buffer(), buffer(), buffer())
    for layer in examples.layout.regions.indices {
      regularizes.fill(Scalar(decay), in: examples.layout.weightRange(layer: layer))
    }
    average.assign(start.span)
    engine.forward.assign(start.span)
    let features = examples.leadingFeaturePairs(
      sampleSize: configuration.refreshExamples, stopToken: .init())
    layers = examples.layout.regions.enumerated().map { layer, region in
      LayerPreconditioner(region: region, features: layer == 0 ? features : nil)
    }
    places = MomentPlaces(examples.topology)
    moments = TreeSum(length: places.count, shardCount: 16, threads: examples.threads)
    momentWorkspaces = (0..<examples.threads).map { _ in
      MomentWorkspace(topology: examples.topology, width: examples.features.width)
    }
    generator = Xoshiro256StarStar(seed: seed)
    order = Array(0..<examples.windowCount)
    generator.permute(&order)
    let window = examples.features.width * examples.features.blocksPerWindow
    windowsPerBatch = min(max(1, configuration.batch / window), order.count)
    nextGrowth = configuration.growAt
  }

  public var parameters: [Double] { average.numbers }
  public var last: [Double] { engine.forward.weights.numbers }

  mutating func nextWindows(_ count: Int) -> [Int] {
    if position >= order.count {
      position = 0
      generator.permute(&order)
    }
    let end = min(position + count, order.count)
    defer { position = end }
    return Array(order[position..<end])
  }

  mutating func refresh(_ windows: [Int]) {
    let begin = ContinuousClock.now
    let forward = engine.forward
    let plan = examples.pieces(of: windows)
    let salt = generator.next()
    let total = moments.run(shards: plan.count) {
      [examples, forward, moments, momentWorkspaces] piece, worker, slot in
      let workspace = forward.workspaces[worker]
      for block in plan.blocks[piece] {
        _ = forward.run(block: block, in: workspace)
        momentWorkspaces[worker].accumulateSampled(
          at: workspace, through: forward.layers,
          exampleCount: examples.features.exampleCount(inBlock: block),
          salt: salt &+ UInt64(block) &* 0xD134_2543_DE82_EF95, into: moments.vectors[slot])
      }
    }
    let count = examples.exampleCount(in: plan)
    let damping = configuration.damping + decay
    Parallel.forEach(layers.count, threads: examples.threads) {
      [layers, places, moments] layer, _ in
      layers[layer].update(
        moments.vectors[total], inputOffset: layer == 0 ? nil : places.inputs[layer - 1],
        outputOffset: places.outputs[layer], count: count, damping: damping)
    }
    passes += Double(count) / Double(examples.count)
    refreshSeconds += (ContinuousClock.now - begin) / .seconds(1)
  }

  /// One step; the mean loss of its batch before it.
  public mutating func step() -> Double {
    if passes >= nextGrowth {
      nextGrowth *= 2
      let window = examples.features.width * examples.features.blocksPerWindow
      windowsPerBatch = min(2 * windowsPerBatch, max(1, configuration.maxBatch / window), order.count)
    }
    let windows = nextWindows(windowsPerBatch)
    let early = [0, 5, 15].contains(stepCount)
    if early || stepCount % configuration.refreshInterval == 0 {
      let window = examples.features.width * examples.features.blocksPerWindow
      var chosen = windows
      let wanted = min(order.count, max(1, configuration.refreshExamples / window))
      var next = position
      while chosen.count < wanted {
        chosen.append(order[next % order.count])
        next += 1
      }
      refresh(Array(chosen.prefix(wanted)))
    }
    let plan = examples.pieces(of: windows)
    let (loss, slot) = engine.sum(over: plan)
    let count = examples.exampleCount(in: plan)
    let begin = ContinuousClock.now
    let scale = Scalar(1 / Double(count))
    let sum = engine.gradientVector(slot)
    let weights = engine.forward.weights
    for index in 0..<gradient.count {
      gradient[index] = sum[index] * scale + regularizes[index] * weights[index]
    }
    for layer in layers { layer.apply(to: gradient, into: direction, threads: examples.threads) }
    let form = dot(gradient, direction)
    let correlated = stepCount > 0 ? dot(gradient, previous) : form
    let rate = 0.05
    self.form += rate * (form - self.form)
    signal += rate * (correlated - signal)
    preconditionSeconds += (ContinuousClock.now - begin) / .seconds(1)
    let eta = min(1, (configuration.klLimit / max(form, 1e-30)).squareRoot())
    stepLength = eta
    stepCount += 1
    averageCount += 1
    let alpha = Scalar(
      (1 + configuration.averagingPower) / (Double(averageCount) + configuration.averagingPower))
    let (mu, e) = (Scalar(configuration.momentum), Scalar(eta))
    for index in 0..<gradient.count {
      velocity[index] = mu * velocity[index] + e * direction[index]
      weights[index] -= e * direction[index] + mu * velocity[index]
      average[index] += alpha * (weights[index] - average[index])
      previous[index] = direction[index]
    }
    passes += Double(count) / Double(examples.count)
    return loss / Double(count)
  }

  func dot(_ x: AlignedBuffer<Scalar>, _ y: AlignedBuffer<Scalar>) -> Double {
    var total = 0.0
    var index = 0
    while index < x.count {
      let end = min(index + 1024, x.count)
      var part: Scalar = 0
      while index < end {
        part += x[index] * y[index]
        index += 1
      }
      total += Double(part)
    }
    return total
  }
}
