/// The Gauss–Newton matrix of an objective, assembled as a whole.
///
/// For f = ½‖r(x)‖² it is JᵀJ with Jᵢⱼ = ∂rᵢ/∂xⱼ; for a loss of a model's outputs it is Jᵀ H_loss
/// J; terms of f that are quadratic, such as L2 regularization, contribute their Hessian. It is
/// symmetric and positive semidefinite, and approximates the Hessian of the objective's f: for f =
/// ‖r‖² it is 2JᵀJ.
public protocol GaussNewtonModel: ~Copyable {
  /// The storage of the matrix, and the solver of its systems.
  associatedtype Solver: DampedLinearSolver = CholeskySolver

  /// n, the order of the matrix.
  var parameterCount: Int { get }

  /// Writes the matrix at x: every element with row ≤ column.
  ///
  /// The elements need not be finite: such a matrix is not positive definite with any damping, so
  /// that its factorization fails.
  ///
  /// - Parameters:
  ///   - point: x.
  ///   - token: may cut the work short; the matrix is then left unfinished.
  ///   - matrix: A.
  mutating func assemble(
    at point: Span<Double>, interruptedBy token: StopToken, into matrix: Solver)
}
