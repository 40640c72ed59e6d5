extension Objective where Self: ~Copyable {
  /// f(x) and ∇f(x), for points and gradients that are arrays.
  mutating func evaluate(at point: [Double], gradient: inout [Double]) -> Double {
    var gradientSpan = gradient.mutableSpan
    return evaluate(at: point.span, gradient: &gradientSpan)
  }
}
