internal import LinearAlgebra

extension SearchLine {
  /// Says why no step along the line is acceptable, by differences of the cost.
  ///
  /// The slope dᵀ∇f(x) is held against central differences (φ(h) − φ(−h)) / 2h at five steps h,
  /// from 1e−4 to 1e−8 of the size of x, each a tenth of the one before:
  ///
  /// - when a difference agrees with the slope, the gradient is right. If a step was seen that is
  ///   lower by more than rounding, the search is to blame (``StopReason/lineSearchFailure``), else
  ///   there is nothing left to gain (``StopReason/arithmeticFloor``);
  /// - when two differences in a row agree with each other but not with the slope, the slope is
  ///   wrong: ``StopReason/inconsistentGradient``;
  /// - when the differences do not even agree with each other, or none stands out of rounding:
  ///   ``StopReason/arithmeticFloor``.
  ///
  /// Rounding is taken as 10 ε |φ(0)|, or |φ(h) − 2φ(0) + φ(−h)| at the smallest h where that is
  /// more.
  ///
  /// - Complexity: at most ten evaluations, which count.
  mutating func explainFailure<Function: Objective & ~Copyable>(
    from iterate: borrowing Iterate, evaluator: inout Evaluator<Function>
  ) -> StopReason {
    let slope = slope(at: iterate)
    guard slope != 0 else { return .arithmeticFloor }
    let scale = (1 + Vector.infinityNorm(iterate.point)) / Vector.infinityNorm(direction)
    var rounding = 10 * Double.ulpOfOne * abs(iterate.value)
    var previous = Double.nan
    var (matchesSlope, matchesItself) = (false, false)
    for relativeStep in Self.relativeSteps {
      let step = relativeStep * scale
      guard let ahead = sample(at: step, from: iterate, evaluator: &evaluator),
        let behind = sample(at: -step, from: iterate, evaluator: &evaluator)
      else { return evaluator.refusal }
      guard ahead.isFinite && behind.isFinite else { continue }
      if relativeStep == Self.relativeSteps.last {
        rounding = max(rounding, abs(ahead.value - 2 * iterate.value + behind.value))
      }
      let change = ahead.value - behind.value
      guard max(abs(change), step * abs(slope)) > 10 * rounding else { continue }
      let difference = change / (2 * step)
      matchesSlope = matchesSlope || Self.agree(difference, slope)
      matchesItself = matchesItself || Self.agree(difference, previous)
      previous = difference
    }
    if matchesSlope {
      return iterate.value - lowest.value > 10 * rounding ? .lineSearchFailure : .arithmeticFloor
    }
    return matchesItself ? .inconsistentGradient : .arithmeticFloor
  }

  private static let relativeSteps = [1e-4, 1e-5, 1e-6, 1e-7, 1e-8]

  /// To a twentieth; NaN agrees with nothing.
  private static func agree(_ first: Double, _ second: Double) -> Bool {
    abs(first - second) <= 0.05 * max(abs(first), abs(second))
  }
}
