internal import Foundation

/// A differentiable function f: ℝⁿ → ℝ to minimize.
///
/// Value and gradient are evaluated together, and never twice at the same point. Evaluation is
/// `mutating` because the objective owns its work buffers, allocated in its initializer: an
/// evaluation allocates nothing. It never throws: shapes are checked at construction, and overflow
/// shows up as a value that is not finite, which the loop and the line searches handle.
///
/// Points, values and gradients are `Double`, even if the objective computes in another precision
/// (see `docs/decisions/0001-minimizers-in-double.md`).
public protocol Objective: ~Copyable {
  /// n, the length of every point and every gradient.
  var parameterCount: Int { get }

  /// u, the unit roundoff of the numbers that f is computed with: ½ε of Double, the default, or of
  /// Float.
  ///
  /// Values and gradients are `Double`s in any case. The steps of finite differences and the tests
  /// for the precision limit depend on it.
  var unitRoundoff: Double { get }

  /// Returns f(x) and writes ∇f(x).
  ///
  /// - Parameters:
  ///   - point: x, n components.
  ///   - gradient: n components, all of them written.
  /// - Returns: f(x).
  mutating func evaluate(at point: Span<Double>, gradient: inout MutableSpan<Double>) -> Double

  /// Returns f(x) without its gradient, with the same bits as ``evaluate(at:gradient:)``.
  ///
  /// Finite differences use it; a minimizer always evaluates the gradient, too. The default
  /// evaluates both, and allocates memory for the gradient.
  ///
  /// - Parameter point: x, n components.
  /// - Returns: f(x).
  mutating func value(at point: Span<Double>) -> Double

  /// Writes H(x)·v, the product of the Hessian at `point` with a direction.
  ///
  /// The default is a central difference of gradients (two evaluations); an objective with a better
  /// method overrides it.
  ///
  /// - Parameters:
  ///   - point: x, n numbers.
  ///   - direction: v, n numbers.
  ///   - product: n places, all of them written.
  mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>)

  /// m, the number of terms that f is the mean of; 1 by default.
  ///
  /// The rounding errors of the terms are taken to be independent where the noise of a perfect fit
  /// is estimated.
  var componentCount: Int { get }

  /// Lets a token cut evaluations and products short from now on; `nil` ends that.
  ///
  /// The default does nothing, which is right where an evaluation takes less than a second. An
  /// objective that watches a token calls ``StopToken/cutsWork()`` between pieces of its work. Once
  /// that returns `true`, the objective returns any value, and does not change the caller's
  /// gradient or product; a preconditioner computed from the same data does the same.
  mutating func watch(_ token: StopToken?)
}

extension Objective where Self: ~Copyable {
  /// Returns f(x), from an evaluation whose gradient is discarded.
  public mutating func value(at point: Span<Double>) -> Double {
    var gradient = [Double](repeating: 0, count: parameterCount)
    var span = gradient.mutableSpan
    return evaluate(at: point, gradient: &span)
  }

  /// ½ε of Double.
  public var unitRoundoff: Double { 0.5 * .ulpOfOne }

  /// 1: f is a single function.
  public var componentCount: Int { 1 }

  /// Does nothing.
  public mutating func watch(_ token: StopToken?) {}
}

extension Objective where Self: ~Copyable {
  /// Writes H(x)·v by a central difference of gradients.
  ///
  ///     H(x)·v ≈ (∇f(x + hv) − ∇f(x − hv)) / 2h,   h = ∛ε (1 + ‖x‖∞) / ‖v‖∞
  ///
  /// The step balances the truncation error, O(h²), against rounding, O(ε/h): about ten digits of a
  /// smooth function of moderate scale are right. For v = 0 the product is 0.
  ///
  /// - Complexity: two evaluations and two vectors of memory per call. An objective whose Hessian
  ///   products are on a minimizer's main path overrides it.
  public mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) {
    let directionNorm = Vector.infinityNorm(direction)
    guard directionNorm > 0 else { return Vector.scale(0, direction, into: &product) }
    let step = Double.ulpOfOne.cubeRoot * (1 + Vector.infinityNorm(point)) / directionNorm
    var shifted = [Double](repeating: 0, count: parameterCount)
    var gradient = shifted
    var shiftedSpan = shifted.mutableSpan
    Vector.combine(point, -step, direction, into: &shiftedSpan)
    var gradientSpan = gradient.mutableSpan
    _ = evaluate(at: shiftedSpan.span, gradient: &gradientSpan)
    Vector.combine(point, step, direction, into: &shiftedSpan)
    _ = evaluate(at: shiftedSpan.span, gradient: &product)
    Vector.add(-1, gradientSpan.span, to: &product)
    Vector.scale(&product, by: 1 / (2 * step))
  }
}

extension Objective where Self: ~Copyable {
  /// f(x) and ∇f(x), for points and gradients that are arrays.
  mutating func evaluate(at point: [Double], gradient: inout [Double]) -> Double {
    var gradientSpan = gradient.mutableSpan
    return evaluate(at: point.span, gradient: &gradientSpan)
  }
}

extension Double {
  /// ∛x, the scale of the step of a central difference where x is the error of one value.
  var cubeRoot: Double { cbrt(self) }
}
