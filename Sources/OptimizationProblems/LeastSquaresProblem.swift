/// A system of m residual functions in n unknowns whose sum of squares is to be minimized.
///
///     f(x) = f₁(x)² + … + fₘ(x)²,    ∇f(x) = 2 J(x)ᵀ F(x),    Jᵢⱼ = ∂fᵢ/∂xⱼ
///
/// One function gives residuals and Jacobian together: they share their costly parts (exponentials,
/// powers), and whatever uses the problem (a minimizer of the sum of squares, a Gauss–Newton or
/// Levenberg–Marquardt step, a root finder) gets its derivatives from the same lines.
///
/// In the conforming types the formulas of the paper count from 1 and the code from 0. `x`, `f` and
/// `df` are x, F and J: `df[i, j]` is the derivative of residual i with respect to unknown j.
public protocol LeastSquaresProblem: Sendable {
  /// The number of unknowns, n.
  var parameterCount: Int { get }

  /// The number of residuals, m.
  var residualCount: Int { get }

  /// Writes F(x) and the entries of J(x) that are not identically zero. Allocates nothing.
  ///
  /// - Parameters:
  ///   - x: the point, n numbers.
  ///   - f: m places, all of them written.
  ///   - df: m × n, zero everywhere on entry.
  func linearize(
    at x: Span<Double>, residuals f: inout MutableSpan<Double>, jacobian df: inout Jacobian)
}

extension LeastSquaresProblem {
  /// Returns F(x), the m residuals.
  ///
  /// - Precondition: `point.count == parameterCount`.
  public func residuals(at point: [Double]) -> [Double] {
    linearization(at: point).residuals
  }

  /// Returns J(x), m × n.
  ///
  /// - Precondition: `point.count == parameterCount`.
  public func jacobian(at point: [Double]) -> Jacobian {
    linearization(at: point).jacobian
  }

  /// Returns F(x) and J(x) in storage of their own.
  ///
  /// - Precondition: `point.count == parameterCount`.
  public func linearization(at point: [Double]) -> (residuals: [Double], jacobian: Jacobian) {
    precondition(
      point.count == parameterCount,
      "the problem has \(parameterCount) unknowns, the point \(point.count) numbers")
    var residuals = [Double](repeating: 0, count: residualCount)
    var jacobian = Jacobian(rows: residualCount, columns: parameterCount)
    linearize(at: point.span, into: &residuals, &jacobian)
    return (residuals, jacobian)
  }

  /// Writes F(x) and the whole of J(x) into storage that is used again and again.
  func linearize(
    at point: Span<Double>, into residuals: inout [Double], _ jacobian: inout Jacobian
  ) {
    jacobian.clear()
    var span = residuals.mutableSpan
    linearize(at: point, residuals: &span, jacobian: &jacobian)
  }
}
