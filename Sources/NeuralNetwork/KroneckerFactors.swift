public import LinearAlgebra
public import Optimization

/// A Kronecker-factored approximation of the inverse Gauss–Newton matrix of a network.
///
/// For each layer the Gauss–Newton matrix is approximated by A ⊗ G: A = 1/m Σ (1, a)(1, a)ᵀ are the
/// second moments of the layer's inputs with their constant 1, G = 1/m Σ Bᵀ H_loss B, with B =
/// ∂z_L/∂z_l, are the exact Gauss–Newton second moments of its outputs. With the eigenvectors U of
/// A, V of G and their eigenvalues σ,
///
///     (A ⊗ G + (λ/m + damping) I)⁻¹ g = V [(Vᵀ g U) ∘ 1/(σ_G σ_Aᵀ + λ/m + damping)] Uᵀ
///
/// for each layer's block g of the vector. A of the first layer does not depend on θ: it is made
/// once, from a fixed part of the examples when there are many.
///
/// Source: J. Martens and R. Grosse, *Optimizing Neural Networks with Kronecker-factored
/// Approximate Curvature*, ICML 2015, sections 2 to 4; here G is exact instead of sampled, and the
/// damping is added to the products of eigenvalues instead of to the factors.
///
/// - Complexity: a refresh costs about an evaluation for a handful of classes, and the
///   eigendecompositions; an application costs 4 · P · (inputs + outputs) flops a layer.
public final class KroneckerFactors<Scalar: BLASScalar> {
  /// What is added to every eigenvalue of A ⊗ G beside λ/m.
  public var damping: Double
  /// λ/m.
  private let decay: Double
  private let engine: NetworkEngine<Scalar>
  private let layers: [LayerFactors]
  private let moments: [MomentWorkspace<Scalar>]
  /// Where the factors were made last, and of which sample; empty before the first refresh.
  private var lastPoint: [Double] = []
  private var lastSample = 0

  init(engine: NetworkEngine<Scalar>, decay: Double, damping: Double) {
    self.engine = engine
    self.decay = decay
    self.damping = damping
    layers = engine.layout.regions.map(LayerFactors.init)
    moments = (0..<engine.samples.last!.shards.count).map { _ in
      MomentWorkspace(topology: engine.topology, width: engine.features.width)
    }
    decomposeInputs()
  }

  /// A of the first layer, from blocks that are evenly spread over all examples: alike examples
  /// stand together, so a few blocks would not do.
  private func decomposeInputs() {
    let features = engine.features
    let order = 1 + features.featureCount
    let wanted = min(features.blockCount, max(64, 4 * order / features.width + 1))
    let panel = Panel(
      AlignedBuffer<Scalar>(count: features.featureCount * features.width),
      units: features.featureCount, width: features.width)
    let moment = AlignedBuffer<Scalar>(count: order * order)
    var exampleCount = 0
    for index in 0..<wanted {
      let block = index * features.blockCount / wanted
      features.unpack(block: block, into: panel)
      panel.accumulateMomentsWithOne(into: moment, lanes: features.exampleCount(inBlock: block))
      exampleCount += features.exampleCount(inBlock: block)
    }
    layers[0].inputs.assignMean([moment], over: exampleCount)
  }

  /// Renews every factor that depends on θ, from the examples of a sample.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func refresh(at point: Span<Double>, sample: Sample) {
    let shards = sample.shards
    let moments = moments.prefix(shards.count)
    engine.weights.assign(point)
    Parallel.forEach(shards.count, threads: engine.workspaces.count) {
      [engine, moments] shard, worker in
      moments[shard].clear()
      for block in shards.blocks[shard] {
        _ = engine.forward(block: block, engine.workspaces[worker])
        moments[shard].accumulate(
          at: engine.workspaces[worker], through: engine.weightLayers,
          exampleCount: engine.features.exampleCount(inBlock: block))
      }
    }
    for (index, layer) in layers.enumerated() {
      layer.outputs.assignMean(moments.map { $0.outputMoments[index] }, over: sample.exampleCount)
      guard index > 0 else { continue }
      layer.inputs.assignMean(
        moments.map { $0.inputMoments[index - 1] }, over: sample.exampleCount)
    }
  }

  /// vector ← H₀ vector.
  public func apply(to vector: inout MutableSpan<Double>) {
    precondition(vector.count == engine.layout.parameterCount, "one number a parameter")
    vector.withUnsafeMutableBufferPointer { elements in
      for layer in layers {
        layer.applyInverse(to: elements.baseAddress!, shift: decay + damping)
      }
    }
  }
}

extension KroneckerFactors: InitialInverseHessian {
  /// How many iterations of L-BFGS go by from one refresh to the next.
  public static var refreshInterval: Int { 10 }

  /// Renews the factors every so many iterations.
  public func prepare(at point: Span<Double>, iteration: Int) -> Bool {
    guard iteration % Self.refreshInterval == 0 else { return false }
    lastPoint.removeAll(keepingCapacity: true)
    for index in point.indices { lastPoint.append(point[index]) }
    lastSample = engine.currentSample.index
    refresh(at: point, sample: engine.sample)
    return true
  }

  /// The point and the sample of the last refresh, and the damping: the factors can be made again from
  /// them.
  public var state: MinimizerState {
    MinimizerState(
      name: "Kronecker factors", vectors: ["point": lastPoint, "damping": [damping]],
      counters: ["sample": lastSample])
  }

  /// Makes the factors of a saved state again.
  public func restore(_ state: MinimizerState) throws(OptimizationError) {
    damping = try state.vector("damping", count: 1)[0]
    lastPoint = try state.vector("point")
    lastSample = try state.counter("sample")
    guard engine.samples.indices.contains(lastSample) else {
      throw .unsuitableState(minimizer: state.name, reason: "it has other samples")
    }
    guard !lastPoint.isEmpty else { return }
    guard lastPoint.count == engine.layout.parameterCount else {
      throw .unsuitableState(
        minimizer: state.name, reason: "its point has \(lastPoint.count) parameters")
    }
    let point = lastPoint
    refresh(at: point.span, sample: engine.samples[lastSample])
  }

  /// A Gauss–Newton matrix knows the scale of the cost: 1 is a sensible first step.
  public var isScaled: Bool { true }
}

extension SymmetricEigendecomposition {
  /// Decomposes the mean of summed moments, the parts added in their order.
  fileprivate func assignMean<Scalar: BLASScalar>(
    _ parts: [AlignedBuffer<Scalar>], over exampleCount: Int
  ) {
    let scale = 1 / Double(exampleCount)
    for index in 0..<vectors.count {
      vectors.start[index] = parts.reduce(0) { $0 + Double($1.start[index]) } * scale
    }
    _ = decompose()
  }
}

extension NetworkObjective {
  /// The Kronecker factors of this cost's curvature, for an initial matrix of L-BFGS.
  ///
  /// - Parameter damping: added to every eigenvalue; 1e−3 is the usual start.
  public func kroneckerFactors(damping: Double = 1e-3) -> KroneckerFactors<Scalar> {
    KroneckerFactors(
      engine: engine, decay: regularization / Double(exampleCount), damping: damping)
  }
}
