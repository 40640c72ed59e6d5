internal import LinearAlgebra
internal import NetworkKernels

extension BlockWorkspace {
  /// Carries column k of a root of H_loss back through the network, like an error: carried[l] ←
  /// (∂z_L/∂z_l)ᵀ s_k, from the activations that a forward pass left; 0 in the padding lanes.
  ///
  /// - Parameter carried: one panel for each layer of units behind the inputs.
  func carryCurvatureRoot(
    column k: Int, through layers: [Layer<Scalar>], into carried: [Panel<Scalar>],
    exampleCount: Int
  ) {
    let last = carried.count - 1
    topology.output.assignCurvatureRoot(
      carried[last], column: k, outputs: activations[last], exampleCount: exampleCount)
    for layer in stride(from: last, to: 0, by: -1) {
      carried[layer - 1].assignBackward(through: layers[layer], of: carried[layer])
      topology.hidden.multiplyByDerivative(
        carried[layer - 1], activations: activations[layer - 1])
    }
  }
}
