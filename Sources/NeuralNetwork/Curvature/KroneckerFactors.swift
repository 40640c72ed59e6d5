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
/// eigenpairs are computed once, and approximate it (see `LayerFactors`). The means are over the
/// examples of the cost that made the factors, m is the number of all examples.
///
/// Source: J. Martens and R. Grosse, *Optimizing Neural Networks with Kronecker-factored
/// Approximate Curvature*, ICML 2015, sections 3 and 4 of the long version (arXiv:1503.05671); here
/// G is exact instead of sampled, and the damping is added to the products of eigenvalues instead
/// of to the factors; a factor whose moments overflow is replaced by the identity. The damping
/// adapts to the quality of the model, as in their section 6.5, but by the number of steps of
/// length 1 (`DampingAdaptation`).
///
/// - Complexity: the initialization costs a few evaluations; a refresh about one for a few classes,
///   and the eigendecompositions of all factors but the first layer's A; an application 4 · P ·
///   (outputs + eigenpairs of A) flops per layer.
public final class KroneckerFactors<Scalar: BLASScalar> {
  /// The damping: it is added to every eigenvalue of A ⊗ G, besides λ/m, and changes with the factors.
  public internal(set) var damping: Double
  private let initialDamping: Double
  /// The steps since the last refresh.
  var steps = DampingAdaptation()
  /// λ/m.
  private let decay: Double
  let examples: NetworkExamples<Scalar>
  private let sample: Sample
  private let forward: ForwardPass<Scalar>
  /// A of every layer but the first, and G of every layer.
  private let inputs: [SymmetricEigendecomposition]
  private let outputs: [SymmetricEigendecomposition]
  private let layers: [LayerFactors]
  private let moments: [MomentWorkspace<Scalar>]
  /// The point of the last refresh; empty before the first.
  var lastPoint: [Double] = []

  init(
    on examples: NetworkExamples<Scalar>, sample: Sample, decay: Double, damping: Double,
    stopToken: StopToken
  ) {
    self.examples = examples
    self.sample = sample
    forward = ForwardPass(on: examples)
    self.decay = decay
    self.damping = damping
    initialDamping = damping
    let regions = examples.layout.regions
    let inputs = regions.dropFirst().map { SymmetricEigendecomposition(order: $0.columns) }
    let outputs = regions.map { SymmetricEigendecomposition(order: $0.rows) }
    let inputPairs =
      [Self.leadingInputs(of: sample, of: examples, stopToken: stopToken)] + inputs.map(\.pairs)
    layers = regions.indices.map {
      LayerFactors(region: regions[$0], inputs: inputPairs[$0], outputs: outputs[$0].pairs)
    }
    self.inputs = inputs
    self.outputs = outputs
    moments = (0..<sample.shards.count).map { _ in
      MomentWorkspace(topology: examples.topology, width: examples.features.width)
    }
  }

  /// The leading eigenpairs of the first layer's A.
  private static func leadingInputs(
    of sample: Sample, of examples: NetworkExamples<Scalar>, stopToken: StopToken
  ) -> Eigenpairs {
    let order = 1 + examples.features.featureCount
    let count = min(order, mostInputPairs)
    let moments = FeatureMoments(
      of: examples.features, sample: sample, columns: count, threads: examples.threads,
      stopToken: stopToken)
    var generator = SplitMix64(seed: 0)
    let pairs = LeadingEigenpairs(
      count, ofOrder: order, drawing: { generator.nextNormal() },
      multiply: { moments.multiply($0, into: $1) }
    ).pairs
    if !pairs.isFinite { pairs.assignIdentity() }
    return pairs
  }

  /// The features of images have large variance in few directions; in the others the curvature is
  /// below the damping, so they hardly change H₀.
  private static var mostInputPairs: Int { 64 }

  /// Computes every factor that depends on θ.
  ///
  /// - Returns: whether they were computed; `false` if the token cut it short, and then the factors
  ///   are lost.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func refresh(at point: Span<Double>, interruptedBy token: StopToken) -> Bool {
    let shards = sample.shards
    forward.assign(point)
    Parallel.forEach(shards.count, threads: examples.threads) {
      [examples, forward, moments] shard, worker in
      let workspace = forward.workspaces[worker]
      moments[shard].clear()
      for block in shards.blocks[shard] where !token.cutsWork() {
        _ = forward.run(block: block, in: workspace)
        moments[shard].accumulate(
          at: workspace, through: forward.layers,
          exampleCount: examples.features.exampleCount(inBlock: block),
          stoppingWhen: token.cutsWork)
      }
    }
    for (layer, factor) in outputs.enumerated() {
      factor.assignMean(
        moments.map { $0.outputMoments[layer] }, over: sample.exampleCount,
        stoppingWhen: token.cutsWork)
    }
    for (layer, factor) in inputs.enumerated() {
      factor.assignMean(
        moments.map { $0.inputMoments[layer] }, over: sample.exampleCount,
        stoppingWhen: token.cutsWork)
    }
    return !token.hasCutWork
  }

  /// vector ← H₀ vector.
  public func apply(to vector: inout MutableSpan<Double>) {
    precondition(vector.count == examples.layout.parameterCount, "one number per parameter")
    for layer in layers { layer.applyInverse(to: &vector, shift: decay + damping) }
  }
}

extension KroneckerFactors: InitialInverseHessian {
  /// vectorᵀ H₀ vector, with half the work of applying H₀.
  public func quadraticForm(
    of vector: Span<Double>, scratch: inout MutableSpan<Double>
  ) -> Double {
    precondition(vector.count == examples.layout.parameterCount, "one number per parameter")
    var sum = 0.0
    for layer in layers { sum += layer.inverseQuadraticForm(of: vector, shift: decay + damping) }
    return sum
  }

  /// The number of iterations from one refresh to the next.
  public static var refreshInterval: Int { 10 }

  /// Refreshes the factors every ``refreshInterval`` iterations.
  ///
  /// A refresh that is cut short does not change the ``state``; the factors are lost, and
  /// recomputed by the next refresh, with which the same iteration begins.
  public func prepare(
    at point: Span<Double>, iteration: Int, interruptedBy token: StopToken
  ) -> Bool {
    guard iteration % Self.refreshInterval == 0 else { return false }
    guard refresh(at: point, interruptedBy: token) else { return false }
    damping = iteration == 0 ? initialDamping : steps.adapted(damping)
    steps = DampingAdaptation()
    lastPoint.removeAll(keepingCapacity: true)
    for index in point.indices { lastPoint.append(point[index]) }
    return true
  }

  /// Records the length of an accepted step.
  public func learn(fromStep step: Double) {
    steps.note(step)
  }

  /// `true`: a Gauss–Newton matrix has the scale of the cost, so that 1 is a sensible first step.
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
    // A factor whose moments overflow is replaced by the identity.
    if !decompose(stoppingWhen: isCut), !isCut() { pairs.assignIdentity() }
  }
}

extension NetworkObjective {
  /// The Kronecker factors of this cost's curvature, for an initial matrix of L-BFGS.
  ///
  /// They share the examples of the cost, and have their own workspace.
  ///
  /// - Parameters:
  ///   - damping: added to every eigenvalue at first; 1e−3 by default.
  ///   - stopToken: may cut their initialization short, a few passes over the features.
  /// - Returns: the factors; those that depend on θ are computed before the first iteration.
  public func kroneckerFactors(
    damping: Double = 1e-3, stopToken: StopToken = StopToken()
  ) -> KroneckerFactors<Scalar> {
    KroneckerFactors(
      on: examples, sample: engine.sample, decay: decay, damping: damping, stopToken: stopToken)
  }
}
