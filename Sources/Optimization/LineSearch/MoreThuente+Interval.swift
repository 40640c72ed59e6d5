import Foundation

extension MoreThuente {
  /// The interval of the search, and the function whose minimizer it is closing in on.
  ///
  /// In the first stage that is ψ(α) = φ(α) − φ(0) − μ φ′(0) α; from the first trial with ψ(α) ≤ 0
  /// and φ′(α) > 0 on, it is φ itself (section 3 of the paper). In the first stage, too, ψ is used
  /// only for a trial that is lower than the best without a sufficient decrease: this is how the
  /// paper's tables were made.
  struct Interval {
    private let origin: LineSample
    private let decreaseSlope: Double
    private let minimumStep: Double
    private let maximumStep: Double
    /// α_l, with φ.
    private var best: LineSample
    /// α_u, with φ; `nil` until the interval is bounded.
    private var other: LineSample?
    /// The least step known to give an infinite value.
    private var barrier: Double
    /// How many trials in a row were infinite, or told nothing: then steps change faster.
    private var blindTrials = 0
    private var followsAuxiliary = true
    /// The interval's lengths one and two trials ago.
    private var lengths = (last: Double.infinity, beforeLast: Double.infinity)

    init(from origin: LineSample, searchingWith search: MoreThuente) {
      self.origin = origin
      decreaseSlope = search.sufficientDecrease * origin.slope
      minimumStep = search.minimumStep
      maximumStep = search.maximumStep
      barrier = .infinity
      best = origin
    }
  }
}

extension MoreThuente.Interval {
  /// The next step after an infinite value at `step`; `nil` when there is no room left.
  mutating func shrink(below step: Double) -> Double? {
    guard step > best.step else { return nil }
    barrier = step
    blindTrials += 1
    // Between steps of very different sizes the geometric mean is the middle.
    let next =
      best.step > 0 && step > 1e6 * best.step
      ? best.step.squareRoot() * step.squareRoot()
      : best.step + pow(0.1, pace) * (step - best.step)
    return next > best.step && next >= minimumStep ? next : nil
  }

  /// 1 for the first six blind trials in a row, then 2, 4, 8, …: the exponent of their factor.
  private var pace: Double { pow(2, Double(max(0, min(blindTrials, 16) - 6))) }

  /// Takes a trial into the interval and chooses the next; `nil` when there is no room left.
  mutating func update(with trial: LineSample) -> Double? {
    if trial.value == origin.value, trial.slope == origin.slope, other == nil {
      blindTrials += 1
      best = trial
      return min(trial.step * pow(4, pace), maximumStep, 0.5 * (trial.step + barrier))
    }
    blindTrials = 0
    if followsAuxiliary, auxiliary(trial).value <= 0, trial.slope > 0 { followsAuxiliary = false }
    let usesAuxiliary =
      followsAuxiliary && trial.value <= best.value && auxiliary(trial).value > 0
    let (low, high) = usesAuxiliary ? (auxiliary(best), other.map(auxiliary)) : (best, other)
    let current = usesAuxiliary ? auxiliary(trial) : trial
    let suggestion = MoreThuente.trialStep(
      best: low, other: high, trial: current, extrapolatingTo: extrapolationRange(beyond: trial))
    contract(low: low, trial: trial, viewedAs: current)
    return safeguarded(suggestion)
  }

  /// ψ.
  private func auxiliary(_ sample: LineSample) -> LineSample {
    LineSample(
      step: sample.step, value: sample.value - origin.value - decreaseSlope * sample.step,
      slope: sample.slope - decreaseSlope)
  }

  /// The updating algorithm of section 2: which ends the next interval has.
  private mutating func contract(low: LineSample, trial: LineSample, viewedAs current: LineSample) {
    if current.value > low.value {
      other = trial
    } else {
      if current.slope * (low.step - current.step) < 0 { other = best }
      best = trial
    }
  }

  /// How far the next step goes while the interval is not bounded: 1.1 to 4 times the last stretch
  /// (section 4), and no further than half the way to where the value is infinite.
  private func extrapolationRange(beyond trial: LineSample) -> ClosedRange<Double> {
    let stretch = trial.step - best.step
    let upper = min(trial.step + 4 * stretch, maximumStep, (trial.step + barrier) / 2)
    return min(trial.step + 1.1 * stretch, upper)...upper
  }

  /// Keeps a suggestion inside the interval, and halves an interval that shrinks too slowly: in
  /// two trials it must come down to 0.66 of its length.
  private mutating func safeguarded(_ suggestion: Double) -> Double? {
    guard let other else { return min(max(suggestion, minimumStep), maximumStep) }
    let length = abs(other.step - best.step)
    let isSlow = length >= 0.66 * lengths.beforeLast
    lengths = (last: length, beforeLast: lengths.last)
    let middle = best.step + 0.5 * (other.step - best.step)
    let (lower, upper) = (min(best.step, other.step), max(best.step, other.step))
    let next = isSlow || !(lower < suggestion && suggestion < upper) ? middle : suggestion
    return lower < next && next < upper && next >= minimumStep ? next : nil
  }
}
