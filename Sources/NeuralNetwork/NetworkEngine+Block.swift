internal import LinearAlgebra
internal import NetworkKernels

extension NetworkEngine {
  /// Fills the workspace's activations for a block and returns its summed loss.
  func forward(block: Int, _ workspace: BlockWorkspace<Scalar>) -> Double {
    features.multiply(block: block, by: weightLayers[0], into: workspace.activations[0])
    return workspace.forward(
      through: weightLayers, labels: classIndices.span.extracting(lanes(ofBlock: block)))
  }

  /// Adds a block's share to a gradient, from the activations that ``forward(block:_:)`` left in
  /// the worker's workspace.
  func backward(block: Int, worker: Int, into gradient: [Layer<Scalar>]) {
    let workspace = workspaces[worker]
    workspace.backward(
      through: weightLayers, labels: classIndices.span.extracting(lanes(ofBlock: block)),
      into: gradient)
    accumulateFirstLayer(
      block: block, worker: worker, errors: workspace.errors[0], into: gradient[0])
  }

  /// ∂W_1 ← ∂W_1 + δ_1 xᵀ, kept in the worker's sums until its shard is done, and
  /// ∂b_1 ← ∂b_1 + δ_1 1.
  func accumulateFirstLayer(
    block: Int, worker: Int, errors delta: Panel<Scalar>, into gradient: Layer<Scalar>
  ) {
    gradient.accumulateBiasGradient(errors: delta)
    features.accumulateGradient(block: block, errors: delta, into: firstLayerSums[worker])
  }

  /// Where the examples of a block stand among all lanes.
  func lanes(ofBlock block: Int) -> Range<Int> {
    let start = block * features.width
    return start..<start + features.exampleCount(inBlock: block)
  }
}
