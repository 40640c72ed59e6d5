import Foundation
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

  mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) {
    let (x, y) = (point[0], point[1])
    let (u, v) = (direction[0], direction[1])
    product[0] = (1200 * x * x - 400 * y + 2) * u - 400 * x * v
    product[1] = -400 * x * u + 200 * v
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

  mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) {
    for index in 0..<parameterCount {
      let share = Double(index) / Double(max(parameterCount - 1, 1))
      product[index] = (1 + (condition - 1) * share) * direction[index]
    }
  }
}

/// Rosenbrock's valley with every evaluation kept, and with what a test does to it.
struct Spied: Objective, ~Copyable {
  /// What is wrong with the objective.
  enum Fault {
    case none
    /// The gradient has the wrong sign.
    case negatedGradient
    /// The first component of the gradient is three times too large.
    case scaledComponent
    /// The gradient is that of another point.
    case shiftedGradient
    /// No value is a number.
    case notANumber
    /// The value is infinite for x₁ above −1: all the way to the minimum.
    case wall
  }

  let parameterCount = 2
  var fault = Fault.none
  var points: [[Double]] = []
  var values: [Double] = []
  private var inner = Rosenbrock()

  init(_ fault: Fault = .none) {
    self.fault = fault
  }

  mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    var value = inner.evaluate(at: point, gradient: &gradient)
    switch fault {
    case .none: break
    case .negatedGradient:
      gradient[0] *= -1
      gradient[1] *= -1
    case .scaledComponent: gradient[0] *= 3
    case .shiftedGradient:
      gradient[0] += 0.1
      gradient[1] -= 0.1
    case .notANumber: value = .nan
    case .wall: if point[0] > -1 { value = .infinity }
    }
    points.append([point[0], point[1]])
    values.append(value)
    return value
  }

  mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) {
    inner.hessianProduct(at: point, direction: direction, into: &product)
  }
}

/// x − log(x) summed over the components: NaN for x < 0, minimum n at (1, …, 1).
struct LogBarrier: Objective, ~Copyable {
  let parameterCount: Int

  mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    var value = 0.0
    for index in 0..<parameterCount {
      value += point[index] - log(point[index])
      gradient[index] = 1 - 1 / point[index]
    }
    return value
  }
}

/// The inverse of the Hessian of `Quadratic` with its default condition of 100.
struct QuadraticInverse: InitialInverseHessian {
  let parameterCount: Int

  func apply(to vector: inout MutableSpan<Double>) {
    for index in vector.indices {
      vector[index] /= 1 + 99 * Double(index) / Double(parameterCount - 1)
    }
  }

  func prepare(at point: Span<Double>, iteration: Int, interruptedBy token: StopToken) -> Bool {
    iteration == 0
  }
  var isScaled: Bool { true }
  var state: IdentityInverseHessian.State { IdentityInverseHessian().state }
  func restore(_ state: IdentityInverseHessian.State, interruptedBy token: StopToken) {}
}
