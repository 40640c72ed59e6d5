/// A minimizer's only access to its objective: counts evaluations, enforces the limits, and keeps
/// the best point.
///
/// It owns the objective for the length of a run. An evaluation either sets value and gradient of an
/// ``Iterate``, or is refused or cut short at a limit; ``limitReached`` is then that limit.
public struct Evaluator<Function: Objective & ~Copyable>: ~Copyable {
  var objective: Function
  /// The evaluations so far, including those before the run was resumed.
  public private(set) var counts: EvaluationCounts
  /// The limit that an evaluation was refused or cut short for.
  public private(set) var limitReached: StopReason?
  /// What long work of an iteration has to ask between its pieces, an evaluation's included.
  public private(set) var stopToken: StopToken
  /// The reason for a run to end after an evaluation was refused.
  var refusal: StopReason { limitReached ?? .evaluationLimit }
  private var lowest: Iterate
  private var hasBest: Bool
  /// The evaluated point with the lowest finite value; `nil` before the first.
  package var best: Iterate? { hasBest ? lowest : nil }
  /// Whether the run has gone on from ``best``, or it was only a trial.
  private(set) var wasBestVisited: Bool
  /// 2ᵏ, the unit in which values, gradients and products are handed out: f times this.
  ///
  /// It is 1 unless squares of the gradient's components would overflow or underflow; see
  /// `rescale`. Multiplying by a power of 2 rounds nothing.
  public private(set) var scale: Double
  /// σ, the noise level of f's values where a failed line search has measured it last.
  private(set) var noiseLevel: Double?
  private let componentCount: Double
  private let maxEvaluations: Double
  private let stopwatch: Stopwatch
  /// Whether the time limit is 0, which nothing is evaluated for.
  private let hasNoTime: Bool
  /// When the time limit is reached.
  private let end: ContinuousClock.Instant?
  private let callersToken: StopToken
  /// Whether the time limit has room for the evaluation of all terms after a sample's.
  private var leavesTimeToConclude = false

  init(
    _ objective: consuming Function, limits criteria: StoppingCriteria, counts: EvaluationCounts,
    best: Iterate?, wasBestVisited: Bool, scale: Double, stopwatch: Stopwatch,
    interruptedBy token: StopToken
  ) {
    componentCount = Double(objective.componentCount)
    hasNoTime = criteria.timeLimit == .zero
    end = criteria.timeLimit.map { stopwatch.instant(after: $0) }
    callersToken = token
    stopToken = StopToken(linkedTo: token, deadline: end)
    hasBest = best != nil
    lowest = best ?? Iterate(parameterCount: objective.parameterCount)
    self.objective = objective
    self.objective.watch(stopToken)
    self.counts = counts
    self.wasBestVisited = wasBestVisited
    self.scale = scale
    maxEvaluations = criteria.maxEvaluations.map(Double.init) ?? .infinity
    self.stopwatch = stopwatch
  }

  /// Gives the objective back.
  consuming func finish() -> Function {
    objective.watch(nil)
    return objective
  }

  /// n.
  public var parameterCount: Int { objective.parameterCount }

  /// What work beside the objective has to follow.
  public var context: EvaluationContext {
    EvaluationContext(subsample: objective.sample, stopToken: stopToken)
  }

  /// The share of f's terms that an evaluation reads now.
  var sampleFraction: Double { objective.sampleFraction }

  /// How long the run has taken, earlier parts of a resumed run included.
  var elapsed: Duration { stopwatch.elapsed }

  /// Evaluates f and ∇f at the iterate's own point.
  ///
  /// - Returns: whether it did; `false` when a limit is reached, and then nothing is changed.
  public mutating func evaluate(_ iterate: inout Iterate) -> Bool {
    isWithinLimits() && evaluateUnasked(&iterate)
  }

  /// Evaluates whatever the limits say.
  ///
  /// - Returns: `false` when it was cut short, and then nothing is changed.
  private mutating func evaluateUnasked(_ iterate: inout Iterate) -> Bool {
    let begin = ContinuousClock.now
    let value = objective.evaluate(at: iterate.point, gradient: &iterate.gradient)
    if stopToken.hasCutWork {
      noteStop()
      return false
    }
    if objective.sample != nil, !leavesTimeToConclude {
      leaveTimeToConclude((ContinuousClock.now - begin) / sampleFraction)
    }
    counts.gradients = oneMore(than: counts.gradients)
    if value == -.infinity {
      limitReached = .unboundedBelow
      return false
    }
    if scale != 1 { Vector.scale(&iterate.gradient, by: scale) }
    iterate.gradientNorm = Vector.infinityNorm(iterate.gradient)
    iterate.value = value.isFinite && iterate.gradientNorm.isFinite ? scale * value : .infinity
    iterate.sample = objective.sample
    if iterate.value.isFinite, !hasBest || iterate.value < lowest.value {
      lowest.copy(iterate)
      hasBest = true
      wasBestVisited = false
    }
    return true
  }

  /// Notes that the run goes on from an iterate.
  mutating func noteVisit(_ iterate: borrowing Iterate) {
    if hasBest, iterate.value <= lowest.value { wasBestVisited = true }
  }

  /// Whether a trial was lower than the iterate by more than rounding, and the run has never gone
  /// on from there.
  func hasBetterTrial(than iterate: borrowing Iterate) -> Bool {
    let rounding = 4 * objective.unitRoundoff * abs(iterate.value)
    return hasBest && !wasBestVisited && lowest.value < iterate.value - rounding
  }

  /// Copies the best point into an iterate's memory.
  func copyBest(to iterate: inout Iterate) {
    iterate.copy(lowest)
  }

  /// Notes that the value falls without end along a line.
  mutating func noteUnbounded() {
    limitReached = .unboundedBelow
  }

  /// Notes the noise level of the values.
  mutating func noteNoise(_ level: Double) {
    noiseLevel = level / scale
  }

  /// Changes the unit of f where the iterate's gradient is so large or small that its square, or
  /// that of a step, would leave the range of Double: beyond 2^±300.
  ///
  /// - Returns: whether it did; what a minimizer has learned is then in the old unit.
  mutating func rescale(_ iterate: inout Iterate) -> Bool {
    let norm = iterate.gradientNorm
    guard norm > 0, norm.isFinite, abs(norm.exponent) > 300 else { return false }
    let factor = Double(sign: .plus, exponent: -Int(norm.exponent), significand: 1)
    guard (scale * factor).isNormal, (factor * iterate.value).isFinite else { return false }
    scale *= factor
    iterate.scale(by: factor)
    if hasBest { lowest.scale(by: factor) }
    return true
  }

  /// Writes H(x)·v.
  ///
  /// - Returns: whether it did; `false` when the time or the evaluations have reached their limit, or a stop was
  ///   requested.
  public mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) -> Bool {
    guard isWithinLimits() else { return false }
    objective.hessianProduct(at: point, direction: direction, into: &product)
    if interruption != nil { return false }
    if scale != 1 { Vector.scale(&product, by: scale) }
    counts.hessianProducts = oneMore(than: counts.hessianProducts)
    return true
  }

  /// Writes H(x)·v, for vectors that are arrays.
  mutating func hessianProduct(
    at point: [Double], direction: [Double], into product: inout [Double]
  ) -> Bool {
    var productSpan = product.mutableSpan
    return hessianProduct(at: point.span, direction: direction.span, into: &productSpan)
  }

  /// The limit that has cut work short, if one has: what that work left has no meaning, and the run
  /// is to end.
  ///
  /// A minimizer asks after work that does not come from the evaluator, such as a preconditioner.
  public var interruption: StopReason? {
    mutating get {
      if stopToken.hasCutWork { noteStop() }
      return limitReached
    }
  }

  /// Whether a stop was requested or the time is over, before work begins.
  mutating func isOver() -> Bool {
    if stopToken.isStopRequested { noteStop() }
    return limitReached != nil
  }

  private mutating func noteStop() {
    limitReached = limitReached ?? (callersToken.isStopRequested ? .observer : .timeLimit)
  }

  /// Notes that a preconditioner has read the examples once.
  public mutating func countPreconditionerRefresh() {
    counts.preconditionerRefreshes = oneMore(than: counts.preconditionerRefreshes)
  }

  /// Whether the limits allow another evaluation, and after one on a sample the one of all terms
  /// that every run ends with.
  private mutating func isWithinLimits() -> Bool {
    hasBudgetForNext() && !isOver()
  }

  /// Whether the limit of evaluations allows another; see ``isWithinLimits()``.
  private mutating func hasBudgetForNext() -> Bool {
    if !hasBudget(for: objective.sample == nil ? 1 : sampleFraction + 1) {
      limitReached = .evaluationLimit
    }
    return limitReached != .evaluationLimit
  }

  private func hasBudget(for evaluations: Double) -> Bool {
    rounded(counts.gradients + counts.hessianProducts + evaluations) <= maxEvaluations
  }

  /// A count with one more evaluation on the terms that f is the mean of now.
  private func oneMore(than count: Double) -> Double {
    rounded(count + sampleFraction)
  }

  /// A sum of counts, less the rounding errors of its shares: a whole number of terms.
  private func rounded(_ evaluations: Double) -> Double {
    (evaluations * componentCount).rounded() / componentCount
  }
}

/// The evaluations that a run is not to do without: of its start, and of all terms in the end.
extension Evaluator where Function: ~Copyable {
  /// How far beyond the time limit, or a request to stop, such an evaluation may go: a run ends
  /// within a second.
  private static var allowance: Duration { .milliseconds(500) }

  /// Evaluates f and ∇f at the starting point, also where the time is over or a stop requested,
  /// unless it would take longer than half a second after that, or the time limit is 0.
  mutating func evaluateStart(_ iterate: inout Iterate) -> Bool {
    if hasNoTime { noteStop() }
    return hasBudgetForNext() && !hasNoTime && evaluateRegardless(&iterate)
  }

  private mutating func evaluateRegardless(_ iterate: inout Iterate) -> Bool {
    if !stopToken.isStopRequested, evaluateUnasked(&iterate) { return true }
    if limitReached == .unboundedBelow { return false }
    noteStop()
    let token = stopToken
    let now = ContinuousClock.now
    let last = callersToken.isStopRequested ? now : max(now, end ?? now)
    watch(StopToken(deadline: last + Self.allowance))
    defer { watch(token) }
    return evaluateUnasked(&iterate)
  }

  private mutating func watch(_ token: StopToken) {
    stopToken = token
    objective.watch(token)
  }

  /// Ends the work on samples so early that all terms can be evaluated within the time limit, where
  /// it has room for that.
  private mutating func leaveTimeToConclude(_ duration: Duration) {
    leavesTimeToConclude = true
    guard let end, duration < end - ContinuousClock.now else { return }
    watch(StopToken(linkedTo: callersToken, deadline: end - duration))
  }
}

/// How a run on a sample of f's terms comes to all of them.
extension Evaluator where Function: ~Copyable {
  /// Takes in more terms, and evaluates the iterate again.
  ///
  /// - Returns: whether the limits allow it; if not, the iterate is left as it was.
  mutating func grow(_ iterate: inout Iterate) -> Bool {
    objective.increaseSampleSize()
    forgetBest()
    if objective.sample == nil { watch(StopToken(linkedTo: callersToken, deadline: end)) }
    return evaluate(&iterate)
  }

  /// Evaluates the iterate with all terms, for the end of a run that was on a sample.
  ///
  /// - Returns: whether it is evaluated. The limits have left time for it; a request to stop has not,
  ///   and then an evaluation of more than half a second is cut short.
  mutating func conclude(_ iterate: inout Iterate) -> Bool {
    guard iterate.sample != nil else { return true }
    useFullBatch()
    return evaluateRegardless(&iterate)
  }

  /// Takes in all terms at once.
  mutating func useFullBatch() {
    while objective.sample != nil { objective.increaseSampleSize() }
    forgetBest()
    watch(StopToken(linkedTo: callersToken, deadline: end))
  }

  /// Whether the limit of evaluations allows one on a sample and one of all terms.
  var hasBudgetForSubsample: Bool { hasBudget(for: sampleFraction + 1) }

  /// Values of another sample say nothing about this one.
  private mutating func forgetBest() {
    hasBest = false
  }
}
