internal import LinearAlgebra

/// How far an objective's gradient is from differences of its cost at one point.
///
/// With a the analytic and n the numerical slopes that were compared,
///
///     relative difference = ‖a − n‖₂ / (‖a‖₂ + ‖n‖₂)
///
/// which is 0 for a perfect gradient, 1 for one that is zero or points the other way; 0 where both
/// are zero. A right gradient in Double gives 1e−9 or less on a smooth cost of moderate size; the
/// checks that students know go wrong silently at the point where a mistake happens to vanish, so
/// check at several random points.
public struct GradientCheck: Hashable, Sendable {
  /// Along which lines the cost is differenced.
  public enum Extent: Hashable, Sendable {
    /// Every parameter.
    case everyComponent
    /// So many different parameters, drawn at random (all of them where there are no more).
    case components(Int)
    /// So many random directions: normal numbers in every component, scaled to length 1. Each one
    /// sees all parameters at once, but can't say which of them is wrong.
    case directions(Int)
  }

  /// One slope, twice.
  public struct Comparison: Hashable, Sendable {
    /// The parameter's index in the vector; for ``Extent/directions(_:)`` the direction's number.
    public let index: Int
    /// From the gradient.
    public let analytic: Double
    /// From differences of the cost.
    public let numerical: Double

    /// |a − n|; infinite where one of them is not finite.
    public var difference: Double {
      let difference = abs(analytic - numerical)
      return difference.isFinite ? difference : .infinity
    }
  }

  /// What was asked for.
  public let extent: Extent
  /// Every slope that was compared.
  public let comparisons: [Comparison]

  /// ‖a − n‖₂ / (‖a‖₂ + ‖n‖₂); infinite where a slope is not finite.
  public var relativeDifference: Double {
    let difference = norm(of: comparisons.map(\.difference))
    let size = norm(of: comparisons.map(\.analytic)) + norm(of: comparisons.map(\.numerical))
    guard difference.isFinite && size.isFinite else { return .infinity }
    return size > 0 ? difference / size : 0
  }

  /// The comparison that is furthest off; `nil` when there is none.
  public var worst: Comparison? {
    comparisons.max { $0.difference < $1.difference }
  }

  private func norm(of slopes: [Double]) -> Double {
    Vector.euclideanNorm(slopes)
  }
}

/// Holds an objective's gradient at a point against differences of its cost.
///
/// A slope is differenced to fourth order,
///
///     (8 (f(x + hv) − f(x − hv)) − (f(x + 2hv) − f(x − 2hv))) / 12h,   h = ε^(1/5) · max(1, |x|)
///
/// with v a unit vector and |x| its parameter's size, or ‖x‖∞ for a random direction. The step
/// balances truncation, O(h⁴), against rounding, O(ε/h): for a cost of size 1 both are about 1e−12,
/// where the second-order formula with h = ∛ε leaves 1e−10.
///
/// - Parameters:
///   - objective: f and ∇f.
///   - point: x, as many numbers as the objective has parameters.
///   - extent: the lines to check along.
///   - generator: where random components and directions come from; not used for
///     ``GradientCheck/Extent/everyComponent``.
/// - Complexity: one evaluation, and the cost alone four times for each comparison.
public func checkGradient<Function: Objective & ~Copyable>(
  of objective: inout Function, at point: [Double], over extent: GradientCheck.Extent,
  using generator: inout some RandomNumberGenerator
) -> GradientCheck {
  precondition(point.count == objective.parameterCount, "a point has a number for each parameter")
  var differences = LineDifferences(at: point)
  let gradient = differences.gradient(of: &objective)
  switch extent {
  case .everyComponent:
    return GradientCheck(
      extent: extent,
      comparisons: point.indices.map {
        differences.compare(component: $0, of: &objective, with: gradient)
      })
  case .components(let count):
    let indices = sample(count, of: point.count, using: &generator)
    return GradientCheck(
      extent: extent,
      comparisons: indices.map {
        differences.compare(component: $0, of: &objective, with: gradient)
      })
  case .directions(let count):
    return GradientCheck(
      extent: extent,
      comparisons: (0..<count).map { number in
        let direction = randomDirection(of: point.count, using: &generator)
        return GradientCheck.Comparison(
          index: number, analytic: Vector.dot(gradient, direction),
          numerical: differences.slope(along: direction, of: &objective))
      })
  }
}

/// Different indices below n in ascending order (Floyd's algorithm: Bentley and Floyd 1987).
private func sample(
  _ count: Int, of n: Int, using generator: inout some RandomNumberGenerator
) -> [Int] {
  var chosen: Set<Int> = []
  for last in max(0, n - count)..<n {
    let candidate = Int.random(in: 0...last, using: &generator)
    chosen.insert(chosen.contains(candidate) ? last : candidate)
  }
  return chosen.sorted()
}

/// A direction of length 1, all directions equally likely.
private func randomDirection(
  of n: Int, using generator: inout some RandomNumberGenerator
) -> [Double] {
  var direction = (0..<n).map { _ in generator.nextNormal() }
  Vector.scale(&direction, by: 1 / Vector.euclideanNorm(direction))
  return direction
}
