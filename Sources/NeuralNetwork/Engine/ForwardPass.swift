internal import LinearAlgebra
internal import NetworkKernels

/// The memory that a forward pass writes: θ in the precision of the kernels, and a workspace per
/// thread.
final class ForwardPass<Scalar: BLASScalar>: Sendable {
  let examples: NetworkExamples<Scalar>
  /// θ in one vector.
  let weights: AlignedBuffer<Scalar>
  /// θ, layer by layer.
  let layers: [Layer<Scalar>]
  /// One per thread.
  let workspaces: [BlockWorkspace<Scalar>]

  init(on examples: NetworkExamples<Scalar>) {
    self.examples = examples
    let weights = AlignedBuffer<Scalar>(count: examples.layout.parameterCount)
    self.weights = weights
    layers = examples.layout.regions.map { Layer(weights, region: $0) }
    workspaces = (0..<examples.threads).map { _ in
      BlockWorkspace(topology: examples.topology, width: examples.features.width)
    }
  }

  /// Sets θ.
  func assign(_ point: Span<Double>) { weights.assign(point) }

  /// Computes the activations of a block of examples; returns their summed loss.
  func run(block: Int, in workspace: BlockWorkspace<Scalar>) -> Double {
    examples.features.multiply(block: block, by: layers[0], into: workspace.activations[0])
    let (classIndices, lanes) = examples.labels(ofBlock: block)
    return workspace.forward(
      through: layers, labels: classIndices.span.extracting(lanes))
  }
}
