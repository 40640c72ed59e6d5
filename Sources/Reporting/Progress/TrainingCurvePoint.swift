internal import NeuralNetwork
internal import Optimization
public import Training

/// A point of a learning curve: the state of a training run after an iteration or an epoch.
public struct TrainingCurvePoint: Equatable, Sendable {
  /// The number of iterations done; 0 at the start.
  public var iteration: Int
  /// The passes over all examples so far: evaluations of cost and gradient, Hessian products and
  /// preconditioner refreshes.
  ///
  /// Not a whole number on subsamples: an evaluation on a fifth of the examples counts 0.2.
  public var passes: Double
  /// J, the cost.
  public var cost: Double
  /// ‖∇J‖∞, or `nil` where it is not known (on a subsample, and between mini-batches).
  public var gradientNorm: Double?
  /// The mean loss of the validation examples, or `nil` where it was not measured.
  public var validationCost: Double?
  /// The validation accuracy, or `nil` where it was not measured.
  public var validationAccuracy: Double?
  /// The test accuracy, or `nil` where it was not measured.
  public var testAccuracy: Double?
  /// The time since the start, in seconds.
  public var seconds: Double

  /// Creates a point from its values.
  public init(
    iteration: Int, passes: Double, cost: Double, gradientNorm: Double? = nil,
    validationCost: Double? = nil, validationAccuracy: Double? = nil, testAccuracy: Double? = nil,
    seconds: Double
  ) {
    self.iteration = iteration
    self.passes = passes
    self.cost = cost
    self.gradientNorm = gradientNorm
    self.validationCost = validationCost
    self.validationAccuracy = validationAccuracy
    self.testAccuracy = testAccuracy
    self.seconds = seconds
  }
}

extension TrainingCurvePoint {
  /// The state of a run after an iteration or an epoch.
  ///
  /// A Hessian product and a preconditioner refresh count as one pass each: both read all examples
  /// once, forward and backward. The gradient on a subsample is omitted: it is not the gradient of
  /// the cost.
  ///
  /// - Parameter record: the record, with a cost.
  public init(_ record: TrainingRecord) {
    self.init(
      iteration: record.iteration, passes: record.evaluations.passes, cost: record.cost ?? .nan,
      gradientNorm: record.sampleFraction == 1 ? record.gradientNorm : nil,
      validationCost: record.validation?.cost, validationAccuracy: record.validation?.accuracy,
      testAccuracy: record.test?.accuracy, seconds: record.seconds)
  }
}
