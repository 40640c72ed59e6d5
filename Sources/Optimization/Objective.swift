internal import Foundation

/// A differentiable function f: ℝⁿ → ℝ that a minimizer drives down.
///
/// Value and gradient are asked for together, and never twice at one point. Evaluation is
/// `mutating` because the objective owns its work buffers, made once in its initializer: an
/// evaluation allocates nothing. It never throws: shapes are checked at construction, and overflow
/// shows up as a value that is not finite, which the loop and the line searches handle.
///
/// Points, values and gradients are `Double` whatever precision the objective computes in inside
/// (see `docs/decisions/0001-minimizers-in-double.md`).
public protocol Objective: ~Copyable {
  /// n, the length of every point and every gradient.
  var parameterCount: Int { get }

  /// u, the unit roundoff of the numbers that f is computed with: ½ε of Double, the default, or of
  /// Float.
  ///
  /// Values and gradients are `Double`s all the same. Finite differences begin at steps that suit
  /// it, and a run that ends at the limit of its precision names it.
  var unitRoundoff: Double { get }

  /// Returns f(x) and writes ∇f(x).
  ///
  /// - Parameters:
  ///   - point: x, n components.
  ///   - gradient: n components, all of them written.
  /// - Returns: f(x).
  mutating func evaluate(at point: Span<Double>, gradient: inout MutableSpan<Double>) -> Double

  /// Returns f(x) alone, the same bits as ``evaluate(at:gradient:)`` returns.
  ///
  /// For differences of the cost; a minimizer asks for the gradient as well. The default evaluates
  /// both, with a gradient's memory of its own.
  ///
  /// - Parameter point: x, n components.
  /// - Returns: f(x).
  mutating func value(at point: Span<Double>) -> Double

  /// Writes H(x)·v, the product of the Hessian at `point` with a direction.
  ///
  /// The default is a central difference of gradients (two evaluations); an objective that knows
  /// better overrides it.
  ///
  /// - Parameters:
  ///   - point: x, n numbers.
  ///   - direction: v, n numbers.
  ///   - product: n places, all of them written.
  mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>)

  /// m, the number of terms that f is the mean of; 1, the default, when it is none.
  ///
  /// Evaluations on a ``sample`` are counted in m-ths, so an objective that has samples tells it.
  var componentCount: Int { get }

  /// The part of its terms that f is the mean of at the moment; `nil`, the default, when f is
  /// whole.
  ///
  /// Values, gradients and products are then those of the sample alone; see ``increaseSampleSize()``.
  var sample: Subsample? { get }

  /// Takes in more terms, until ``sample`` is `nil`; the default does nothing.
  mutating func increaseSampleSize()

  /// Lets a token cut evaluations and products short from now on; `nil` ends that.
  ///
  /// The default does nothing, which is right where an evaluation takes less than a second. An
  /// objective that watches asks ``StopToken/cutsWork()`` between pieces of its work. After a yes
  /// it returns any value, and leaves the caller's gradient or product as it was; what shares the
  /// objective's data, such as a preconditioner made from it, does likewise.
  mutating func watch(_ token: StopToken?)
}

extension Objective where Self: ~Copyable {
  /// Returns f(x), from an evaluation whose gradient is thrown away.
  public mutating func value(at point: Span<Double>) -> Double {
    var gradient = [Double](repeating: 0, count: parameterCount)
    var span = gradient.mutableSpan
    return evaluate(at: point, gradient: &span)
  }

  /// ½ε of Double.
  public var unitRoundoff: Double { 0.5 * .ulpOfOne }

  /// 1: f is one term.
  public var componentCount: Int { 1 }

  /// `nil`: f is whole.
  public var sample: Subsample? { nil }

  /// Does nothing.
  public mutating func increaseSampleSize() {}

  /// Does nothing.
  public mutating func watch(_ token: StopToken?) {}

  /// The share of the terms that f is the mean of at the moment.
  var sampleFraction: Double { sample?.fraction ?? 1 }
}

extension Objective where Self: ~Copyable {
  /// Writes H(x)·v by a central difference of gradients.
  ///
  ///     H(x)·v ≈ (∇f(x + hv) − ∇f(x − hv)) / 2h,   h = ∛ε (1 + ‖x‖∞) / ‖v‖∞
  ///
  /// The step balances the truncation error, O(h²), against rounding, O(ε/h): about ten digits of a
  /// smooth function of moderate scale are right. For v = 0 the product is 0.
  ///
  /// - Complexity: two evaluations and two vectors of memory a call. An objective whose Hessian
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
