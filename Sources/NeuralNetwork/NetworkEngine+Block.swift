internal import LinearAlgebra

extension NetworkEngine {
  /// Fills the workspace's activations for a block and returns its summed loss.
  func forward(block: Int, _ workspace: BlockWorkspace<Scalar>) -> Double {
    features.multiply(block: block, by: weightLayers[0], into: workspace.activations[0])
    return workspace.forward(
      through: weightLayers, labels: classIndices.span.extracting(lanes(ofBlock: block)))
  }

  /// Adds a block's share to a gradient, from the activations that ``forward(block:_:)`` left.
  func backward(
    block: Int, _ workspace: BlockWorkspace<Scalar>, into gradient: [Layer<Scalar>]
  ) {
    workspace.backward(
      through: weightLayers, labels: classIndices.span.extracting(lanes(ofBlock: block)),
      into: gradient)
    features.accumulateGradient(block: block, errors: workspace.errors[0], into: gradient[0])
  }

  /// Where the examples of a block stand among all lanes.
  func lanes(ofBlock block: Int) -> Range<Int> {
    let start = block * features.width
    return start..<start + features.exampleCount(inBlock: block)
  }
}
