internal import LinearAlgebra
internal import Machine
internal import NetworkKernels
internal import Optimization

/// Exact Kronecker factors of a network's Gauss–Newton matrix, by all their eigenpairs.
///
/// With the eigenvectors U of A, V of G and their eigenvalues σ,
///
///     (A ⊗ G + shift I)⁻¹ g = V [(Vᵀ g U) ∘ 1/(σ_G σ_Aᵀ + shift)] Uᵀ
///
/// for each layer's block g of a vector. A of the first layer does not depend on θ and is represented
/// by its leading eigenpairs (``LayerFactors``). A factor whose moments overflow is replaced by the
/// identity.
final class ExactFactors<Scalar: BLASScalar>: Sendable {
  private let sample: Sample
  private let threads: Int
  /// A of every layer but the first, and G of every layer, with their places.
  private let factors: [(place: MomentPlace, decomposition: SymmetricEigendecomposition)]
  private let layers: [LayerFactors]
  private let moments: MomentSums<Scalar>

  init(on examples: NetworkExamples<Scalar>, sample: Sample, stopToken: StopToken) {
    self.sample = sample
    threads = examples.threads
    let places = MomentPlaces(examples.topology)
    let inputs = places.inputs.map { SymmetricEigendecomposition(order: $0.order) }
    let outputs = places.outputs.map { SymmetricEigendecomposition(order: $0.order) }
    let features = examples.leadingFeaturePairs(
      of: sample, exampleCount: max(2048, 8 * (1 + examples.features.featureCount)),
      stopToken: stopToken)
    let inputPairs = [features] + inputs.map(\.pairs)
    let regions = examples.layout.regions
    layers = regions.indices.map {
      LayerFactors(region: regions[$0], inputs: inputPairs[$0], outputs: outputs[$0].pairs)
    }
    factors = Array(zip(places.outputs, outputs)) + Array(zip(places.inputs, inputs))
    moments = MomentSums(on: examples, places: places, shardCount: sample.shards.count)
  }

  /// Computes every factor that depends on θ, at the weights of a forward pass.
  ///
  /// After the token has cut it short, the factors are lost.
  func refresh(at forward: ForwardPass<Scalar>, interruptedBy token: StopToken) {
    let sums = moments.sum(
      over: sample.shards, at: forward, roots: .all, stoppingWhen: token.cutsWork)
    Parallel.forEach(factors.count, threads: threads) { [factors, sample] factor, _ in
      factors[factor].decomposition.assignMean(
        sums, at: factors[factor].place.offset, over: sample.exampleCount,
        stoppingWhen: token.cutsWork)
    }
  }

  /// vector ← the inverse times vector.
  func applyInverse(to vector: inout MutableSpan<Double>, shift: Double) {
    for layer in layers { layer.applyInverse(to: &vector, shift: shift) }
  }

  /// vectorᵀ times the inverse times vector, with half the work of applying it.
  func inverseQuadraticForm(of vector: Span<Double>, shift: Double) -> Double {
    layers.reduce(0) { $0 + $1.inverseQuadraticForm(of: vector, shift: shift) }
  }
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
