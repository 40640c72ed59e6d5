import Optimization

/// Rosenbrock's valley: 100 (x₂ − x₁²)² + (1 − x₁)², minimum 0 at (1, 1).
struct Rosenbrock: Objective, ~Copyable {
  static let start = [-1.2, 1.0]
  let parameterCount = 2

  mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    let (x, y) = (point[0], point[1])
    let bend = y - x * x
    gradient[0] = -400 * x * bend - 2 * (1 - x)
    gradient[1] = 200 * bend
    return 100 * bend * bend + (1 - x) * (1 - x)
  }
}

/// ½ Σ cᵢ (xᵢ − 1)², with curvatures c from 1 to `condition`; minimum 0 at (1, …, 1).
struct Quadratic: Objective, ~Copyable {
  let parameterCount: Int
  var condition = 100.0

  mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    var value = 0.0
    for index in 0..<parameterCount {
      let share = Double(index) / Double(max(parameterCount - 1, 1))
      let curvature = 1 + (condition - 1) * share
      let distance = point[index] - 1
      value += 0.5 * curvature * distance * distance
      gradient[index] = curvature * distance
    }
    return value
  }
}
