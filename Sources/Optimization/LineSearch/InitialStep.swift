/// The rule for the first step of a line search.
///
/// Directions with the scale of the problem (Newton, quasi-Newton) use 1; conjugate gradients use
/// the previous iteration.
public enum InitialStep: Hashable, Codable, Sendable {
  /// 1.
  case unit
  /// The step with the same α φ′(0) as in the previous iteration: αₖ₋₁ φ′ₖ₋₁(0) / φ′ₖ(0) (Nocedal
  /// and Wright 2006, section 3.5), at most ten times αₖ₋₁.
  case slopeRatio
  /// The step to the minimum of the quadratic with this slope whose decrease is that of the
  /// previous iteration: 2 (fₖ − fₖ₋₁) / φ′ₖ(0) (Nocedal and Wright 2006, equation 3.60, before its
  /// cap at 1).
  case previousDecrease
  /// The minimizer of the quadratic through φ(0), φ′(0) and φ(αₖ₋₁ / 10), where the last is no
  /// higher than φ(0) and the quadratic is convex; else 2 αₖ₋₁. The value at a tenth costs one more
  /// evaluation.
  ///
  /// This is QuadStep of CG_DESCENT (Hager and Zhang 2006, "Algorithm 851", steps I1 and I2, with
  /// ψ₁ = 0.1 and ψ₂ = 2). It differs in step I0, the first step of a run, which is that of the
  /// other rules.
  case quadratic
}

/// The data of the previous iteration that an ``InitialStep`` uses.
public struct PreviousStep: Hashable, Codable, Sendable {
  /// αₖ₋₁.
  public var step: Double
  /// φ′ₖ₋₁(0).
  public var slope: Double
  /// fₖ₋₁ − fₖ.
  public var decrease: Double
}

extension InitialStep {
  /// The step at which the rule needs the value of φ; `nil` if it needs none.
  func probe(_ previous: PreviousStep?) -> Double? {
    guard self == .quadratic, let previous, previous.step > 0 else { return nil }
    return 0.1 * previous.step
  }

  /// The step to try first along a direction.
  ///
  /// - Parameters:
  ///   - origin: φ(0) and φ′(0) < 0.
  ///   - previous: the previous iteration.
  ///   - probe: φ at the step of ``probe(_:)``.
  ///   - first: the step without a previous iteration, see `Iterate.firstStep`.
  /// - Returns: a positive step.
  func step(
    from origin: LinePoint, previous: PreviousStep?, probe: LinePoint?, first: Double
  ) -> Double {
    if self == .unit { return 1 }
    guard let previous, previous.step > 0 else { return first }
    let step: Double
    switch self {
    case .unit: step = 1
    case .slopeRatio: step = previous.step * min(previous.slope / origin.slope, 10)
    case .previousDecrease: step = -2 * previous.decrease / origin.slope
    case .quadratic:
      let minimizer = probe.map { quadraticMinimizer(origin, valueAt: $0) } ?? .nan
      let isUseful = (probe?.value ?? .infinity) <= origin.value && minimizer > 0
      step = isUseful && minimizer.isFinite ? minimizer : 2 * previous.step
    }
    return step > 0 && step.isFinite ? step : first
  }
}

extension Iterate {
  /// The step along −∇f(x) that moves by 1, where only x, f and ∇f are known: 1 / ‖∇f‖₂.
  var firstStep: Double {
    let norm = Vector.euclideanNorm(gradient)
    return norm > 0 && norm.isFinite ? 1 / norm : 1
  }
}
