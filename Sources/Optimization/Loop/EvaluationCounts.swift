/// What a run has asked of its objective.
public struct EvaluationCounts: Hashable, Codable, Sendable {
  /// Values f(x).
  ///
  /// Value and gradient come together, so this is the number of evaluations.
  public package(set) var values = 0
  /// Gradients ∇f(x).
  public package(set) var gradients = 0
  /// Products H(x)·v.
  ///
  /// The default of ``Objective`` takes two more evaluations for each, which are
  /// counted here only.
  public package(set) var hessianProducts = 0
  /// Refreshes of a preconditioner that read all examples, about the work of one evaluation each.
  public package(set) var preconditionerRefreshes = 0

  /// Nothing asked yet.
  public init() {}
}
