/// The evaluations of a run, in units of one evaluation over all component functions.
///
/// An evaluation on a ``Subsample`` counts its fraction, and so do Hessian products and
/// preconditioner refreshes. Every count is the Double nearest to a multiple of 1/m, where m is
/// ``Objective/componentCount``: it does not accumulate rounding errors.
public struct EvaluationCounts: Hashable, Codable, Sendable {
  /// Evaluations of f(x) and ∇f(x), which are always computed together.
  public package(set) var gradients: Double
  /// Products H(x)·v.
  ///
  /// The default of ``Objective`` evaluates two gradients for each, which are counted here only.
  public package(set) var hessianProducts: Double
  /// Refreshes of a preconditioner, each of which costs about as much as an evaluation.
  public package(set) var preconditionerRefreshes: Double

  /// Creates counts; by default 0.
  public init(
    gradients: Double = 0, hessianProducts: Double = 0, preconditionerRefreshes: Double = 0
  ) {
    self.gradients = gradients
    self.hessianProducts = hessianProducts
    self.preconditionerRefreshes = preconditionerRefreshes
  }

  /// Passes over all component functions: the sum of evaluations, products and refreshes.
  public var passes: Double { gradients + hessianProducts + preconditionerRefreshes }
}
