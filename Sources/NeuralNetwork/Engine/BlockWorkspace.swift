internal import LinearAlgebra
internal import NetworkKernels
internal import Random

/// Activations and errors of every layer for one block of examples, and the passes between the first
/// layer and the last. With a_0 = x:
///
///     forward    z_l = W_l a_{l−1} + b_l,  a_l = g(z_l),  ŷ = outputs(z_L)
///     backward   δ_L = ∂loss/∂z_L,  δ_l = (W_{l+1}ᵀ δ_{l+1}) ∘ g′(z_l)
///     gradient   ∂W_l += δ_l a_{l−1}ᵀ,  ∂b_l += δ_l 1
///
/// The caller computes the products of the first layer, which depend on the layout of the features.
final class BlockWorkspace<Scalar: BLASScalar>: Sendable {
  let topology: NetworkTopology
  /// a_1, …, a_L; the last are the outputs ŷ.
  let activations: [Panel<Scalar>]
  /// δ_1, …, δ_L.
  let errors: [Panel<Scalar>]

  /// Allocates the workspace for blocks of `width` examples.
  init(topology: NetworkTopology, width: Int) {
    let sizes = topology.layerSizes.dropFirst()
    let memory = AlignedBuffer<Scalar>(count: 2 * sizes.reduce(0, +) * width)
    var offset = 0
    func panels() -> [Panel<Scalar>] {
      sizes.map { units in
        defer { offset += units * width }
        return Panel(memory, offset: offset, units: units, width: width)
      }
    }
    self.topology = topology
    activations = panels()
    errors = panels()
  }

  private var last: Int { activations.count - 1 }

  /// From z_1, which the caller left in `activations[0]`, to ŷ; returns the block's summed loss.
  func forward(through layers: [Layer<Scalar>], targets: BlockTargets<Scalar>) -> Double {
    forwardToOutputs(through: layers)
    return topology.output.applyOutputs(activations[last], targets: targets)
  }

  /// From z_1 to ŷ for targets that are numbers; returns the block's Σ (ŷ − y)² and its summed
  /// sigmoid cross-entropy.
  func targetErrors(
    through layers: [Layer<Scalar>], targets: BlockTargets<Scalar>
  ) -> (squares: Double, crossEntropy: Double) {
    guard case .numbers(let numbers, let count) = targets else {
      preconditionFailure("the targets are numbers")
    }
    forwardToOutputs(through: layers)
    let crossEntropy = OutputLoss.sigmoidCrossEntropy.applyOutputs(
      activations[last], targets: targets)
    return (activations[last].squaredDistance(to: numbers, lanes: count), crossEntropy)
  }

  /// The number of the block's examples whose outputs are largest at their label, or below ½ if they
  /// have none; `nil` if the targets are numbers.
  func correctCount(targets: BlockTargets<Scalar>) -> Int? {
    guard case .classes(let labels) = targets else { return nil }
    return correctCount(of: activations[last], labels: labels)
  }

  /// From z_1 to the block's summed loss and, for classes, the number of examples that the outputs of
  /// ``predict(through:exampleCount:)`` classify correctly; overwrites δ_L.
  func score(
    through layers: [Layer<Scalar>], targets: BlockTargets<Scalar>
  ) -> (loss: Double, correctCount: Int?) {
    forwardToOutputs(through: layers)
    guard case .classes(let labels) = targets else {
      return (topology.output.applyOutputs(activations[last], targets: targets), nil)
    }
    // The loss works on z_L in another form, whose outputs may differ in their last bits.
    let outputs = errors[last]
    outputs.assign(activations[last])
    topology.output.applyOutputs(outputs, exampleCount: labels.count)
    return (
      topology.output.applyOutputs(activations[last], targets: targets),
      correctCount(of: outputs, labels: labels)
    )
  }

  /// From z_1 to z_L.
  private func forwardToOutputs(through layers: [Layer<Scalar>]) {
    for layer in 0..<last {
      topology.hidden.apply(to: activations[layer])
      activations[layer + 1].assignAffine(of: layers[layer + 1], applied: activations[layer])
    }
  }

  /// From ŷ back to δ_1, adding the gradients of every layer but the first.
  func backward(
    through layers: [Layer<Scalar>], targets: BlockTargets<Scalar>, into gradient: [Layer<Scalar>]
  ) {
    backpropagateErrors(through: layers, targets: targets)
    for layer in layers.indices.dropFirst() {
      gradient[layer].accumulateGradient(inputs: activations[layer - 1], errors: errors[layer])
    }
  }

  /// From ŷ back to δ_1.
  func backpropagateErrors(through layers: [Layer<Scalar>], targets: BlockTargets<Scalar>) {
    topology.output.assignErrors(errors[last], outputs: activations[last], targets: targets)
    backpropagate(errors, through: layers)
  }

  /// From z_1 to ŷ for examples without targets; the outputs of the block.
  func predict(through layers: [Layer<Scalar>], exampleCount: Int) -> Panel<Scalar> {
    forwardToOutputs(through: layers)
    topology.output.applyOutputs(activations[last], exampleCount: exampleCount)
    return activations[last]
  }
}

extension BlockWorkspace {
  /// Backpropagates column k of a root of H_loss: carried[l] ← (∂z_L/∂z_l)ᵀ s_k, from the activations of
  /// a forward pass; 0 in the padding lanes.
  ///
  /// `carried` has one panel for each layer of units after the inputs.
  func backpropagateCurvatureRoot(
    column k: Int, through layers: [Layer<Scalar>], into carried: [Panel<Scalar>],
    exampleCount: Int
  ) {
    topology.output.assignCurvatureRoot(
      carried[last], column: k, outputs: activations[last], exampleCount: exampleCount)
    backpropagate(carried, through: layers)
  }

  /// Backpropagates s = Σ_k ± s_k with random signs for each example, a random root of H_loss.
  func backpropagateRandomRoot(
    seed: UInt64, through layers: [Layer<Scalar>], into carried: [Panel<Scalar>],
    exampleCount: Int
  ) {
    let sum = carried[last]
    sum.fill(0)
    var signs = SplitMix64(seed: seed)
    for k in 0..<topology.outputCount {
      var bits: UInt64 = 0
      for lane in 0..<exampleCount {
        if lane % 64 == 0 { bits = signs.next() }
        topology.output.addCurvatureRoot(
          to: sum, column: k, timesSign: bits & 1 == 1 ? 1 : -1, outputs: activations[last],
          example: lane)
        bits >>= 1
      }
    }
    backpropagate(carried, through: layers)
  }

  /// From the last of some panels back to the first: c_l ← (W_{l+1}ᵀ c_{l+1}) ∘ g′(z_l).
  private func backpropagate(_ carried: [Panel<Scalar>], through layers: [Layer<Scalar>]) {
    for layer in stride(from: last, to: 0, by: -1) {
      carried[layer - 1].assignBackward(through: layers[layer], of: carried[layer])
      topology.hidden.multiplyByDerivative(
        carried[layer - 1], activations: activations[layer - 1])
    }
  }
}

extension BlockWorkspace {
  /// The unit of an example's predicted class: the one with the largest output; −1 for a binary
  /// output of at most ½.
  func predictedUnit(of example: Int, outputs: Panel<Scalar>) -> Int {
    guard topology.hasBinaryOutput else { return outputs.largestUnit(of: example) }
    return outputs[0, example] > 0.5 ? 0 : -1
  }

  private func correctCount(of outputs: Panel<Scalar>, labels: ArraySlice<Int32>) -> Int {
    labels.enumerated().count { predictedUnit(of: $0, outputs: outputs) == Int($1) }
  }
}
