/// A point with its value and its gradient, which always belong together.
///
/// Nothing outside the loop's ``Evaluator`` writes one: it fills all three at once, and a
/// minimizer swaps a candidate in whole, only when it is finite.
public struct Iterate: Hashable, Codable, Sendable {
  /// x.
  public package(set) var point: [Double]
  /// f(x); NaN where nothing has been evaluated yet.
  public package(set) var value: Double
  /// ∇f(x).
  public package(set) var gradient: [Double]
  /// ‖∇f(x)‖∞, what ``StoppingCriteria/gradientTolerance`` is compared with.
  public package(set) var gradientNorm: Double
  /// The terms that value and gradient are the mean of; `nil` for all of them.
  public package(set) var sample: Subsample?

  /// Makes room for n parameters; nothing is evaluated yet.
  package init(parameterCount: Int) {
    point = [Double](repeating: 0, count: parameterCount)
    value = .nan
    gradient = point
    gradientNorm = .nan
  }

  /// Puts together what was evaluated before, as a checkpoint kept it.
  ///
  /// - Precondition: point and gradient have one length.
  public init(point: [Double], value: Double, gradient: [Double], sample: Subsample? = nil) {
    precondition(point.count == gradient.count, "a gradient has a number for each parameter")
    self.point = point
    self.value = value
    self.gradient = gradient
    gradientNorm = Vector.infinityNorm(gradient)
    self.sample = sample
  }

  /// Changes the unit of f.
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

  /// Becomes equal to another iterate of the same length, in its own memory.
  package mutating func copy(_ other: borrowing Iterate) {
    Vector.copy(other.point, to: &point)
    Vector.copy(other.gradient, to: &gradient)
    value = other.value
    gradientNorm = other.gradientNorm
    sample = other.sample
  }
}
