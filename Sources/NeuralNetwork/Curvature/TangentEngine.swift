internal import LinearAlgebra
internal import NetworkKernels

/// Sums the products of every example's curvature with a direction.
///
/// Several products are computed at the same point, so the first one keeps the activations and
/// errors of all examples, which makes the others a third cheaper. The bits are the same as if they
/// were recomputed.
struct TangentEngine<Scalar: BLASScalar>: Sendable {
  let product: CurvatureMatrix
  /// One per thread.
  private let workspaces: [TangentWorkspace<Scalar>]
  /// One per block of the sample; empty if they would take too much memory.
  private let linearizations: [BlockWorkspace<Scalar>]
  /// The point of the linearizations.
  private var point: [Double] = []
  private let direction: AlignedBuffer<Scalar>
  private let directionLayers: [Layer<Scalar>]

  /// 256 MiB.
  static var linearizationLimit: Int { 256 << 20 }

  init(
    on examples: NetworkExamples<Scalar>, sample: Sample, product: CurvatureMatrix,
    linearizationLimit: Int = Self.linearizationLimit
  ) {
    self.product = product
    let (topology, width) = (examples.topology, examples.features.width)
    workspaces = (0..<examples.threads).map { _ in
      TangentWorkspace(topology: topology, width: width, product: product)
    }
    let blockCount = sample.blocks.count
    let units = topology.layerSizes.dropFirst().reduce(0, +)
    let bytes = blockCount * 2 * units * width * MemoryLayout<Scalar>.stride
    linearizations = (0..<(bytes <= linearizationLimit ? blockCount : 0)).map { _ in
      BlockWorkspace(topology: topology, width: width)
    }
    let direction = AlignedBuffer<Scalar>(count: examples.layout.parameterCount)
    self.direction = direction
    directionLayers = examples.layout.regions.map { Layer(direction, region: $0) }
  }

  /// Σ over the examples of the engine's sample.
  ///
  /// It uses the engine's workspace for the duration of the call.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  mutating func product(
    at point: Span<Double>, direction v: Span<Double>, into product: inout MutableSpan<Double>,
    using engine: borrowing NetworkEngine<Scalar>
  ) {
    let (examples, forward) = (engine.examples, engine.forward)
    let firstBlock = engine.sample.blocks.lowerBound
    forward.assign(point)
    direction.assign(v)
    let isLinearized = !linearizations.isEmpty && !move(to: point)
    engine.sumOverShards(into: &product) {
      [workspaces, linearizations, directionLayers] block, worker, result, _ in
      let primal =
        linearizations.isEmpty ? forward.workspaces[worker] : linearizations[block - firstBlock]
      let targets = forward.targets(ofBlock: block, worker: worker)
      if !isLinearized {
        _ = forward.run(block: block, targets: targets, in: primal)
        primal.backpropagateErrors(through: forward.layers, targets: targets)
      }
      let tangent = workspaces[worker]
      examples.features.multiply(
        block: block, by: directionLayers[0], into: tangent.activations[0])
      tangent.forward(through: forward.layers, along: directionLayers, at: primal)
      tangent.backward(
        through: forward.layers, along: directionLayers, at: primal, targets: targets,
        into: result.layers)
      result.accumulateFirstLayer(block: block, errors: tangent.errors[0])
    }
    if engine.hasCutWork { self.point.removeAll(keepingCapacity: true) }
  }

  /// Records the point of the linearizations; returns whether it has changed.
  private mutating func move(to target: Span<Double>) -> Bool {
    if point.count == target.count, target.indices.allSatisfy({ point[$0] == target[$0] }) {
      return false
    }
    point.removeAll(keepingCapacity: true)
    for index in target.indices { point.append(target[index]) }
    return true
  }
}
