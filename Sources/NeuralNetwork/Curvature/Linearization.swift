internal import LinearAlgebra
internal import Machine
internal import NetworkKernels
internal import Optimization

/// A network linearized at one θ for the examples of a sample: the inputs of each layer, and the
/// backpropagated columns of a root of H_loss.
///
/// For a block of examples: (1, a_{l−1}) of each layer l, one row per unit, with the constant first;
/// and (∂z_L/∂z_l)ᵀ s_k for each class k, where Σ_k s_k s_kᵀ = H_loss.
final class Linearization<Scalar: BLASScalar>: Sendable {
  /// For each block of the sample and each layer the panel of (1, a_{l−1}).
  let inputs: [[Panel<Scalar>]]
  /// For each block, class and layer the panel of (∂z_L/∂z_l)ᵀ s_k.
  private let carried: [[[Panel<Scalar>]]]
  /// For each block and each layer but the first, the rows of `inputs` after the constant.
  private let activations: [[Panel<Scalar>]]
  private let examples: NetworkExamples<Scalar>
  private let sample: Sample
  private let forward: ForwardPass<Scalar>

  /// Allocates the workspace for the examples of a sample, and lays out their features, which do not
  /// depend on θ.
  ///
  /// The token may cut that short.
  init(on examples: NetworkExamples<Scalar>, sample: Sample, stopToken token: StopToken) {
    self.examples = examples
    self.sample = sample
    forward = ForwardPass(on: examples)
    let (sizes, width) = (examples.topology.layerSizes, examples.features.width)
    let buffers = sample.blocks.map { _ in
      sizes.dropLast().map { AlignedBuffer<Scalar>(count: (1 + $0) * width) }
    }
    inputs = buffers.map { zip($0, sizes).map { Panel($0, units: 1 + $1, width: width) } }
    activations = buffers.map {
      zip($0, sizes).map { Panel($0, offset: width, units: $1, width: width) }
    }
    carried = sample.blocks.map { _ in
      (0..<examples.topology.outputCount).map { _ in
        sizes.dropFirst().map { Panel(AlignedBuffer(count: $0 * width), units: $0, width: width) }
      }
    }
    for (index, block) in sample.blocks.enumerated() where !token.cutsWork() {
      for panel in inputs[index] { panel.row(0).fill(1) }
      examples.features.unpack(block: block, into: activations[index][0])
    }
  }

  /// Linearizes at θ; incomplete if the token cuts it short.
  func update(at point: Span<Double>, stopToken token: StopToken) {
    forward.assign(point)
    Parallel.forEach(sample.blocks.count, threads: examples.threads) { index, worker in
      guard !token.cutsWork() else { return }
      let block = sample.blocks.lowerBound + index
      let workspace = forward.activations(ofBlock: block, worker: worker)
      for layer in activations[index].indices.dropFirst() {
        activations[index][layer].assign(workspace.activations[layer - 1])
      }
      for (k, panels) in carried[index].enumerated() {
        workspace.backpropagateCurvatureRoot(
          column: k, through: forward.layers, into: panels,
          exampleCount: examples.features.exampleCount(inBlock: block))
      }
    }
  }

  /// s ← Σ_k B_k[u] B_k[v] of two units u and v, for each example of a block of the sample; 0 in the
  /// padding.
  func curvatures(
    block: Int, _ first: NetworkUnit, _ second: NetworkUnit, into s: Panel<Scalar>
  ) {
    s.fill(0)
    for panels in carried[block] {
      s.addProducts(panels[first.layer].row(first.index), panels[second.layer].row(second.index))
    }
  }
}
