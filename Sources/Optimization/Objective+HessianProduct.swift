extension Objective where Self: ~Copyable {
  /// Writes H(x)·v by a central difference of gradients.
  ///
  ///     H(x)·v ≈ (∇f(x + hv) − ∇f(x − hv)) / 2h,   h = ∛ε (1 + ‖x‖∞) / ‖v‖∞
  ///
  /// The step balances the truncation error, O(h²), against rounding, O(ε/h): about ten digits of a
  /// smooth function of moderate scale are right. For v = 0 the product is 0.
  ///
  /// - Complexity: two evaluations and two vectors of memory a call. An objective whose Hessian
  ///   products are on a minimizer's main path overrides it.
  public mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) {
    let directionNorm = Vector.infinityNorm(direction)
    guard directionNorm > 0 else { return Vector.scale(0, direction, into: &product) }
    let step = Double.ulpOfOne.cubeRoot * (1 + Vector.infinityNorm(point)) / directionNorm
    var shifted = [Double](repeating: 0, count: parameterCount)
    var gradient = shifted
    var shiftedSpan = shifted.mutableSpan
    Vector.combine(point, -step, direction, into: &shiftedSpan)
    var gradientSpan = gradient.mutableSpan
    _ = evaluate(at: shiftedSpan.span, gradient: &gradientSpan)
    Vector.combine(point, step, direction, into: &shiftedSpan)
    _ = evaluate(at: shiftedSpan.span, gradient: &product)
    Vector.add(-1, gradientSpan.span, to: &product)
    Vector.scale(&product, by: 1 / (2 * step))
  }
}
