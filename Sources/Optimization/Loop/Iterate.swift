/// A point with its value and its gradient, which always belong together.
///
/// The ``Evaluator`` sets value and gradient of a point together; a minimizer replaces an iterate as
/// a whole, and only by a finite one.
public struct Iterate: Hashable, Codable, Sendable {
  /// x.
  public package(set) var point: [Double]
  /// f(x); +∞ where it, or a component of the gradient, is not finite.
  public package(set) var value: Double
  /// ∇f(x).
  public package(set) var gradient: [Double]
  /// ‖∇f(x)‖∞, what ``StoppingCriteria/gradientTolerance`` is compared with.
  public package(set) var gradientNorm: Double

  /// Allocates memory for an iterate that an evaluator will fill.
  package init(parameterCount: Int) {
    point = [Double](repeating: 0, count: parameterCount)
    value = .infinity
    gradient = point
    gradientNorm = .infinity
  }

  /// Creates an iterate from a value and a gradient that were evaluated before.
  ///
  /// - Precondition: point and gradient have the same length.
  public init(point: [Double], value: Double, gradient: [Double]) {
    precondition(point.count == gradient.count, "a gradient has a number for each parameter")
    self.point = point
    self.value = value
    self.gradient = gradient
    gradientNorm = Vector.infinityNorm(gradient)
  }

  /// Changes the unit of f in place.
  mutating func scale(by factor: Double) {
    value *= factor
    Vector.scale(&gradient, by: factor)
    gradientNorm *= factor
  }

  /// The iterate in another unit of f.
  func scaled(by factor: Double) -> Iterate {
    var copy = self
    if factor != 1 { copy.scale(by: factor) }
    return copy
  }

  /// Copies another iterate of the same length into its own memory.
  package mutating func copy(_ other: borrowing Iterate) {
    Vector.copy(other.point, to: &point)
    Vector.copy(other.gradient, to: &gradient)
    value = other.value
    gradientNorm = other.gradientNorm
  }
}
