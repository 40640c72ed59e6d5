/// The stopping criteria of a run; a criterion that is `nil` is off.
///
/// Limits are exact: with `maxIterations: k` exactly k iterations are done, with `maxEvaluations:
/// k` exactly k evaluations, unless another criterion ends the run before. Zero is a limit like any
/// other: no iteration leaves the starting point with its value, and no evaluation leaves the
/// starting point with the value NaN.
public struct StoppingCriteria: Hashable, Codable, Sendable {
  /// Ends when ‖∇f(x)‖∞ ≤ this.
  public var gradientTolerance: Double?
  /// Ends when ‖∇f(x)‖∞ ≤ this · ‖∇f(x₀)‖∞.
  public var relativeGradientTolerance: Double?
  /// Ends when an iteration lowers the cost by no more than this · max(|fₖ₋₁|, |fₖ|).
  public var functionTolerance: Double?
  /// Ends when an iteration moves no parameter by more than this · (1 + ‖x‖∞).
  public var stepTolerance: Double?
  /// Ends when f(x) ≤ this.
  public var targetValue: Double?
  /// Ends the run after this number of iterations.
  public var maxIterations: Int?
  /// Ends the run before an evaluation that would exceed this number; value and gradient together
  /// count 1, and so does a Hessian product.
  public var maxEvaluations: Int?
  /// Ends the run after this time, within a second: an evaluation that watches the run's
  /// ``StopToken``, or other long work of a minimizer, is cut short and discarded.
  ///
  /// The starting point is always evaluated, unless that takes half a second beyond the limit, or
  /// the limit is 0.
  public var timeLimit: Duration?

  /// Creates stopping criteria; by default only ‖∇f(x)‖∞ ≤ 1e−6 ends a run.
  ///
  /// - Precondition: no tolerance is negative or NaN, and no limit negative.
  public init(
    gradientTolerance: Double? = 1e-6, relativeGradientTolerance: Double? = nil,
    functionTolerance: Double? = nil, stepTolerance: Double? = nil, targetValue: Double? = nil,
    maxIterations: Int? = nil, maxEvaluations: Int? = nil, timeLimit: Duration? = nil
  ) {
    let tolerances = [
      gradientTolerance, relativeGradientTolerance, functionTolerance, stepTolerance,
    ]
    precondition(tolerances.allSatisfy { $0 ?? 0 >= 0 }, "a tolerance is a number ≥ 0")
    precondition(targetValue?.isNaN != true, "a target is a number")
    precondition((maxIterations ?? 0) >= 0 && (maxEvaluations ?? 0) >= 0, "a limit is ≥ 0")
    self.gradientTolerance = gradientTolerance
    self.relativeGradientTolerance = relativeGradientTolerance
    self.functionTolerance = functionTolerance
    self.stepTolerance = stepTolerance
    self.targetValue = targetValue
    self.maxIterations = maxIterations
    self.maxEvaluations = maxEvaluations
    self.timeLimit = timeLimit
  }
}

extension StoppingCriteria {
  /// The criterion that a point meets, if any, before an iteration from there.
  func reason(value: Double, gradientNorm: Double, firstGradientNorm: Double) -> StopReason? {
    if let gradientTolerance, gradientNorm <= gradientTolerance { return .gradientTolerance }
    if let relativeGradientTolerance,
      gradientNorm <= relativeGradientTolerance * firstGradientNorm
    {
      return .relativeGradientTolerance
    }
    if let targetValue, value <= targetValue { return .targetValue }
    return nil
  }

  /// The criterion that the progress of an iteration meets, if any.
  func reason(decreaseFrom previous: Double, to value: Double, step: Double, pointNorm: Double)
    -> StopReason?
  {
    if let functionTolerance,
      previous - value <= functionTolerance * max(abs(previous), abs(value))
    {
      return .functionTolerance
    }
    if let stepTolerance, step <= stepTolerance * (1 + pointNorm) { return .stepTolerance }
    return nil
  }
}
