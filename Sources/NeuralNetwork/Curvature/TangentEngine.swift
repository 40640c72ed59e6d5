internal import LinearAlgebra
internal import NetworkKernels

/// Sums the products of every example's curvature with a direction.
///
/// Products come in series at one point, so the activations and errors of all examples are kept
/// from the first product of a series, which makes the others a third cheaper. The bits are the
/// same as when they are made again.
struct TangentEngine<Scalar: BLASScalar>: Sendable {
  let product: CurvatureMatrix
  private let engine: NetworkEngine<Scalar>
  /// One a thread.
  private let workspaces: [TangentWorkspace<Scalar>]
  /// One a block of examples; empty where they would take too much memory.
  private let linearizations: [BlockWorkspace<Scalar>]
  /// Where the linearizations were made, and of which sample.
  private var point: [Double] = []
  private var sample = 0
  private let direction: AlignedBuffer<Scalar>
  private let directionLayers: [Layer<Scalar>]

  /// 256 MiB.
  static var linearizationLimit: Int { 256 << 20 }

  init(
    engine: NetworkEngine<Scalar>, product: CurvatureMatrix,
    linearizationLimit: Int = Self.linearizationLimit
  ) {
    self.product = product
    self.engine = engine
    let (topology, width) = (engine.topology, engine.features.width)
    workspaces = engine.workspaces.map { _ in
      TangentWorkspace(topology: topology, width: width, product: product)
    }
    let blockCount = engine.features.blockCount
    let units = topology.layerSizes.dropFirst().reduce(0, +)
    let bytes = blockCount * 2 * units * width * MemoryLayout<Scalar>.stride
    linearizations = (0..<(bytes <= linearizationLimit ? blockCount : 0)).map { _ in
      BlockWorkspace(topology: topology, width: width)
    }
    let direction = AlignedBuffer<Scalar>(count: engine.layout.parameterCount)
    self.direction = direction
    directionLayers = engine.layout.regions.map { Layer(direction, region: $0) }
  }

  /// Σ over all examples.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  mutating func product(
    at point: Span<Double>, direction v: Span<Double>, into product: inout MutableSpan<Double>
  ) {
    engine.weights.assign(point)
    direction.assign(v)
    let isLinearized = !linearizations.isEmpty && !move(to: point)
    engine.sumOverShards(into: &product) {
      [engine, workspaces, linearizations, directionLayers] block, worker, shard in
      let primal = linearizations.isEmpty ? engine.workspaces[worker] : linearizations[block]
      let labels = engine.lanes(ofBlock: block)
      if !isLinearized {
        _ = engine.forward(block: block, primal)
        primal.backpropagateErrors(
          through: engine.weightLayers, labels: engine.classIndices.span.extracting(labels))
      }
      let tangent = workspaces[worker]
      engine.features.multiply(block: block, by: directionLayers[0], into: tangent.activations[0])
      tangent.forward(through: engine.weightLayers, along: directionLayers, at: primal)
      let result = engine.gradientLayers[shard]
      tangent.backward(
        through: engine.weightLayers, along: directionLayers, at: primal,
        labels: engine.classIndices.span.extracting(labels), into: result)
      engine.accumulateFirstLayer(
        block: block, worker: worker, errors: tangent.errors[0], into: result[0])
    }
    if engine.watched.hasCutWork { self.point.removeAll(keepingCapacity: true) }
  }

  /// Notes where the linearizations are made; whether that is another point than before.
  private mutating func move(to target: Span<Double>) -> Bool {
    if sample == engine.currentSample.index, point.count == target.count,
      target.indices.allSatisfy({ point[$0] == target[$0] })
    {
      return false
    }
    sample = engine.currentSample.index
    point.removeAll(keepingCapacity: true)
    for index in target.indices { point.append(target[index]) }
    return true
  }
}
