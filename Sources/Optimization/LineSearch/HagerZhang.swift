/// The line search of Hager and Zhang, which still works where rounding hides the decrease.
///
/// A step is accepted under the Wolfe conditions
///
///     φ(α) ≤ φ(0) + δ φ′(0) α   and   φ′(α) ≥ σ φ′(0),
///
/// or, once the run's values hardly change any more, under the approximate ones
///
///     (2δ − 1) φ′(0) ≥ φ′(α) ≥ σ φ′(0)   and   φ(α) ≤ φ(0) + ε C,
///
/// which compute the decrease from the slopes, with twice as many correct digits as from the
/// values. C is a running mean of |f|. So the value may increase by a rounding error; the loop
/// still returns the best point.
///
/// | paper | here |
/// |---|---|
/// | δ, σ | ``sufficientDecrease``, ``curvature`` |
/// | ε, ω, Δ | ``errorTolerance``, ``switchFraction``, ``decay`` |
/// | ρ, θ, γ | ``expansion``, ½, ``contraction`` |
/// | Q_k, C_k | ``LineSearchMemory/weight``, ``LineSearchMemory/meanMagnitude`` |
///
/// Source: W. W. Hager and H. Zhang, "A new conjugate gradient method with guaranteed descent and
/// an efficient line search", SIAM Journal on Optimization 16 (2005), section 4; the switch between
/// the conditions from "Algorithm 851: CG_DESCENT", ACM Transactions on Mathematical Software 32
/// (2006), section 3. It differs in that after the switch the exact conditions are accepted, too,
/// and that an infinite value counts as a value that is too high.
public struct HagerZhang: LineSearch, Hashable {
  /// δ, in (0, ½); the paper's 0.1.
  public var sufficientDecrease: Double
  /// σ, in [δ, 1); the paper's 0.9.
  public var curvature: Double
  /// ε: the fraction of C by which a value may exceed φ(0); the paper's 1e−6.
  public var errorTolerance: Double
  /// ω: a change of the value by less than this fraction of C switches to the approximate conditions;
  /// the paper's 1e−3, or ∞ to use them in every search.
  public var switchFraction: Double
  /// Δ, in [0, 1]: the decay factor of the weights in the mean C; the paper's 0.7.
  public var decay: Double
  /// ρ > 1: the factor by which the first bracket grows; the paper's 5.
  public var expansion: Double
  /// γ, in (0, 1): a bracket that stays longer than this fraction of its length is bisected; the
  /// paper's 0.66.
  public var contraction: Double
  /// The maximum number of trials.
  public var maxTrials: Int

  /// Q, C, the previous value, and whether the approximate conditions hold; `nil` before the first
  /// search.
  public var memory: LineSearchMemory?

  /// Creates a line search with the paper's parameters, or others.
  ///
  /// - Precondition: 0 < δ < ½, δ ≤ σ < 1, ρ > 1, 0 < γ < 1, and at least one trial.
  public init(
    sufficientDecrease: Double = 0.1, curvature: Double = 0.9, errorTolerance: Double = 1e-6,
    switchFraction: Double = 1e-3, decay: Double = 0.7, expansion: Double = 5,
    contraction: Double = 0.66, maxTrials: Int = 50
  ) {
    precondition(0 < sufficientDecrease && sufficientDecrease < 0.5, "δ lies in (0, ½)")
    precondition(sufficientDecrease <= curvature && curvature < 1, "σ lies in [δ, 1)")
    precondition(expansion > 1 && 0 < contraction && contraction < 1, "ρ > 1 and γ in (0, 1)")
    precondition(maxTrials >= 1, "a search needs a trial")
    self.sufficientDecrease = sufficientDecrease
    self.curvature = curvature
    self.errorTolerance = errorTolerance
    self.switchFraction = switchFraction
    self.decay = decay
    self.expansion = expansion
    self.contraction = contraction
    self.maxTrials = maxTrials
  }
}

extension HagerZhang {
  /// Searches for a step that satisfies the conditions.
  public mutating func search(
    from origin: LinePoint, initialStep: Double, evaluate: (Double) -> LinePoint?
  ) -> LineSearchOutcome {
    guard origin.slope < 0 else { return .failed }
    let memory = remember(origin.value)
    let conditions = Conditions(
      origin: origin, sufficientDecrease: sufficientDecrease, curvature: curvature,
      isApproximate: memory.usesApproximateConditions,
      ceiling: origin.value + errorTolerance * memory.meanMagnitude)
    var bracketing = Bracketing(from: origin, searchingWith: self, until: conditions)
    bracketing.run(from: initialStep, evaluate)
    return bracketing.outcome
  }

  /// Adds φ(0) to the mean, and switches to the approximate conditions when it is close to the
  /// previous one.
  private mutating func remember(_ value: Double) -> LineSearchMemory {
    let weight = 1 + (memory?.weight ?? 0) * decay
    let mean = memory?.meanMagnitude ?? 0
    let newMean = mean + (abs(value) - mean) / weight
    let change = memory.map { abs(value - $0.previousValue) } ?? .infinity
    let new = LineSearchMemory(
      weight: weight, meanMagnitude: newMean, previousValue: value,
      usesApproximateConditions: change <= switchFraction * newMean
        || memory?.usesApproximateConditions == true)
    memory = new
    return new
  }
}

extension HagerZhang {
  /// The conditions that end a search.
  struct Conditions {
    let origin: LinePoint
    let sufficientDecrease: Double
    let curvature: Double
    let isApproximate: Bool
    /// φ(0) + εC.
    let ceiling: Double

    /// Whether a trial ends the search.
    func accept(_ trial: LinePoint) -> Bool {
      guard trial.isFinite, trial.slope >= curvature * origin.slope else { return false }
      if trial.value <= origin.value + sufficientDecrease * origin.slope * trial.step {
        return true
      }
      return isApproximate && trial.value <= ceiling
        && trial.slope <= (2 * sufficientDecrease - 1) * origin.slope
    }
  }
}

extension HagerZhang {
  /// One search: the bracket [a, b] and how it shrinks, with the paper's step names.
  ///
  /// At a the slope is negative and the value not above φ(0) + εC; at b the slope is not negative.
  /// Every function ends early, with ``outcome`` set, as soon as a trial is acceptable or its
  /// evaluation is refused.
  struct Bracketing {
    private let search: HagerZhang
    private let conditions: Conditions
    private var a: LinePoint
    private var b: LinePoint
    private var trials = 0
    private var isOver = false
    private(set) var outcome = LineSearchOutcome.failed

    init(from origin: LinePoint, searchingWith search: HagerZhang, until conditions: Conditions) {
      self.search = search
      self.conditions = conditions
      (a, b) = (origin, origin)
    }
  }
}

extension HagerZhang.Bracketing {
  /// L0 to L3.
  mutating func run(from initialStep: Double, _ evaluate: (Double) -> LinePoint?) {
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
  private mutating func bracket(from initialStep: Double, _ evaluate: (Double) -> LinePoint?) {
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
  private mutating func bisect(below high: LinePoint, _ evaluate: (Double) -> LinePoint?) {
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

  /// U0 to U3: updates the bracket with a step inside it.
  ///
  /// - Returns: the point there; `nil` if the step is outside the bracket, or the search has ended.
  @discardableResult
  private mutating func update(
    at step: Double, _ evaluate: (Double) -> LinePoint?
  ) -> LinePoint? {
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

  /// S1 to S4: a secant step, and another one from the endpoint that the first has replaced.
  private mutating func secantTwice(_ evaluate: (Double) -> LinePoint?) {
    let (oldA, oldB) = (a, b)
    guard let trial = update(at: secantMinimizer(a, b), evaluate) else { return }
    if trial == b {
      update(at: secantMinimizer(oldB, b), evaluate)
    } else if trial == a {
      update(at: secantMinimizer(oldA, a), evaluate)
    }
  }

  /// Evaluates φ; `nil` if the search ends with this trial.
  private mutating func sample(at step: Double, _ evaluate: (Double) -> LinePoint?) -> LinePoint? {
    guard !isOver else { return nil }
    isOver = true
    guard trials < search.maxTrials, step.isFinite, step > 0, step != a.step else { return nil }
    trials += 1
    guard let trial = evaluate(step) else {
      outcome = .interrupted
      return nil
    }
    if conditions.accept(trial) {
      outcome = .accepted(trial)
      return nil
    }
    isOver = false
    return trial
  }

  /// Whether a value exceeds φ(0) + εC, or is infinite.
  ///
  /// `false` if the slope is not negative, because the bracket is then closed at any finite value.
  private func isHigh(_ trial: LinePoint) -> Bool {
    !trial.isFinite || (trial.slope < 0 && trial.value > conditions.ceiling)
  }
}
