public import Optimization

// To be removed once `Objective` has its default.
extension SumOfSquares {
  /// Writes H(x)·v by a central difference of gradients.
  public mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) {
    let step = 1e-6
    var shifted = [Double](repeating: 0, count: parameterCount)
    var backward = shifted
    var span = backward.mutableSpan
    for j in shifted.indices { shifted[j] = point[j] - step * direction[j] }
    _ = evaluate(at: shifted.span, gradient: &span)
    for j in shifted.indices { shifted[j] = point[j] + step * direction[j] }
    _ = evaluate(at: shifted.span, gradient: &product)
    for j in shifted.indices { product[j] = (product[j] - span[j]) / (2 * step) }
  }
}
