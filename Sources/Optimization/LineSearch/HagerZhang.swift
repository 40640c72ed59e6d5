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
/// which take the decrease from the slopes, where it has twice as many right digits as in the
/// values. C is a running mean of |f|. So the value may rise by a rounding; the loop returns the
/// best point all the same.
///
/// | paper | here |
/// |---|---|
/// | δ, σ | ``sufficientDecrease``, ``curvature`` |
/// | ε, ω, Δ | ``errorTolerance``, ``switchFraction``, ``decay`` |
/// | ρ, θ, γ | ``expansion``, ½, ``contraction`` |
/// | Q_k, C_k | `weight`, `meanMagnitude` |
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
  /// ε: by how much of C a value may exceed φ(0); the paper's 1e−6.
  public var errorTolerance: Double
  /// ω: a change of the value below this part of C switches to the approximate conditions; the
  /// paper's 1e−3.
  public var switchFraction: Double
  /// Δ, in [0, 1]: how slowly C forgets; the paper's 0.7.
  public var decay: Double
  /// ρ > 1: how fast the first bracket grows; the paper's 5.
  public var expansion: Double
  /// γ, in (0, 1): a bracket that shrinks by less in a round is halved; the paper's 0.66.
  public var contraction: Double
  /// After so many trials the search gives up.
  public var maxTrials: Int

  private var weight = 0.0
  private var meanMagnitude = 0.0
  private var lastValue = Double.infinity
  private var isApproximate = false

  /// Takes the paper's numbers, or others.
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
  /// Q, C, the value before and whether the approximate conditions hold.
  public var memory: [Double] {
    get { [weight, meanMagnitude, lastValue, isApproximate ? 1 : 0] }
    set {
      guard newValue.count == 4 else { return reset() }
      (weight, meanMagnitude, lastValue) = (newValue[0], newValue[1], newValue[2])
      isApproximate = newValue[3] != 0
    }
  }

  /// Forgets earlier searches.
  public mutating func reset() {
    (weight, meanMagnitude, lastValue, isApproximate) = (0, 0, .infinity, false)
  }

  /// Looks for a step that meets the conditions.
  public mutating func search(
    from origin: LinePoint, initialStep: Double, evaluate: (Double) -> LinePoint?
  ) -> LineSearchOutcome {
    guard origin.slope < 0 else { return .failed }
    weigh(origin.value)
    var bracketing = Bracketing(from: origin, searchingWith: self, tolerance: tolerance)
    bracketing.run(from: initialStep, evaluate)
    return bracketing.outcome
  }

  /// ε C.
  private var tolerance: Double { errorTolerance * meanMagnitude }

  /// Takes a new value into the mean, and switches when it is close to the last.
  private mutating func weigh(_ value: Double) {
    weight = 1 + weight * decay
    meanMagnitude += (abs(value) - meanMagnitude) / weight
    if abs(value - lastValue) <= switchFraction * meanMagnitude { isApproximate = true }
    lastValue = value
  }

  /// Whether a trial ends the search.
  func isAcceptable(_ trial: LinePoint, from origin: LinePoint) -> Bool {
    guard trial.isFinite, trial.slope >= curvature * origin.slope else { return false }
    if trial.value <= origin.value + sufficientDecrease * origin.slope * trial.step { return true }
    return isApproximate && trial.value <= origin.value + tolerance
      && trial.slope <= (2 * sufficientDecrease - 1) * origin.slope
  }
}

extension HagerZhang {
  /// One search: the bracket [a, b] and how it shrinks, with the paper's step names.
  ///
  /// At a the slope is negative and the value not above φ(0) + εC; at b the slope is not negative.
  /// Every function ends early, with ``outcome`` set, as soon as a trial is acceptable or refused.
  struct Bracketing {
    private let origin: LinePoint
    private let search: HagerZhang
    private let ceiling: Double
    private var a: LinePoint
    private var b: LinePoint
    private var trials = 0
    private var isOver = false
    private(set) var outcome = LineSearchOutcome.failed

    init(from origin: LinePoint, searchingWith search: HagerZhang, tolerance: Double) {
      self.origin = origin
      self.search = search
      ceiling = origin.value + tolerance
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

  /// U0 to U3: takes a step inside the bracket into it.
  ///
  /// - Returns: the sample there; `nil` when the step is outside, or the search is over.
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

  /// S1 to S4: a secant step, and another from the end that it has replaced.
  private mutating func secantTwice(_ evaluate: (Double) -> LinePoint?) {
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
    at step: Double, _ evaluate: (Double) -> LinePoint?
  ) -> LinePoint? {
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
  private func isHigh(_ trial: LinePoint) -> Bool {
    !trial.isFinite || (trial.slope < 0 && trial.value > ceiling)
  }
}
