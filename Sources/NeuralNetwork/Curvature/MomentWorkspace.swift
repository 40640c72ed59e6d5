internal import LinearAlgebra
internal import NetworkKernels

/// The second moments that one shard of examples contributes to a network's curvature factors.
///
/// For each layer l: Σ (1, a_{l−1})(1, a_{l−1})ᵀ and Σ Bᵀ H_loss B with B = ∂z_L/∂z_l. H_loss is
/// written as Σ_k s_k s_kᵀ, one vector s_k per class, and each s_k is backpropagated like an error;
/// so G is exact, at the cost of K backward passes through the layers after the first.
final class MomentWorkspace<Scalar: BLASScalar>: Sendable {
  private let topology: NetworkTopology
  /// B s_k for every layer of units.
  private let carried: [Panel<Scalar>]
  /// For each layer but the first (1 + inputs)², row-major.
  let inputMoments: [AlignedBuffer<Scalar>]
  /// For each layer outputs², row-major.
  let outputMoments: [AlignedBuffer<Scalar>]

  /// Allocates the workspace for blocks of `width` examples.
  init(topology: NetworkTopology, width: Int) {
    self.topology = topology
    let sizes = topology.layerSizes.dropFirst()
    carried = sizes.map { units in
      Panel(AlignedBuffer(count: units * width), units: units, width: width)
    }
    inputMoments = sizes.dropLast().map { AlignedBuffer(count: (1 + $0) * (1 + $0)) }
    outputMoments = sizes.map { AlignedBuffer(count: $0 * $0) }
  }

  /// Sets all moments to zero.
  func clear() {
    for moment in inputMoments + outputMoments { moment.fill(0) }
  }

  /// Adds a block of examples, from the activations of a forward pass.
  ///
  /// `isCut` is called for each class; after `true` the rest is skipped.
  func accumulate(
    at primal: BlockWorkspace<Scalar>, through layers: [Layer<Scalar>], exampleCount: Int,
    stoppingWhen isCut: () -> Bool
  ) {
    for (layer, moment) in inputMoments.enumerated() {
      primal.activations[layer].accumulateMomentsWithOne(into: moment, lanes: exampleCount)
    }
    for output in 0..<topology.classCount {
      if isCut() { return }
      primal.backpropagateCurvatureRoot(
        column: output, through: layers, into: carried, exampleCount: exampleCount)
      for (panel, moment) in zip(carried, outputMoments) {
        panel.accumulateMoments(into: moment)
      }
    }
  }
}
