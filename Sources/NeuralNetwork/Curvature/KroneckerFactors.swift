public import LinearAlgebra
internal import Machine
internal import NetworkKernels
public import Optimization
internal import Random

/// A Kronecker-factored approximation of the inverse Gauss–Newton matrix of a network.
///
/// For each layer the Gauss–Newton matrix is approximated by A ⊗ G: A = 1/m Σ (1, a)(1, a)ᵀ are the
/// second moments of the layer's inputs with their constant 1, G = 1/m Σ Bᵀ H_loss B, with B =
/// ∂z_L/∂z_l, are the exact Gauss–Newton second moments of its outputs. With the eigenvectors U of
/// A, V of G and their eigenvalues σ,
///
///     (A ⊗ G + (λ/m + damping) I)⁻¹ g = V [(Vᵀ g U) ∘ 1/(σ_G σ_Aᵀ + λ/m + damping)] Uᵀ
///
/// for each layer's block g of the vector. A of the first layer does not depend on θ: its leading
/// eigenpairs are found once, from a sample when that has enough examples, and stand for all of it
/// (see `LayerFactors`).
///
/// Source: J. Martens and R. Grosse, *Optimizing Neural Networks with Kronecker-factored
/// Approximate Curvature*, ICML 2015, sections 3 and 4 of the long version (arXiv:1503.05671); here
/// G is exact instead of sampled, and the damping is added to the products of eigenvalues instead
/// of to the factors; a factor whose moments overflow is taken to be the identity. The damping
/// follows how well the steps fit, as theirs does in section 6.5, but by steps of length 1
/// (`DampingAdaptation`).
///
/// - Complexity: making them costs a few evaluations; a refresh about one for a handful of classes,
///   and the eigendecompositions of all factors but the first layer's A; an application 4 · P ·
///   (outputs + eigenpairs of A) flops a layer.
public final class KroneckerFactors<Scalar: BLASScalar> {
  /// What is added to every eigenvalue of A ⊗ G beside λ/m; it changes with the factors.
  public private(set) var damping: Double
  private let initialDamping: Double
  /// How the steps since the last refresh fitted.
  private var steps = DampingAdaptation()
  /// λ/m.
  private let decay: Double
  private let engine: NetworkEngine<Scalar>
  /// A of every layer but the first, and G of every layer.
  private let inputs: [SymmetricEigendecomposition]
  private let outputs: [SymmetricEigendecomposition]
  private let layers: [LayerFactors]
  private let moments: [MomentWorkspace<Scalar>]
  /// Where the factors were made last, and of which sample; empty before the first refresh.
  private var lastPoint: [Double] = []
  private var lastSample = 0

  init(engine: NetworkEngine<Scalar>, decay: Double, damping: Double) {
    self.engine = engine
    self.decay = decay
    self.damping = damping
    initialDamping = damping
    let regions = engine.layout.regions
    let inputs = regions.dropFirst().map { SymmetricEigendecomposition(order: $0.columns) }
    let outputs = regions.map { SymmetricEigendecomposition(order: $0.rows) }
    let inputPairs = [Self.leadingInputs(of: engine)] + inputs.map(\.pairs)
    layers = regions.indices.map {
      LayerFactors(region: regions[$0], inputs: inputPairs[$0], outputs: outputs[$0].pairs)
    }
    self.inputs = inputs
    self.outputs = outputs
    moments = (0..<engine.samples.last!.shards.count).map { _ in
      MomentWorkspace(topology: engine.topology, width: engine.features.width)
    }
  }

  /// The leading eigenpairs of the first layer's A, over the smallest sample that has eight
  /// examples a feature.
  private static func leadingInputs(of engine: NetworkEngine<Scalar>) -> Eigenpairs {
    let order = 1 + engine.features.featureCount
    let count = min(order, mostInputPairs)
    let sample = engine.samples.first { $0.exampleCount >= 8 * order } ?? engine.samples.last!
    let moments = FeatureMoments(
      of: engine.features, sample: sample, columns: count, threads: engine.workspaces.count,
      watching: engine.watched)
    var generator = SplitMix64(seed: 0)
    let pairs = LeadingEigenpairs(
      count, ofOrder: order, drawing: { generator.nextNormal() },
      multiply: { moments.multiply($0, into: $1) }
    ).pairs
    if !pairs.isFinite { pairs.assignIdentity() }
    return pairs
  }

  /// Features of images have few directions of much variance; in the others the curvature lies
  /// below the damping, and H₀ is the same without them.
  private static var mostInputPairs: Int { 64 }

  /// Renews every factor that depends on θ, from the examples of a sample.
  ///
  /// - Returns: whether it has; `false` when it was cut short, and then the factors are lost.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func refresh(at point: Span<Double>, sample: Sample) -> Bool {
    let shards = sample.shards
    let moments = moments.prefix(shards.count)
    engine.weights.assign(point)
    Parallel.forEach(shards.count, threads: engine.workspaces.count) {
      [engine, moments] shard, worker in
      moments[shard].clear()
      for block in shards.blocks[shard] where !engine.watched.cutsWork() {
        _ = engine.forward(block: block, engine.workspaces[worker])
        moments[shard].accumulate(
          at: engine.workspaces[worker], through: engine.weightLayers,
          exampleCount: engine.features.exampleCount(inBlock: block),
          stoppingWhen: engine.watched.cutsWork)
      }
    }
    for (layer, factor) in outputs.enumerated() {
      factor.assignMean(
        moments.map { $0.outputMoments[layer] }, over: sample.exampleCount,
        stoppingWhen: engine.watched.cutsWork)
    }
    for (layer, factor) in inputs.enumerated() {
      factor.assignMean(
        moments.map { $0.inputMoments[layer] }, over: sample.exampleCount,
        stoppingWhen: engine.watched.cutsWork)
    }
    return !engine.watched.hasCutWork
  }

  /// vector ← H₀ vector.
  public func apply(to vector: inout MutableSpan<Double>) {
    precondition(vector.count == engine.layout.parameterCount, "one number per parameter")
    for layer in layers { layer.applyInverse(to: &vector, shift: decay + damping) }
  }
}

extension KroneckerFactors: InitialInverseHessian {
  /// vectorᵀ H₀ vector, in half of the work of applying H₀.
  public func quadraticForm(
    of vector: Span<Double>, scratch: inout MutableSpan<Double>
  ) -> Double {
    precondition(vector.count == engine.layout.parameterCount, "one number per parameter")
    var sum = 0.0
    for layer in layers { sum += layer.inverseQuadraticForm(of: vector, shift: decay + damping) }
    return sum
  }

  /// How many iterations of L-BFGS go by from one refresh to the next.
  public static var refreshInterval: Int { 10 }

  /// Renews the factors every so many iterations.
  ///
  /// A refresh that the cost's token cuts short leaves the ``state`` as it was; the factors are lost,
  /// and made again by the next refresh, which the same iteration begins with.
  public func prepare(at point: Span<Double>, iteration: Int) -> Bool {
    guard iteration % Self.refreshInterval == 0 else { return false }
    guard refresh(at: point, sample: engine.sample) else { return false }
    damping = iteration == 0 ? initialDamping : steps.adapted(damping)
    steps = DampingAdaptation()
    lastPoint.removeAll(keepingCapacity: true)
    for index in point.indices { lastPoint.append(point[index]) }
    lastSample = engine.currentSample.index
    return true
  }

  /// Notes whether the step fitted.
  public func learn(fromStep step: Double) {
    steps.note(step)
  }

  /// The point and the sample of the last refresh, the damping and the steps since: the factors can
  /// be made again from them.
  public var state: MinimizerState {
    MinimizerState(
      name: "Kronecker factors", vectors: ["point": lastPoint, "damping": [damping]],
      counters: ["sample": lastSample, "steps": steps.count, "fullSteps": steps.fullCount])
  }

  /// Makes the factors of a saved state again.
  public func restore(_ state: MinimizerState) throws(OptimizationError) {
    damping = try state.vector("damping", count: 1)[0]
    lastPoint = try state.vector("point")
    lastSample = try state.counter("sample")
    guard engine.samples.indices.contains(lastSample) else {
      throw .unsuitableState(minimizer: state.name, reason: "it has other samples")
    }
    steps = DampingAdaptation(
      count: try state.counter("steps"), fullCount: try state.counter("fullSteps"))
    guard !lastPoint.isEmpty else { return }
    guard lastPoint.count == engine.layout.parameterCount else {
      throw .unsuitableState(
        minimizer: state.name, reason: "its point has \(lastPoint.count) parameters")
    }
    let point = lastPoint
    _ = refresh(at: point.span, sample: engine.samples[lastSample])
  }

  /// A Gauss–Newton matrix knows the scale of the cost: 1 is a sensible first step.
  public var isScaled: Bool { true }
}

extension SymmetricEigendecomposition {
  /// Decomposes the mean of summed moments, the parts added in their order.
  fileprivate func assignMean<Scalar: BLASScalar>(
    _ parts: [AlignedBuffer<Scalar>], over exampleCount: Int, stoppingWhen isCut: () -> Bool
  ) {
    if isCut() { return }
    let scale = 1 / Double(exampleCount)
    for index in 0..<vectors.count {
      vectors[index] = parts.reduce(0) { $0 + Double($1[index]) } * scale
    }
    // Moments that overflow tell nothing: their factor is left out.
    if !decompose(stoppingWhen: isCut), !isCut() { pairs.assignIdentity() }
  }
}

extension NetworkObjective {
  /// The Kronecker factors of this cost's curvature, for an initial matrix of L-BFGS.
  ///
  /// - Parameter damping: added to every eigenvalue at first; 1e−3 is the usual start.
  public func kroneckerFactors(damping: Double = 1e-3) -> KroneckerFactors<Scalar> {
    KroneckerFactors(
      engine: engine, decay: regularization / Double(exampleCount), damping: damping)
  }
}

/// How many steps of a run had the length 1 that its model of the curvature promises.
///
/// Where nearly all have, the model may be trusted further than its damping does; where many have
/// not, less far. The limits and the factor are the best of a few on three networks
/// (`docs/algorithms/kronecker-lbfgs.md`); others do nearly as well.
struct DampingAdaptation: Hashable {
  private(set) var count = 0
  private(set) var fullCount = 0

  /// Notes the length of an accepted step.
  mutating func note(_ step: Double) {
    count += 1
    if step == 1 { fullCount += 1 }
  }

  /// A damping, smaller by 0.7 after at least nine full steps of ten, larger by as much after at
  /// most seven; the same where there are fewer than five steps to go by.
  func adapted(_ damping: Double) -> Double {
    guard count >= 5 else { return damping }
    let share = Double(fullCount) / Double(count)
    return share >= 0.9 ? damping * 0.7 : share <= 0.7 ? damping / 0.7 : damping
  }
}
