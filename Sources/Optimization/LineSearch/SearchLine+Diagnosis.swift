internal import LinearAlgebra

extension SearchLine {
  /// Says why no step along the line is acceptable, by differences of the cost.
  ///
  /// The slope sᵍ = dᵀ∇f(x) is held against central differences (φ(h) − φ(−h)) / 2h at three
  /// steps. A difference is worth something only where |h sᵍ| stands out of the rounding of φ, about
  /// 10 ε |f|. Then
  ///
  /// - if no difference is worth anything, the decrease itself is lost in rounding:
  ///   ``StopReason/arithmeticFloor``;
  /// - if one agrees with sᵍ to a tenth, the gradient is right. The best that a step could gain,
  ///   |α₀ sᵍ| with α₀ the step that was tried first, tells ``StopReason/arithmeticFloor`` from
  ///   ``StopReason/lineSearchFailure``;
  /// - else ``StopReason/inconsistentGradient``.
  ///
  /// - Complexity: at most six evaluations, which count.
  mutating func explainFailure<Function: Objective & ~Copyable>(
    from iterate: borrowing Iterate, initialStep: Double, evaluator: inout Evaluator<Function>
  ) -> StopReason {
    let slope = slope(at: iterate)
    let rounding = 10 * Double.ulpOfOne * abs(iterate.value)
    let scale = (1 + Vector.infinityNorm(iterate.point)) / Vector.infinityNorm(direction)
    var sawDifference = false
    for relativeStep in [1e-6, 1e-4, 1e-8] {
      let step = relativeStep * scale
      guard step * abs(slope) > 10 * rounding else { continue }
      guard let ahead = sample(at: step, from: iterate, evaluator: &evaluator),
        let behind = sample(at: -step, from: iterate, evaluator: &evaluator)
      else { return evaluator.limitReached ?? .evaluationLimit }
      guard ahead.isFinite && behind.isFinite else { continue }
      sawDifference = true
      let difference = (ahead.value - behind.value) / (2 * step)
      if abs(difference - slope) <= 0.1 * max(abs(difference), abs(slope)) {
        return initialStep * abs(slope) <= 1e3 * rounding ? .arithmeticFloor : .lineSearchFailure
      }
    }
    return sawDifference ? .inconsistentGradient : .arithmeticFloor
  }
}
