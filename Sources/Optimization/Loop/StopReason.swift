/// Why a run ended; every run has exactly one reason.
public enum StopReason: String, Hashable, Codable, Sendable, CaseIterable {
  /// The gradient is within ``StoppingCriteria/gradientTolerance``.
  case gradientTolerance
  /// The gradient is within ``StoppingCriteria/relativeGradientTolerance``.
  case relativeGradientTolerance
  /// The decrease of the cost in an iteration is within ``StoppingCriteria/functionTolerance``.
  ///
  /// The raw value is that of earlier versions, so that documents remain comparable.
  case functionTolerance = "relativeDecrease"
  /// The largest change of a parameter in an iteration is within
  /// ``StoppingCriteria/stepTolerance``.
  case stepTolerance
  /// The cost is at or below ``StoppingCriteria/targetValue``.
  case targetValue
  /// The number of iterations has reached ``StoppingCriteria/maxIterations``.
  case iterationLimit
  /// The number of evaluations has reached ``StoppingCriteria/maxEvaluations``.
  case evaluationLimit
  /// The duration has reached ``StoppingCriteria/timeLimit``.
  case timeLimit
  /// An observer or a ``StopToken`` requested it.
  case observer
  /// No lower value can be distinguished from the noise of the value, the rounding of Double or Float:
  /// ``MinimizationResult/noiseLevel``.
  case precisionLimit
  /// At a kink, such as those of ReLU, where no direction descends on both sides.
  case kink
  /// The value has become −∞, or decreases without bound.
  case unboundedBelow
  /// Along the search direction the value or the gradient is not finite, even for the shortest
  /// steps.
  case nonFiniteRegion
  /// The search direction or its slope is beyond the range of Double.
  case overflow
  /// The value or the gradient is not finite at the starting point.
  case startNotFinite
  /// Along the search direction the gradient contradicts finite differences of the value.
  case inconsistentGradient
  /// The line search found no acceptable step, though the gradient agrees with finite differences.
  case lineSearchFailure
  /// Steps without a line search have reached a point at which the cost is not finite.
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

  /// Whether the run ended because of a numerical failure.
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

  /// Whether the reason refers to the last iterate, which is then returned.
  var isOfTheIterate: Bool {
    isConverged || self == .precisionLimit || self == .kink
  }
}

extension StopReason: CustomStringConvertible {
  /// One sentence, without a period.
  public var description: String {
    switch self {
    case .gradientTolerance: "converged: the gradient is below its tolerance"
    case .relativeGradientTolerance: "converged: the gradient is below its relative tolerance"
    case .functionTolerance: "converged: the last decrease of the cost is within its tolerance"
    case .stepTolerance: "converged: the last change of the parameters is within its tolerance"
    case .targetValue: "converged: the cost has reached its target"
    case .iterationLimit: "stopped: all iterations are done"
    case .evaluationLimit: "stopped: the limit of evaluations is reached"
    case .timeLimit: "stopped: the time limit is reached"
    case .observer: "stopped on request"
    case .precisionLimit:
      "stopped at the limit of precision: rounding hides any further decrease of the cost"
    case .kink:
      "stopped at a kink: no direction descends on both sides of it"
    case .unboundedBelow:
      "failed: the cost is unbounded below"
    case .nonFiniteRegion:
      "failed: the cost or its gradient is not finite near this point"
    case .overflow:
      "failed: the search direction overflows"
    case .startNotFinite:
      "failed: the cost or its gradient is not a finite number at the starting point"
    case .inconsistentGradient:
      "failed: the gradient contradicts finite differences of the cost along the direction"
    case .lineSearchFailure:
      "failed: the line search found no acceptable step along a descent direction"
    case .diverged:
      "failed: the cost is no longer a finite number (a smaller learning rate may help)"
    }
  }
}
