internal import LinearAlgebra
internal import NetworkKernels

/// The directional derivatives of a block's activations and errors, and their passes.
///
/// R{·} is the derivative along a direction (V, c) of the weights and biases (W, b), taken at the
/// activations and errors of a ``BlockWorkspace`` (Pearlmutter 1994, section 4). With R{a_0} = 0:
///
///     forward    R{z_l} = V_l a_{l−1} + c_l + W_l R{a_{l−1}},  R{a_l} = g′(z_l) ∘ R{z_l}
///     outputs    R{δ_L} = H_loss R{z_L}
///     backward   R{δ_l} = (W_{l+1}ᵀ R{δ_{l+1}} + V_{l+1}ᵀ δ_{l+1}) ∘ g′(z_l)
///                         + (W_{l+1}ᵀ δ_{l+1}) ∘ g″(z_l) ∘ R{z_l}
///     product    R{∂W_l} = R{δ_l} a_{l−1}ᵀ + δ_l R{a_{l−1}}ᵀ
///
/// The Gauss–Newton product keeps only the terms without δ.
final class TangentWorkspace<Scalar: BLASScalar>: Sendable {
  private let topology: NetworkTopology
  private let product: CurvatureMatrix
  /// R{a_1}, …, R{a_{L−1}}, R{z_L}.
  let activations: [Panel<Scalar>]
  /// R{δ_1}, …, R{δ_L}.
  let errors: [Panel<Scalar>]
  /// For each layer the product to add.
  private let scratch: [Panel<Scalar>]

  /// Allocates the workspace for blocks of `width` examples.
  init(topology: NetworkTopology, width: Int, product: CurvatureMatrix) {
    let sizes = topology.layerSizes.dropFirst()
    let memory = AlignedBuffer<Scalar>(count: 3 * sizes.reduce(0, +) * width)
    var offset = 0
    func panels() -> [Panel<Scalar>] {
      sizes.map { units in
        defer { offset += units * width }
        return Panel(memory, offset: offset, units: units, width: width)
      }
    }
    self.topology = topology
    self.product = product
    activations = panels()
    errors = panels()
    scratch = panels()
  }

  private var last: Int { activations.count - 1 }

  /// From R{z_1}, which the caller left in `activations[0]`, to R{z_L}.
  func forward(
    through layers: [Layer<Scalar>], along direction: [Layer<Scalar>],
    at primal: BlockWorkspace<Scalar>
  ) {
    for layer in 0..<last {
      topology.hidden.multiplyByDerivative(
        activations[layer], activations: primal.activations[layer])
      activations[layer + 1].assignAffine(
        of: direction[layer + 1], applied: primal.activations[layer])
      activations[layer + 1].addLinear(of: layers[layer + 1], applied: activations[layer])
    }
  }

  /// From R{z_L} back to R{δ_1}, adding the products of every layer but the first on the way.
  func backward(
    through layers: [Layer<Scalar>], along direction: [Layer<Scalar>],
    at primal: BlockWorkspace<Scalar>, targets: BlockTargets<Scalar>, into result: [Layer<Scalar>]
  ) {
    topology.output.assignErrorDerivatives(
      errors[last], outputs: primal.activations[last], tangents: activations[last],
      scratch: scratch[last], targets: targets, product: product)
    for layer in stride(from: last, to: 0, by: -1) {
      result[layer].accumulateGradient(
        inputs: primal.activations[layer - 1], errors: errors[layer])
      let tangent = errors[layer - 1]
      tangent.assignBackward(through: layers[layer], of: errors[layer])
      if product == .hessian {
        result[layer].accumulateWeightGradient(
          inputs: activations[layer - 1], errors: primal.errors[layer])
        tangent.addBackward(through: direction[layer], of: primal.errors[layer])
      }
      topology.hidden.multiplyByDerivative(
        tangent, activations: primal.activations[layer - 1])
      if product == .hessian {
        scratch[layer - 1].assignBackward(through: layers[layer], of: primal.errors[layer])
        topology.hidden.addCurvature(
          to: tangent, carriedErrors: scratch[layer - 1], tangents: activations[layer - 1],
          activations: primal.activations[layer - 1])
      }
    }
  }
}
