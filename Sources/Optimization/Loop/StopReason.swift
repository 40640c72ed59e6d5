/// Why a run ended; every run has exactly one reason.
public enum StopReason: String, Hashable, Codable, Sendable, CaseIterable {
  /// The gradient is as small as ``StoppingCriteria/gradientTolerance`` asks.
  case gradientTolerance
  /// The gradient has shrunk as ``StoppingCriteria/relativeGradientTolerance`` asks.
  case relativeGradientTolerance
  /// An iteration lowered the cost by no more than ``StoppingCriteria/functionTolerance`` asks.
  ///
  /// The raw value is the one of earlier versions, so that documents stay comparable.
  case functionTolerance = "relativeDecrease"
  /// An iteration moved no parameter further than ``StoppingCriteria/stepTolerance`` asks.
  case stepTolerance
  /// The cost is at or below ``StoppingCriteria/targetValue``.
  case targetValue
  /// ``StoppingCriteria/maxIterations`` are done.
  case iterationLimit
  /// ``StoppingCriteria/maxEvaluations`` are done.
  case evaluationLimit
  /// ``StoppingCriteria/timeLimit`` is over.
  case timeLimit
  /// An observer or a ``StopToken`` asked for it.
  case observer
  /// No lower value can be distinguished from the noise of the value, the rounding of Double or Float:
  /// ``MinimizationResult/noiseLevel``.
  case precisionLimit
  /// At a kink, such as those of ReLU, where no direction descends on both sides.
  case kink
  /// The value has become −∞, or falls without end.
  case unboundedBelow
  /// Along the search direction the value or the gradient is not finite, however short the step.
  case nonFiniteRegion
  /// The search direction or its slope is beyond the range of Double.
  case overflow
  /// The value or the gradient is not finite at the starting point, or when a subsample grows to
  /// examples that it had left out.
  case startNotFinite
  /// Along the search direction the gradient contradicts finite differences of the value.
  case inconsistentGradient
  /// The line search found no acceptable step, though the gradient agrees with finite differences.
  case lineSearchFailure
  /// Steps without a line search have led to where the cost is not finite.
  case diverged

  /// Whether a tolerance or a target that the caller set was met.
  public var isConverged: Bool {
    switch self {
    case .gradientTolerance, .relativeGradientTolerance, .functionTolerance, .stepTolerance,
      .targetValue:
      true
    case .iterationLimit, .evaluationLimit, .timeLimit, .observer, .precisionLimit, .kink,
      .unboundedBelow, .nonFiniteRegion, .overflow, .startNotFinite, .inconsistentGradient,
      .lineSearchFailure, .diverged:
      false
    }
  }

  /// Whether the cost, its gradient or their arithmetic has failed.
  ///
  /// ``precisionLimit`` and ``kink`` are not failures: no point nearby is better.
  public var isNumericalFailure: Bool {
    switch self {
    case .unboundedBelow, .nonFiniteRegion, .overflow, .startNotFinite, .inconsistentGradient,
      .lineSearchFailure, .diverged:
      true
    default: false
    }
  }

  /// Whether the reason is one of the last iterate: the point that is to be returned.
  var isOfTheIterate: Bool {
    isConverged || self == .precisionLimit || self == .kink
  }
}

extension StopReason: CustomStringConvertible {
  /// One sentence, without a period.
  public var description: String {
    switch self {
    case .gradientTolerance: "converged: the gradient is below its tolerance"
    case .relativeGradientTolerance: "converged: the gradient has shrunk to the asked fraction"
    case .functionTolerance: "converged: the last iteration hardly lowered the cost"
    case .stepTolerance: "converged: the last iteration hardly moved the parameters"
    case .targetValue: "converged: the cost has reached its target"
    case .iterationLimit: "stopped: all iterations are done"
    case .evaluationLimit: "stopped: all evaluations are done"
    case .timeLimit: "stopped: the time is over"
    case .observer: "stopped on request"
    case .precisionLimit:
      "stopped at the limit of precision: rounding hides any further decrease of the cost"
    case .kink:
      "stopped at a kink: no direction descends on both sides of it"
    case .unboundedBelow:
      "failed: the cost falls without bound"
    case .nonFiniteRegion:
      "failed: the cost or its gradient is not a finite number next to this point"
    case .overflow:
      "failed: the search direction overflows the range of numbers"
    case .startNotFinite:
      "failed: the cost or its gradient is not a finite number at the starting point"
    case .inconsistentGradient:
      "failed: the gradient contradicts finite differences of the cost along the direction"
    case .lineSearchFailure:
      "failed: the line search found no acceptable step along a direction of descent"
    case .diverged:
      "failed: the cost is no longer a finite number (a smaller learning rate may help)"
    }
  }
}
