extension TruncatedNewton where Preconditioner: ~Copyable {
  /// How the inner iteration ended.
  enum InnerOutcome {
    /// The line's direction solves Newton's equation to the tolerance, or as far as the curvature
    /// allows.
    case solved
    /// The curvature was negative in the first step; the line's direction is −M⁻¹∇f.
    case steepest
    /// A limit was reached.
    case interrupted
  }

  /// d ≈ −H⁻¹∇f by preconditioned conjugate gradients, from d = 0.
  ///
  /// The residual r = Hd + ∇f and the decrease of the model q(d) = ½dᵀHd + dᵀ∇f are updated in each
  /// step: each inner step lowers q by ½ α rᵀM⁻¹r.
  mutating func solveNewtonEquation<Function: Objective & ~Copyable>(
    at iterate: borrowing Iterate, evaluator: inout Evaluator<Function>
  ) -> InnerOutcome {
    let gradientNorm = Vector.euclideanNorm(iterate.gradient)
    let forcing = min(configuration.maxForcingTerm, gradientNorm.squareRoot())
    let tolerance = forcing * gradientNorm
    Vector.scale(0, iterate.gradient, into: &line.direction)
    Vector.copy(iterate.gradient, to: &residual)
    newPairs.removeAll()
    let scaling = pairs.scaling(of: &preconditioner)
    var squaredResidual = precondition(scaling)
    Vector.scale(-1, preconditioned, into: &conjugateDirection)
    var modelDecrease = 0.0
    for inner in 1...min(configuration.maxInnerIterations, 3 * parameterCount + 10) {
      guard multiply(at: iterate.point, evaluator: &evaluator) else { return .interrupted }
      let curvature = Vector.dot(conjugateDirection, product)
      let (directionNorm, productNorm) = (
        Vector.euclideanNorm(conjugateDirection), Vector.euclideanNorm(product)
      )
      guard curvature > Double.ulpOfOne * directionNorm * productNorm else {
        guard inner == 1 else { return .solved }
        Vector.copy(conjugateDirection, to: &line.direction)
        return .steepest
      }
      newPairs.record(step: conjugateDirection, change: product)
      let step = squaredResidual / curvature
      Vector.add(step, conjugateDirection, to: &line.direction)
      Vector.add(step, product, to: &residual)
      if Vector.euclideanNorm(residual) <= tolerance { return .solved }
      let gain = 0.5 * step * squaredResidual
      modelDecrease += gain
      if Double(inner) * gain <= configuration.minRelativeDecrease * modelDecrease {
        return .solved
      }
      let lastSquare = squaredResidual
      squaredResidual = precondition(scaling)
      Vector.scale(&conjugateDirection, by: squaredResidual / lastSquare)
      Vector.add(-1, preconditioned, to: &conjugateDirection)
    }
    return .solved
  }

  /// y ← M⁻¹r; returns rᵀy.
  private mutating func precondition(_ scaling: Double) -> Double {
    pairs.multiply(
      1, residual, into: &preconditioned, over: &preconditioner, scaling: scaling,
      thenDot: residual)
  }

  /// Computes the product of H and `conjugateDirection`; returns whether the limits allowed it.
  private mutating func multiply<Function: Objective & ~Copyable>(
    at point: [Double], evaluator: inout Evaluator<Function>
  ) -> Bool {
    evaluator.hessianProduct(at: point, direction: conjugateDirection, into: &product)
  }
}
