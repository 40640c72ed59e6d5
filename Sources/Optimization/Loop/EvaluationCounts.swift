/// What a run has asked of its objective, in units of one evaluation.
///
/// A whole objective's numbers are whole. An evaluation on a sample of an objective's terms
/// (``Subsample``) counts its share, and so do products and refreshes. A count is the double that
/// is nearest to a whole number of m-ths, where m is how many terms there are
/// (``Objective/componentCount``): it does not gather the rounding errors of the shares.
public struct EvaluationCounts: Hashable, Codable, Sendable {
  /// Values f(x).
  ///
  /// Value and gradient come together, so this is the number of evaluations.
  public package(set) var values: Double
  /// Gradients ∇f(x).
  public package(set) var gradients: Double
  /// Products H(x)·v.
  ///
  /// The default of ``Objective`` takes two more evaluations for each, which are
  /// counted here only.
  public package(set) var hessianProducts: Double
  /// Refreshes of a preconditioner, each of which reads the terms about as an evaluation does.
  public package(set) var preconditionerRefreshes: Double

  /// Nothing asked yet, or what a checkpoint kept.
  public init(
    values: Double = 0, gradients: Double = 0, hessianProducts: Double = 0,
    preconditionerRefreshes: Double = 0
  ) {
    self.values = values
    self.gradients = gradients
    self.hessianProducts = hessianProducts
    self.preconditionerRefreshes = preconditionerRefreshes
  }

  /// How often all terms have been read: everything that reads them, in passes over all.
  public var passes: Double { values + hessianProducts + preconditionerRefreshes }
}
