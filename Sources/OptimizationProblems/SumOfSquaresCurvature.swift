public import Optimization

/// The Gauss–Newton matrix 2 JᵀJ of a problem's ``SumOfSquares``, for Levenberg–Marquardt.
///
/// - Complexity: An assembly takes one linearization and m n² flops, and does not allocate.
public struct SumOfSquaresCurvature: GaussNewtonModel, ~Copyable {
  /// The problem whose residuals are squared and added.
  public let problem: any LeastSquaresProblem
  private var residuals: [Double]
  private var jacobian: Jacobian

  /// Creates the model of a problem and allocates its workspace of m + m n numbers.
  public init(_ problem: any LeastSquaresProblem) {
    self.problem = problem
    residuals = [Double](repeating: 0, count: problem.residualCount)
    jacobian = Jacobian(rows: problem.residualCount, columns: problem.parameterCount)
  }

  /// n, the number of unknowns of the problem.
  public var parameterCount: Int { problem.parameterCount }

  /// Writes 2 JᵀJ.
  public mutating func assemble(
    at point: Span<Double>, interruptedBy token: StopToken, into matrix: CholeskySolver
  ) {
    problem.linearize(at: point, into: &residuals, &jacobian)
    for row in 0..<parameterCount {
      for column in row..<parameterCount {
        var sum = 0.0
        for residual in residuals.indices {
          sum += jacobian[residual, row] * jacobian[residual, column]
        }
        matrix[row, column] = 2 * sum
      }
    }
  }
}
