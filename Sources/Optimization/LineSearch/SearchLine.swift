internal import LinearAlgebra

/// The line x + αd from an iterate, with the memory for its direction and its trial point.
///
/// It is what the minimizers that search along lines have in common: it turns a ``LineSearch``,
/// which sees only numbers, into evaluations of the objective, and puts the accepted point in the
/// iterate's place by a swap.
struct SearchLine: ~Copyable {
  /// d.
  var direction: [Double]
  /// x + αd for the α evaluated last.
  private(set) var trial: Iterate
  /// The lowest sample of the present search; the origin until one is lower.
  var lowest = LineSample(step: 0, value: .infinity, slope: 0)

  init(parameterCount: Int) {
    direction = [Double](repeating: 0, count: parameterCount)
    trial = Iterate(parameterCount: parameterCount)
  }

  /// φ′(0) = dᵀ∇f(x).
  func slope(at iterate: borrowing Iterate) -> Double {
    Vector.dot(direction, iterate.gradient)
  }

  /// Evaluates φ(α); `nil` when the run's limits allow no more.
  mutating func sample<Function: Objective & ~Copyable>(
    at step: Double, from origin: borrowing Iterate, evaluator: inout Evaluator<Function>
  ) -> LineSample? {
    Vector.combine(origin.point, step, direction, into: &trial.point)
    guard evaluator.evaluate(&trial) else { return nil }
    let sample = LineSample(
      step: step, value: trial.value, slope: Vector.dot(direction, trial.gradient))
    if sample.value < lowest.value { lowest = sample }
    return sample
  }

  /// How a search along the line ended.
  enum Outcome {
    /// The line's ``trial`` is the new point, at this step.
    case found(LineSample)
    /// No step is acceptable.
    case failed
    /// The run is over: a limit is reached, or the gradient is wrong.
    case interrupted(StopReason)
  }

  /// Searches for a step; the iterate is left alone, the new point is in ``trial``.
  ///
  /// When the search gives up but has seen a lower value than the iterate's, and the gradient is
  /// not to blame, that point is taken: a step that is not perfect is better than none.
  mutating func search<Function: Objective & ~Copyable>(
    with lineSearch: inout any LineSearch, from iterate: borrowing Iterate, slope: Double,
    initialStep: Double, evaluator: inout Evaluator<Function>
  ) -> Outcome {
    let origin = LineSample(step: 0, value: iterate.value, slope: slope)
    lowest = origin
    let outcome = lineSearch.search(from: origin, initialStep: initialStep) { step in
      sample(at: step, from: iterate, evaluator: &evaluator)
    }
    switch outcome {
    case .accepted(let sample):
      return .found(sample)
    case .failed where lowest.value < origin.value && evaluator.best.value == lowest.value:
      let reason = explainFailure(from: iterate, evaluator: &evaluator)
      if reason == .inconsistentGradient { return .interrupted(reason) }
      trial.copy(evaluator.best)
      return .found(lowest)
    case .failed:
      return .failed
    case .interrupted:
      return .interrupted(evaluator.refusal)
    }
  }

  /// Puts the trial point in the iterate's place; the old one stays in ``trial``.
  ///
  /// - Returns: how far the iterate has moved.
  mutating func accept(_ sample: LineSample, into iterate: inout Iterate) -> IterationOutcome {
    swap(&trial, &iterate)
    return .moved(
      stepLength: sample.step, distance: abs(sample.step) * Vector.infinityNorm(direction))
  }
}
