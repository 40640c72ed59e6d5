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
  /// The step to the minimum of the quadratic with this slope whose decrease is the last
  /// iteration's: 2 (fₖ − fₖ₋₁) / φ′ₖ(0) (Nocedal and Wright 2006, equation 3.60, before its cap at
  /// 1).
  case previousDecrease
  /// The minimizer of the quadratic through φ(0), φ′(0) and φ(αₖ₋₁ / 10), where the last is no
  /// higher than φ(0) and the quadratic is convex; else 2 αₖ₋₁. The value at a tenth is an
  /// evaluation more.
  ///
  /// This is QuadStep of CG_DESCENT (Hager and Zhang 2006, "Algorithm 851", steps I1 and I2, with
  /// ψ₁ = 0.1 and ψ₂ = 2). It differs in the first step of all, step I0, which is that of the other
  /// rules.
  case quadratic
}

/// What the last iteration leaves for the next one's ``InitialStep``.
struct PreviousStep {
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
  /// Where the rule wants to know φ before it chooses; `nil` where it needs nothing.
  func probe(_ memory: PreviousStep) -> Double? {
    self == .quadratic && memory.step > 0 ? 0.1 * memory.step : nil
  }

  /// The step to try first along a direction.
  ///
  /// - Parameters:
  ///   - origin: φ(0) and φ′(0) < 0.
  ///   - probe: φ where ``probe(_:)`` asked for it.
  ///   - first: the step where nothing is known yet, see `Iterate.firstStep`.
  func step(
    from origin: LinePoint, memory: PreviousStep, probe: LinePoint?, first: Double
  ) -> Double {
    let step: Double
    switch self {
    case .unit: return 1
    case .slopeRatio: step = memory.step * min(memory.slope / origin.slope, 10)
    case .previousDecrease: step = -2 * memory.decrease / origin.slope
    case .quadratic:
      let minimizer = probe.map { quadraticMinimizer(origin, valueAt: $0) } ?? .nan
      let isUseful = (probe?.value ?? .infinity) <= origin.value && minimizer > 0
      step = isUseful && minimizer.isFinite ? minimizer : 2 * memory.step
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
