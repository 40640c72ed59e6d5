public import Optimization

/// The sum of squares of a problem's residuals, as an objective.
///
///     f(x) = Σᵢ fᵢ(x)²,    ∇f(x) = 2 Σᵢ fᵢ(x) ∇fᵢ(x)
///
/// It owns the workspace for the residuals and the Jacobian; an evaluation takes one linearization
/// and 2 m n flops, and does not allocate. The problem is an existential on purpose: minimizers are
/// specialized once for this type and not for each problem.
public struct SumOfSquares: Objective, ~Copyable {
  /// The problem whose residuals are squared and added.
  public let problem: any LeastSquaresProblem

  /// The number of calls of ``evaluate(at:gradient:)``.
  public private(set) var evaluationCount = 0

  private var residuals: [Double]
  private var jacobian: Jacobian

  /// Creates the objective of a problem and allocates its workspace of m + m n numbers.
  public init(_ problem: any LeastSquaresProblem) {
    self.problem = problem
    residuals = [Double](repeating: 0, count: problem.residualCount)
    jacobian = Jacobian(rows: problem.residualCount, columns: problem.parameterCount)
  }

  /// n, the number of unknowns of the problem.
  public var parameterCount: Int { problem.parameterCount }

  /// Returns f(x) and writes ∇f(x).
  ///
  /// - Precondition: `point.count == parameterCount` and `gradient.count == parameterCount`.
  public mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    precondition(
      point.count == parameterCount && gradient.count == parameterCount,
      "point and gradient must have \(parameterCount) elements")
    evaluationCount += 1
    problem.linearize(at: point, into: &residuals, &jacobian)
    writeGradient(into: &gradient)
    return residuals.reduce(0) { $0 + $1 * $1 }
  }

  private func writeGradient(into gradient: inout MutableSpan<Double>) {
    gradient.update(repeating: 0)
    let entries = jacobian.elements.span
    var row = 0
    for residual in residuals {
      for column in gradient.indices {
        gradient[column] += 2 * residual * entries[row + column]
      }
      row += gradient.count
    }
  }
}
