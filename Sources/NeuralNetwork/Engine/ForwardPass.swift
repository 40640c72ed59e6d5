internal import LinearAlgebra
internal import NetworkKernels

/// The memory that a forward pass writes: θ in the precision of the kernels, and per thread a
/// workspace, and the targets of a block if they are its features.
final class ForwardPass<Scalar: BLASScalar>: Sendable {
  let examples: NetworkExamples<Scalar>
  /// θ in one vector.
  let weights: AlignedBuffer<Scalar>
  /// θ, layer by layer.
  let layers: [Layer<Scalar>]
  /// One per thread.
  let workspaces: [BlockWorkspace<Scalar>]
  /// One per thread, or none.
  private let featurePanels: [Panel<Scalar>]

  init(on examples: NetworkExamples<Scalar>) {
    self.examples = examples
    let weights = AlignedBuffer<Scalar>(count: examples.layout.parameterCount)
    self.weights = weights
    layers = examples.layout.regions.map { Layer(weights, region: $0) }
    workspaces = (0..<examples.threads).map { _ in
      BlockWorkspace(topology: examples.topology, width: examples.features.width)
    }
    let (count, width) = (examples.features.featureCount, examples.features.width)
    let panelCount = if case .features = examples.targets.given { examples.threads } else { 0 }
    featurePanels = (0..<panelCount).map { _ in
      Panel(AlignedBuffer(count: count * width), units: count, width: width)
    }
  }

  /// Sets θ.
  func assign(_ point: Span<Double>) { weights.assign(point) }

  /// The targets of a block of examples, valid until the worker's next call.
  func targets(ofBlock block: Int, worker: Int) -> BlockTargets<Scalar> {
    examples.targets.targets(
      ofBlock: block, unpackingInto: featurePanels.isEmpty ? nil : featurePanels[worker])
  }

  /// Computes the activations of a block of examples; returns their summed loss.
  func run(
    block: Int, targets: BlockTargets<Scalar>, in workspace: BlockWorkspace<Scalar>
  ) -> Double {
    multiplyFirstLayer(block: block, in: workspace)
    return workspace.forward(through: layers, targets: targets)
  }

  /// Computes the activations of a block of examples in the worker's workspace, which it returns.
  func activations(ofBlock block: Int, worker: Int) -> BlockWorkspace<Scalar> {
    let workspace = workspaces[worker]
    _ = run(block: block, targets: targets(ofBlock: block, worker: worker), in: workspace)
    return workspace
  }

  /// Computes z_1 of a block of examples.
  func multiplyFirstLayer(block: Int, in workspace: BlockWorkspace<Scalar>) {
    examples.features.multiply(block: block, by: layers[0], into: workspace.activations[0])
  }
}
