/// The evaluations of a run.
///
/// The counts of a run of
/// ``minimize(_:from:using:stoppingWhen:interruptedBy:observing:)`` are whole numbers, but for
/// refreshes that read a part of the data. They are `Double`s also because a caller may add up runs whose evaluations cost different amounts, in units of
/// one of them.
public struct EvaluationCounts: Hashable, Codable, Sendable {
  /// Evaluations of f(x) and ∇f(x), which are always computed together.
  public package(set) var gradients: Double
  /// Products H(x)·v.
  ///
  /// The default of ``Objective`` evaluates two gradients for each, which are counted here only.
  public package(set) var hessianProducts: Double
  /// Refreshes of a preconditioner, in units of one that reads the data of f once, which costs about as
  /// much as an evaluation.
  public package(set) var preconditionerRefreshes: Double

  /// Creates counts; by default 0.
  public init(
    gradients: Double = 0, hessianProducts: Double = 0, preconditionerRefreshes: Double = 0
  ) {
    self.gradients = gradients
    self.hessianProducts = hessianProducts
    self.preconditionerRefreshes = preconditionerRefreshes
  }

  /// The sum of evaluations, products and refreshes, each of which reads the data of f once.
  public var passes: Double { gradients + hessianProducts + preconditionerRefreshes }
}
