/// The Gauss–Newton matrix of an objective, assembled as a whole.
///
/// For f = ½‖r(x)‖² it is JᵀJ with Jᵢⱼ = ∂rᵢ/∂xⱼ; for a loss on top of a model's outputs it is
/// Jᵀ H_loss J; what is exactly quadratic in f, such as a regularization, goes in as it is. It is
/// symmetric and positive semidefinite, and belongs to the f whose ∇f the objective returns: for
/// f = ‖r‖² it is 2JᵀJ.
public protocol GaussNewtonModel: ~Copyable {
  /// What the matrix is written into, and solves with it.
  associatedtype Solver: DampedLinearSolver = CholeskySolver

  /// n, the order of the matrix.
  var parameterCount: Int { get }

  /// Writes the matrix at x: every element with row ≤ column.
  ///
  /// The elements need not be finite: no damping makes such a matrix positive definite, and the
  /// caller notices.
  ///
  /// - Parameters:
  ///   - point: x.
  ///   - context: the subsample that the matrix is of, and the token that may cut the work short;
  ///     the matrix is then left unfinished.
  ///   - matrix: A.
  mutating func assemble(
    at point: Span<Double>, in context: EvaluationContext, into matrix: Solver)
}
