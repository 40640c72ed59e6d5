public import LinearAlgebra
internal import Machine
internal import NetworkKernels
public import Optimization
internal import Random

/// A Kronecker-factored approximation of the inverse Gauss–Newton matrix of a network.
///
/// For each layer the Gauss–Newton matrix is approximated by A ⊗ G: A = 1/m Σ (1, a)(1, a)ᵀ are the
/// second moments of the layer's inputs with their constant 1, G = 1/m Σ Bᵀ H_loss B, with B =
/// ∂z_L/∂z_l, are the exact Gauss–Newton second moments of its outputs; for more than 100 outputs
/// they are estimated from one random root of each example's H_loss. With the eigenvectors U of
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
/// G is exact unless there are many outputs, and the damping is added to the products of eigenvalues instead
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
  /// The second moments of shards, and a workspace per thread.
  private let moments: TreeSum<Scalar>
  private let momentPlaces: MomentPlaces
  private let momentWorkspaces: [MomentWorkspace<Scalar>]
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
    let features = examples.leadingFeaturePairs(
      of: sample, exampleCount: max(2048, 8 * (1 + examples.features.featureCount)),
      stopToken: stopToken)
    let inputPairs = [features] + inputs.map(\.pairs)
    layers = regions.indices.map {
      LayerFactors(region: regions[$0], inputs: inputPairs[$0], outputs: outputs[$0].pairs)
    }
    self.inputs = inputs
    self.outputs = outputs
    momentPlaces = MomentPlaces(examples.topology)
    moments = TreeSum(
      length: momentPlaces.count, shardCount: sample.shards.count, threads: examples.threads)
    momentWorkspaces = (0..<examples.threads).map { _ in
      MomentWorkspace(topology: examples.topology, width: examples.features.width)
    }
  }

  /// Computes every factor that depends on θ.
  ///
  /// - Returns: whether they were computed; `false` if the token cut it short, and then the factors
  ///   are lost.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func refresh(at point: Span<Double>, interruptedBy token: StopToken) -> Bool {
    let shards = sample.shards
    forward.assign(point)
    let total = moments.run(shards: shards.count) {
      [examples, forward, moments, momentWorkspaces] shard, worker, slot in
      for block in shards.blocks[shard] where !token.cutsWork() {
        let workspace = forward.activations(ofBlock: block, worker: worker)
        let exampleCount = examples.features.exampleCount(inBlock: block)
        if examples.topology.outputCount <= Self.mostExactOutputs {
          momentWorkspaces[worker].accumulate(
            at: workspace, through: forward.layers, exampleCount: exampleCount,
            into: moments.vectors[slot], stoppingWhen: token.cutsWork)
        } else {
          // The same signs at every refresh, so that a resumed run has the same factors.
          momentWorkspaces[worker].accumulateSampled(
            at: workspace, through: forward.layers, exampleCount: exampleCount,
            seed: UInt64(block), into: moments.vectors[slot])
        }
      }
    }
    let sums = moments.vectors[total]
    for (factors, offsets) in [(outputs, momentPlaces.outputs), (inputs, momentPlaces.inputs)] {
      for (factor, offset) in zip(factors, offsets) {
        factor.assignMean(
          sums, at: offset, over: sample.exampleCount, stoppingWhen: token.cutsWork)
      }
    }
    return !token.hasCutWork
  }

  /// With more outputs, a backward pass for each of them would take many times an evaluation.
  private static var mostExactOutputs: Int { 100 }

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
  /// Decomposes the mean of moments, whose sums start at `offset`.
  fileprivate func assignMean<Scalar: BLASScalar>(
    _ sums: AlignedBuffer<Scalar>, at offset: Int, over exampleCount: Int,
    stoppingWhen isCut: () -> Bool
  ) {
    if isCut() { return }
    let scale = 1 / Double(exampleCount)
    for index in 0..<vectors.count { vectors[index] = Double(sums[offset + index]) * scale }
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
