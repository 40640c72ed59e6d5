extension CurvaturePairs {
  /// y ← αHx with the BFGS matrix H that the pairs make on top of γH₀, by algorithm 7.4 of Nocedal
  /// and Wright (2006).
  ///
  /// Each addition of a vector is done in one pass with the product that comes next.
  ///
  /// - Parameters:
  ///   - scaling: γ, see ``scaling(of:)``; not used where there are no pairs.
  ///   - vector: x, n numbers.
  ///   - result: y.
  ///   - following: z.
  /// - Returns: zᵀy.
  mutating func multiply<InverseHessian: InitialInverseHessian & ~Copyable>(
    _ alpha: Double, _ vector: [Double], into result: inout [Double],
    over initial: inout InverseHessian, scaling: Double, thenDot following: [Double]
  ) -> Double {
    guard count > 0 else {
      Vector.scale(alpha, vector, into: &result)
      initial.apply(to: &result)
      return Vector.dot(result, following)
    }
    var product = Vector.scale(alpha, vector, into: &result, thenDot: step(0))
    for age in 0..<count {
      let coefficient = product / curvature(age)
      stepCoefficients[age] = coefficient
      product = Vector.add(
        -coefficient, change(age), to: &result, thenDot: step(min(age + 1, count - 1)))
    }
    initial.apply(to: &result)
    product = Vector.scale(&result, by: scaling, thenDot: change(count - 1))
    for age in (0..<count).reversed() {
      let changeCoefficient = product / curvature(age)
      product = Vector.add(
        stepCoefficients[age] - changeCoefficient, step(age), to: &result,
        thenDot: age > 0 ? change(age - 1) : following)
    }
    return product
  }

  /// γ = sᵀy / yᵀH₀y of the newest pair: H₀ then has the size that the newest step has shown; 1
  /// where there is no pair.
  mutating func scaling<InverseHessian: InitialInverseHessian & ~Copyable>(
    of initial: inout InverseHessian
  ) -> Double {
    guard count > 0 else { return 1 }
    let scaling = curvature(0) / initial.quadraticForm(of: change(0), scratch: &scratch)
    return scaling > 0 && scaling.isFinite ? scaling : 1
  }
}
