internal import LinearAlgebra

/// How long a step a line search tries first.
///
/// Directions that know the scale of the problem (quasi-Newton, Newton) ask for 1; conjugate
/// gradients take what the last iteration taught.
public enum InitialStep: Hashable, Codable, Sendable {
  /// 1.
  case unit
  /// α φ′(0) of the last iteration, carried over: αₖ₋₁ φ′ₖ₋₁(0) / φ′ₖ(0) (Nocedal and Wright 2006,
  /// section 3.5), no more than ten times αₖ₋₁.
  case slopeRatio
  /// Twice the step to the minimum of the quadratic whose decrease is the last iteration's:
  /// 2 (fₖ − fₖ₋₁) / φ′ₖ(0) (Nocedal and Wright 2006, equation 3.60, before its cap at 1).
  case lastDecrease
}

/// What the last iteration leaves for the next one's ``InitialStep``.
struct StepMemory {
  /// αₖ₋₁; 0 before the first iteration.
  var step = 0.0
  /// φ′ₖ₋₁(0).
  var slope = 0.0
  /// fₖ₋₁ − fₖ.
  var decrease = 0.0

  /// As plain numbers, for a checkpoint.
  var numbers: [Double] {
    get { [step, slope, decrease] }
    set { (step, slope, decrease) = (newValue[0], newValue[1], newValue[2]) }
  }
}

extension InitialStep {
  /// The step to try first along a direction.
  ///
  /// - Parameters:
  ///   - slope: φ′(0) < 0.
  ///   - first: the step where nothing is known yet, see `Iterate.firstStep`.
  func step(slope: Double, memory: StepMemory, first: Double) -> Double {
    let step: Double
    switch self {
    case .unit: return 1
    case .slopeRatio: step = memory.step * min(memory.slope / slope, 10)
    case .lastDecrease: step = -2 * memory.decrease / slope
    }
    return memory.step > 0 && step > 0 && step.isFinite ? step : first
  }
}

extension Iterate {
  /// The step along −∇f(x) that moves by 1, where only x, f and ∇f are known: 1 / ‖∇f‖₂.
  var firstStep: Double {
    let norm = Vector.euclideanNorm(gradient)
    return norm > 0 && norm.isFinite ? 1 / norm : 1
  }
}
