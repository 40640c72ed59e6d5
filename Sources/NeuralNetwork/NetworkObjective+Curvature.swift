internal import LinearAlgebra

extension NetworkObjective {
  /// Writes H(θ) v: the Hessian's product with a direction, or the Gauss–Newton matrix's, as
  /// ``curvature`` says; the regularization's λ/m is part of both.
  ///
  /// The first call takes the memory for the directional derivatives, and for the activations of
  /// all examples, where that is no more than 256 MiB: they serve every product at one point.
  ///
  /// - Complexity: about an evaluation, and half of one more for the first product at a point.
  public mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) {
    if tangentEngine?.product != curvature {
      tangentEngine = TangentEngine(engine: engine, product: curvature)
    }
    tangentEngine!.product(at: point, direction: direction, into: &product)
    guard !engine.watched.hasCutWork else { return }
    let scale = 1 / Double(engine.sample.exampleCount)
    for index in product.indices { product[index] *= scale }
    addRegularizationGradient(of: direction, to: &product)
  }

  /// Keeps the activations of all examples from product to product only where they take no more
  /// than so many bytes.
  package mutating func limitLinearizations(to bytes: Int) {
    tangentEngine = TangentEngine(engine: engine, product: curvature, linearizationLimit: bytes)
  }
}
