internal import LinearAlgebra
internal import NetworkKernels

/// The second moments that examples contribute to a network's curvature factors.
///
/// For each layer l: Σ (1, a_{l−1})(1, a_{l−1})ᵀ and Σ Bᵀ H_loss B with B = ∂z_L/∂z_l. H_loss is
/// written as Σ_k s_k s_kᵀ, one vector s_k per output, and each s_k is backpropagated like an error;
/// so G is exact, at the cost of K backward passes through the layers after the first.
final class MomentWorkspace<Scalar: BLASScalar>: Sendable {
  private let topology: NetworkTopology
  private let places: MomentPlaces
  /// B s_k for every layer of units.
  private let carried: [Panel<Scalar>]

  /// Allocates a thread's workspace for blocks of `width` examples.
  init(topology: NetworkTopology, width: Int) {
    self.topology = topology
    places = MomentPlaces(topology)
    carried = topology.layerSizes.dropFirst().map { units in
      Panel(AlignedBuffer(count: units * width), units: units, width: width)
    }
  }

  /// Adds a block of examples, from the activations of a forward pass.
  ///
  /// `isCut` is called for each output; after `true` the rest is skipped.
  func accumulate(
    at primal: BlockWorkspace<Scalar>, through layers: [Layer<Scalar>], exampleCount: Int,
    into moments: AlignedBuffer<Scalar>, stoppingWhen isCut: () -> Bool
  ) {
    accumulateInputs(at: primal, exampleCount: exampleCount, into: moments)
    for output in 0..<topology.outputCount {
      if isCut() { return }
      primal.backpropagateCurvatureRoot(
        column: output, through: layers, into: carried, exampleCount: exampleCount)
      accumulateOutputs(into: moments)
    }
  }

  /// Adds a block of examples with a random root of each example's H_loss: s = Σ_k ± s_k, with
  /// E[s sᵀ] = H_loss, instead of all s_k.
  func accumulateSampled(
    at primal: BlockWorkspace<Scalar>, through layers: [Layer<Scalar>], exampleCount: Int,
    seed: UInt64, into moments: AlignedBuffer<Scalar>
  ) {
    accumulateInputs(at: primal, exampleCount: exampleCount, into: moments)
    primal.backpropagateRandomRoot(
      seed: seed, through: layers, into: carried,
      exampleCount: exampleCount)
    accumulateOutputs(into: moments)
  }

  /// Σ (1, a)(1, a)ᵀ of every layer but the first.
  private func accumulateInputs(
    at primal: BlockWorkspace<Scalar>, exampleCount: Int, into moments: AlignedBuffer<Scalar>
  ) {
    for (layer, offset) in places.inputs.enumerated() {
      primal.activations[layer].accumulateMomentsWithOne(
        into: moments, at: offset, lanes: exampleCount)
    }
  }

  /// Σ s sᵀ of what was backpropagated last, for every layer.
  private func accumulateOutputs(into moments: AlignedBuffer<Scalar>) {
    for (panel, offset) in zip(carried, places.outputs) {
      panel.accumulateMoments(into: moments, at: offset)
    }
  }
}

/// The places of a network's second moments in one vector.
struct MomentPlaces: Sendable {
  /// The offset of (1 + inputs)² numbers, row-major, for each layer but the first.
  let inputs: [Int]
  /// The offset of outputs² numbers, row-major, for each layer.
  let outputs: [Int]
  /// The length of the vector.
  let count: Int

  init(_ topology: NetworkTopology) {
    let sizes = topology.layerSizes.dropFirst()
    var offset = 0
    func place(_ order: Int) -> Int {
      defer { offset += order * order }
      return offset
    }
    inputs = sizes.dropLast().map { place(1 + $0) }
    outputs = sizes.map { place($0) }
    count = offset
  }
}
