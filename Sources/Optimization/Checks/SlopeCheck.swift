internal import Random

/// An objective's derivative along one random direction, compared with finite differences.
///
/// One number depends on every parameter: with v a vector of standard normal numbers and e the error of
/// the gradient, the derivatives differ by eᵀv, about ‖e‖₂. So it detects a factor, a wrong sign, a
/// transposed block and a missing term, but does not locate the wrong components
/// (``checkGradient(of:at:over:using:)`` does).
///
/// It is worth its cost before every run, because a minimizer may not detect a wrong gradient: as
/// long as −g is a descent direction, the run ends at a point that is not a minimum.
public struct SlopeCheck: Hashable, Sendable {
  /// ∇f(x)ᵀv from the gradient.
  public let analytic: Double
  /// ∇f(x)ᵀv from finite differences.
  public let numerical: Double
  /// Whether the differences contradict the gradient.
  ///
  /// Also `false` if they are inconclusive: if they do not converge, or the function or its
  /// gradient is not finite.
  public let isInconsistent: Bool
}

extension SlopeCheck: CustomStringConvertible {
  /// The two derivatives.
  public var description: String {
    "directional derivative \(analytic) by the gradient, \(numerical) by finite differences"
  }
}

/// Compares an objective's gradient at a point with finite differences along one random direction.
///
///     C(h) = (f(x + hv) − f(x − hv)) / 2h,   v normal,   h = ∛(2u) max(1, ‖x‖∞)
///
/// where u is the objective's unit roundoff. A gradient that agrees with C(h) to 1e−6 ‖∇f‖₂ and the
/// rounding 20 u |f| / h is right, and two values are enough. Otherwise the noise level is measured
/// and the step is chosen as in ``checkGradient(of:at:over:using:)``.
///
/// The objective is not changed, and the evaluations are not counted in a run.
///
/// - Parameters:
///   - objective: f and ∇f.
///   - point: x, as many numbers as the objective has parameters.
///   - generator: draws v.
/// - Returns: the two derivatives, and whether they contradict each other.
/// - Complexity: one evaluation and two values of f if the first difference agrees, otherwise as
///   much as one direction of ``checkGradient(of:at:over:using:)`` takes; memory for four vectors
///   of n.
public func checkSlope<Function: Objective & ~Copyable>(
  of objective: inout Function, at point: [Double],
  using generator: inout some RandomNumberGenerator
) -> SlopeCheck {
  precondition(point.count == objective.parameterCount, "a point has one number per parameter")
  let direction = point.indices.map { _ in generator.nextNormal() }
  var gradient = point
  let value = objective.evaluate(at: point, gradient: &gradient)
  let analytic = Vector.dot(gradient, direction)
  let epsilon = 2 * objective.unitRoundoff
  let step = epsilon.cubeRoot * max(1, Vector.infinityNorm(point))
  var shifted = point
  Vector.combine(point, step, direction, into: &shifted)
  let ahead = objective.value(at: shifted.span)
  Vector.combine(point, -step, direction, into: &shifted)
  let numerical = (ahead - objective.value(at: shifted.span)) / (2 * step)
  let tolerance = 1e-6 * Vector.euclideanNorm(gradient) + 10 * epsilon * abs(value) / step
  if abs(analytic - numerical) <= tolerance {
    return SlopeCheck(analytic: analytic, numerical: numerical, isInconsistent: false)
  }
  let line = CheckedLine.direction(direction, 0)
  var checker = GradientChecker(
    of: &objective, at: point, value: value, gradient: gradient, lines: [line],
    noiseAlong: direction)
  let comparison = checker.compare(line, number: 0, of: &objective)
  return SlopeCheck(
    analytic: analytic, numerical: comparison.numerical,
    isInconsistent: comparison.finding == .mistake)
}
