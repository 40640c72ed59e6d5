/// A nonlinear least-squares problem: m residual functions of n unknowns.
///
///     f(x) = f₁(x)² + … + fₘ(x)²,    ∇f(x) = 2 J(x)ᵀ F(x),    Jᵢⱼ = ∂fᵢ/∂xⱼ
///
/// One function computes residuals and Jacobian together, because they share expensive parts such
/// as exponentials.
///
/// In the conforming types, the formulas are those of the paper and count from 1; the code counts
/// from 0. `x`, `f` and `df` are x, F and J: `df[i, j]` is the derivative of residual i with
/// respect to unknown j.
public protocol LeastSquaresProblem: Sendable {
  /// The number of unknowns, n.
  var parameterCount: Int { get }

  /// The number of residuals, m.
  var residualCount: Int { get }

  /// Writes F(x) and the entries of J(x) that are not identically zero. Allocates nothing.
  ///
  /// - Parameters:
  ///   - x: The point, n numbers.
  ///   - f: F(x), m numbers, all of which are written.
  ///   - df: J(x), m × n, initially zero.
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

  /// Returns F(x) and J(x).
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

  /// Writes F(x) and J(x) to existing storage.
  func linearize(
    at point: Span<Double>, into residuals: inout [Double], _ jacobian: inout Jacobian
  ) {
    jacobian.clear()
    var span = residuals.mutableSpan
    linearize(at: point, residuals: &span, jacobian: &jacobian)
  }
}
