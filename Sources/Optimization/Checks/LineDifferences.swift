internal import LinearAlgebra

/// Differences of a cost along lines through one point, with the buffers for them.
struct LineDifferences {
  private let point: [Double]
  private var shifted: [Double]

  init(at point: [Double]) {
    self.point = point
    shifted = point
  }

  /// ε^(1/5), the step that balances the errors of a difference of fourth order.
  private static let relativeStep = 7.4e-4

  /// ∇f(x).
  func gradient<Function: Objective & ~Copyable>(of objective: inout Function) -> [Double] {
    var gradient = point
    _ = objective.evaluate(at: point, gradient: &gradient)
    return gradient
  }

  /// One component of the gradient, twice.
  mutating func compare<Function: Objective & ~Copyable>(
    component index: Int, of objective: inout Function, with gradient: [Double]
  ) -> GradientCheck.Comparison {
    let center = point[index]
    shifted = point
    let step = Self.relativeStep * max(1, abs(center))
    let slope = difference(step: step) { differences, distance in
      differences.shifted[index] = center + distance
      return differences.value(of: &objective)
    }
    return GradientCheck.Comparison(index: index, analytic: gradient[index], numerical: slope)
  }

  /// The slope along a direction, from differences of the cost alone.
  mutating func slope<Function: Objective & ~Copyable>(
    along direction: [Double], of objective: inout Function
  ) -> Double {
    difference(step: Self.relativeStep * max(1, Vector.infinityNorm(point))) {
      differences, distance in
      Vector.combine(differences.point, distance, direction, into: &differences.shifted)
      return differences.value(of: &objective)
    }
  }

  /// The slope along a direction to second order, (f(h) − f(−h)) / 2h.
  mutating func centralSlope<Function: Objective & ~Copyable>(
    along direction: [Double], step: Double, of objective: inout Function
  ) -> Double {
    Vector.combine(point, step, direction, into: &shifted)
    let ahead = value(of: &objective)
    Vector.combine(point, -step, direction, into: &shifted)
    return (ahead - value(of: &objective)) / (2 * step)
  }

  /// (8 (f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h.
  private mutating func difference(
    step: Double, _ value: (inout LineDifferences, Double) -> Double
  ) -> Double {
    let near = value(&self, step) - value(&self, -step)
    let far = value(&self, 2 * step) - value(&self, -2 * step)
    return (8 * near - far) / (12 * step)
  }

  private mutating func value<Function: Objective & ~Copyable>(
    of objective: inout Function
  ) -> Double {
    objective.value(at: shifted.span)
  }
}
