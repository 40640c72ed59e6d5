/// What a run has asked of its objective.
public struct EvaluationCounts: Hashable, Codable, Sendable {
  /// Values f(x).
  ///
  /// Value and gradient come together, so this is the number of evaluations.
  public package(set) var values: Int
  /// Gradients ∇f(x).
  public package(set) var gradients: Int
  /// Products H(x)·v.
  ///
  /// The default of ``Objective`` takes two more evaluations for each, which are
  /// counted here only.
  public package(set) var hessianProducts: Int
  /// Refreshes of a preconditioner that read all examples, about the work of one evaluation each.
  public package(set) var preconditionerRefreshes: Int

  /// Nothing asked yet, or what a checkpoint kept.
  public init(
    values: Int = 0, gradients: Int = 0, hessianProducts: Int = 0, preconditionerRefreshes: Int = 0
  ) {
    self.values = values
    self.gradients = gradients
    self.hessianProducts = hessianProducts
    self.preconditionerRefreshes = preconditionerRefreshes
  }
}
