extension HagerZhang {
  /// One search: the bracket [a, b] and how it shrinks, with the paper's step names.
  ///
  /// At a the slope is negative and the value not above φ(0) + εC; at b the slope is not negative.
  /// Every function ends early, with ``outcome`` set, as soon as a trial is acceptable or refused.
  struct Bracketing {
    private let origin: LineSample
    private let search: HagerZhang
    private let ceiling: Double
    private var a: LineSample
    private var b: LineSample
    private var trials = 0
    private var isOver = false
    private(set) var outcome = LineSearchOutcome.failed

    init(from origin: LineSample, searchingWith search: HagerZhang, tolerance: Double) {
      self.origin = origin
      self.search = search
      ceiling = origin.value + tolerance
      (a, b) = (origin, origin)
    }
  }
}

extension HagerZhang.Bracketing {
  /// L0 to L3.
  mutating func run(from initialStep: Double, _ evaluate: (Double) -> LineSample?) {
    bracket(from: initialStep, evaluate)
    while !isOver {
      let length = b.step - a.step
      secantTwice(evaluate)
      if !isOver, b.step - a.step > search.contraction * length {
        update(at: 0.5 * (a.step + b.step), evaluate)
      }
      if !isOver, b.step - a.step >= length { isOver = true }
    }
  }

  /// B0 to B3: grows the step until [a, b] is a bracket.
  private mutating func bracket(from initialStep: Double, _ evaluate: (Double) -> LineSample?) {
    var step = initialStep
    while let trial = sample(at: step, evaluate) {
      if isHigh(trial) {
        return bisect(below: trial, evaluate)
      } else if trial.slope >= 0 {
        b = trial
        return
      }
      a = trial
      step *= search.expansion
    }
  }

  /// U3: halves [a, high], where the value at `high` is too high, until it holds a bracket.
  private mutating func bisect(below high: LineSample, _ evaluate: (Double) -> LineSample?) {
    var high = high
    while let trial = sample(at: 0.5 * (a.step + high.step), evaluate) {
      if isHigh(trial) {
        high = trial
      } else if trial.slope >= 0 {
        b = trial
        return
      } else {
        a = trial
      }
    }
  }

  /// U0 to U3: takes a step inside the bracket into it.
  ///
  /// - Returns: the sample there; `nil` when the step is outside, or the search is over.
  @discardableResult
  private mutating func update(
    at step: Double, _ evaluate: (Double) -> LineSample?
  ) -> LineSample? {
    guard a.step < step && step < b.step, let trial = sample(at: step, evaluate) else {
      return nil
    }
    if isHigh(trial) {
      bisect(below: trial, evaluate)
    } else if trial.slope >= 0 {
      b = trial
    } else {
      a = trial
    }
    return isOver ? nil : trial
  }

  /// S1 to S4: a secant step, and another from the end that it has replaced.
  private mutating func secantTwice(_ evaluate: (Double) -> LineSample?) {
    let (oldA, oldB) = (a, b)
    guard let trial = update(at: secantMinimizer(a, b), evaluate) else { return }
    if trial == b {
      update(at: secantMinimizer(oldB, b), evaluate)
    } else if trial == a {
      update(at: secantMinimizer(oldA, a), evaluate)
    }
  }

  /// Evaluates φ; `nil` when the search is over with this trial.
  private mutating func sample(
    at step: Double, _ evaluate: (Double) -> LineSample?
  ) -> LineSample? {
    guard !isOver else { return nil }
    isOver = true
    guard trials < search.maxTrials, step.isFinite, step > 0, step != a.step else { return nil }
    trials += 1
    guard let trial = evaluate(step) else {
      outcome = .interrupted
      return nil
    }
    if search.isAcceptable(trial, from: origin) {
      outcome = .accepted(trial)
      return nil
    }
    isOver = false
    return trial
  }

  /// Whether a value is above what rounding explains, an infinite one included.
  ///
  /// Where the slope is not negative the bracket is closed whatever the value is.
  private func isHigh(_ trial: LineSample) -> Bool {
    !trial.isFinite || (trial.slope < 0 && trial.value > ceiling)
  }
}
