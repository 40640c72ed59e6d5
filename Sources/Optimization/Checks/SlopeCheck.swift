internal import LinearAlgebra

/// A gradient's slope along one random direction, held against differences of the cost.
///
/// One number sees every parameter: with v a vector of standard normal numbers and e the error of
/// the gradient, the slopes differ by eᵀv, about ‖e‖₂. So a factor, a wrong sign, a transposed
/// block and a term that was left out all show, while the components that are wrong do not
/// (``checkGradient(of:at:over:using:)`` finds them).
///
/// It is worth its price before every run, because a minimizer need not notice: a wrong gradient
/// that still descends leads on, to a point that is no minimum.
public struct SlopeCheck: Hashable, Sendable {
  /// ∇f(x)ᵀv by the gradient.
  public let analytic: Double
  /// The same by a central difference of the cost.
  public let numerical: Double
  /// Whether the differences contradict the gradient.
  ///
  /// `false` also where they can't tell: where they do not agree with each other, either, or where
  /// the cost or its gradient is not finite.
  public let isInconsistent: Bool
}

extension SlopeCheck: CustomStringConvertible {
  /// The two slopes.
  public var description: String {
    "slope \(analytic) by the gradient, \(numerical) by differences of the cost"
  }
}

/// Holds an objective's gradient at a point against differences of its cost along one random
/// direction.
///
///     (f(x + hv) − f(x − hv)) / 2h,   v normal,   h = ∛ρ max(1, ‖x‖∞), then h/10, h/100
///
/// The gradient is right as soon as a difference agrees with it: to 1e−6 ‖∇f‖₂ and the rounding 10
/// ρ |f| / h. It is wrong when two differences in a row agree with each other as well as that, and
/// are ten times further from it. The size of h balances truncation, O(h²), against rounding; the
/// smaller ones serve costs that bend more sharply, such as those of features that are not scaled.
///
/// The objective is left as it was, and nothing that it computes is counted in a run.
///
/// - Parameters:
///   - objective: f and ∇f.
///   - point: x, as many numbers as the objective has parameters.
///   - rounding: ρ, the relative rounding error of the numbers that f is made of; by default
///     Double's.
///   - generator: where v comes from.
/// - Complexity: one evaluation, and the cost alone twice for a right gradient, at most six times
///   for another; memory for three vectors of n.
public func checkSlope<Function: Objective & ~Copyable>(
  of objective: inout Function, at point: [Double], rounding: Double = .ulpOfOne,
  using generator: inout some RandomNumberGenerator
) -> SlopeCheck {
  precondition(point.count == objective.parameterCount, "a point has a number for each parameter")
  var gradient = point
  let value = objective.evaluate(at: point, gradient: &gradient)
  let direction = point.indices.map { _ in generator.nextNormal() }
  let analytic = Vector.dot(gradient, direction)
  let gradientNorm = Vector.euclideanNorm(gradient)
  var differences = LineDifferences(at: point)
  var previous = Double.nan
  for fraction in [1, 0.1, 0.01] {
    let step = fraction * rounding.cubeRoot * max(1, Vector.infinityNorm(point))
    let numerical = differences.centralSlope(along: direction, step: step, of: &objective)
    let tolerance = 1e-6 * gradientNorm + 10 * rounding * abs(value) / step
    if abs(analytic - numerical) <= tolerance {
      return SlopeCheck(analytic: analytic, numerical: numerical, isInconsistent: false)
    }
    if abs(numerical - previous) <= tolerance, abs(analytic - numerical) > 10 * tolerance {
      return SlopeCheck(analytic: analytic, numerical: numerical, isInconsistent: true)
    }
    previous = numerical
  }
  return SlopeCheck(analytic: analytic, numerical: previous, isInconsistent: false)
}
