/// The two terms of a regularized cost J(θ), each computed by itself.
///
/// Their sum has lost the digits of the smaller one: it can't be had back by subtraction.
public struct CostTerms: Hashable, Sendable {
  /// 1/m Σ_i loss(θ; x_i, y_i): the mean loss of the examples.
  public var data: Double
  /// λ/(2m) Σ w².
  public var regularization: Double

  /// Puts the terms together.
  public init(data: Double, regularization: Double) {
    self.data = data
    self.regularization = regularization
  }

  /// J(θ).
  public var cost: Double { data + regularization }
}
