internal import LinearAlgebra

extension NetworkObjective {
  /// Writes H(θ) v: the Hessian's product with a direction, or the Gauss–Newton matrix's, as
  /// ``curvature`` says; the regularization's λ/m is part of both.
  ///
  /// The first call takes the memory for the directional derivatives.
  ///
  /// - Complexity: about twice an evaluation.
  public mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) {
    if tangentEngine?.product != curvature {
      tangentEngine = TangentEngine(engine: engine, product: curvature)
    }
    tangentEngine!.product(at: point, direction: direction, into: &product)
    let scale = 1 / Double(exampleCount)
    for index in product.indices { product[index] *= scale }
    addRegularizationGradient(of: direction, to: &product)
  }
}

/// Sums the products of every example's curvature with a direction.
struct TangentEngine<Scalar: BLASScalar>: Sendable {
  let product: CurvatureProduct
  private let engine: NetworkEngine<Scalar>
  private let workspaces: [TangentWorkspace<Scalar>]
  private let direction: AlignedBuffer<Scalar>
  private let directionLayers: [Layer<Scalar>]

  init(engine: NetworkEngine<Scalar>, product: CurvatureProduct) {
    self.engine = engine
    self.product = product
    workspaces = engine.workspaces.map { _ in
      TangentWorkspace(topology: engine.topology, width: engine.features.width, product: product)
    }
    let direction = AlignedBuffer<Scalar>(count: engine.layout.parameterCount)
    self.direction = direction
    directionLayers = engine.layout.regions.map { Layer(direction, region: $0) }
  }

  /// Σ over all examples.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func product(
    at point: Span<Double>, direction v: Span<Double>, into product: inout MutableSpan<Double>
  ) {
    engine.weights.assign(point)
    direction.assign(v)
    engine.sumOverShards(into: &product) { block, worker, shard in
      let (primal, tangent) = (engine.workspaces[worker], workspaces[worker])
      let labels = engine.lanes(ofBlock: block)
      _ = engine.forward(block: block, primal)
      primal.backwardErrors(
        through: engine.weightLayers, labels: engine.classIndices.span.extracting(labels))
      engine.features.multiply(block: block, by: directionLayers[0], into: tangent.activations[0])
      tangent.forward(through: engine.weightLayers, along: directionLayers, at: primal)
      let result = engine.gradientLayers[shard]
      tangent.backward(
        through: engine.weightLayers, along: directionLayers, at: primal,
        labels: engine.classIndices.span.extracting(labels), into: result)
      engine.accumulateFirstLayer(
        block: block, worker: worker, errors: tangent.errors[0], into: result[0])
    }
  }
}
