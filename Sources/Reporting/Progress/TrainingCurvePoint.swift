/// Where a training run stood after an iteration: a point of its learning curve.
public struct TrainingCurvePoint: Equatable, Sendable {
  /// The number of iterations done; 0 at the start.
  public var iteration: Int
  /// The evaluations of cost and gradient so far, in passes over all examples.
  ///
  /// Not a whole number where only a part of the examples was looked at.
  public var evaluations: Double
  /// J, the cost.
  public var cost: Double
  /// ‖∇J‖∞, or `nil` where it is not known (between mini-batches).
  public var gradientNorm: Double?
  /// The share of the validation examples predicted right, or `nil` where it was not measured.
  public var validationAccuracy: Double?
  /// The share of the test examples predicted right, or `nil` where it was not measured.
  public var testAccuracy: Double?
  /// The time since the start, in seconds.
  public var seconds: Double

  /// Records where a run stands.
  public init(
    iteration: Int, evaluations: Double, cost: Double, gradientNorm: Double? = nil,
    validationAccuracy: Double? = nil, testAccuracy: Double? = nil, seconds: Double
  ) {
    self.iteration = iteration
    self.evaluations = evaluations
    self.cost = cost
    self.gradientNorm = gradientNorm
    self.validationAccuracy = validationAccuracy
    self.testAccuracy = testAccuracy
    self.seconds = seconds
  }
}
