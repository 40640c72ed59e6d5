internal import LinearAlgebra

extension LBFGS where InverseHessian: ~Copyable {
  /// d ← −H∇f(x), by algorithm 7.4 of Nocedal and Wright (2006) on −∇f(x).
  ///
  /// Each addition of a vector is done in one pass with the product that comes next.
  ///
  /// - Returns: the slope dᵀ∇f(x).
  mutating func findDirection(from iterate: borrowing Iterate) -> Double {
    guard pairs.count > 0 else {
      Vector.scale(-1, iterate.gradient, into: &line.direction)
      initialInverseHessian.apply(to: &line.direction)
      return line.slope(at: iterate)
    }
    var product = Vector.scale(
      -1, iterate.gradient, into: &line.direction, thenDot: pairs.step(0))
    for age in 0..<pairs.count {
      let coefficient = product / pairs.curvature(age)
      stepCoefficients[age] = coefficient
      let following = pairs.step(min(age + 1, pairs.count - 1))
      product = Vector.add(
        -coefficient, pairs.change(age), to: &line.direction, thenDot: following)
    }
    let scaling = scalingOfInitialInverseHessian()
    initialInverseHessian.apply(to: &line.direction)
    product = Vector.scale(
      &line.direction, by: scaling, thenDot: pairs.change(pairs.count - 1))
    for age in (0..<pairs.count).reversed() {
      let changeCoefficient = product / pairs.curvature(age)
      let following = age > 0 ? pairs.change(age - 1) : iterate.gradient
      product = Vector.add(
        stepCoefficients[age] - changeCoefficient, pairs.step(age), to: &line.direction,
        thenDot: following)
    }
    return product
  }

  /// γ = sᵀy / yᵀH₀y of the newest pair: H₀ then has the size that the newest step has shown.
  private mutating func scalingOfInitialInverseHessian() -> Double {
    let form = initialInverseHessian.quadraticForm(of: pairs.change(0), scratch: &scratch)
    let scaling = pairs.curvature(0) / form
    return scaling > 0 && scaling.isFinite ? scaling : 1
  }
}
