/// A minimizer's only access to its objective, which counts evaluations, enforces the limits, and
/// keeps the best point.
///
/// It owns the objective for the length of a run. An evaluation either sets value and gradient of an
/// ``Iterate``, or is refused or cut short at a limit; ``limitReached`` is then that limit.
public struct Evaluator<Function: Objective & ~Copyable>: ~Copyable {
  var objective: Function
  /// The evaluations so far, including those before the run was resumed.
  public private(set) var counts: EvaluationCounts
  /// The limit at which an evaluation was refused or cut short.
  public private(set) var limitReached: StopReason?
  /// Cuts long work of an iteration short, including evaluations.
  public private(set) var stopToken: StopToken
  /// The stop reason after an evaluation was refused.
  var refusal: StopReason { limitReached ?? .evaluationLimit }
  private var lowest: Iterate
  private var hasBest: Bool
  /// The evaluated point with the lowest finite value; `nil` before the first.
  package var best: Iterate? { hasBest ? lowest : nil }
  /// Whether the run has continued from ``best``, or it was only a trial point.
  private(set) var wasBestVisited: Bool
  /// 2ᵏ, the factor of all values, gradients and products that a minimizer sees.
  ///
  /// It is 1 unless squares of the gradient's components would overflow or underflow; see
  /// `rescale`. Multiplying by a power of 2 rounds nothing.
  public private(set) var scale: Double
  /// σ, the noise level of f's values, from the last failed line search that has measured it.
  private(set) var noiseLevel: Double?
  /// The noise level of values near a perfect fit, in the scaled units, measured in this iteration;
  /// 0 until then.
  private(set) var cancellationNoise = 0.0
  private let maxEvaluations: Double
  private let stopwatch: Stopwatch
  /// Whether the time limit is 0: nothing is evaluated.
  private let hasNoTime: Bool
  /// The end of the time limit.
  private let end: ContinuousClock.Instant?
  private let callersToken: StopToken

  init(
    _ objective: consuming Function, limits criteria: StoppingCriteria, counts: EvaluationCounts,
    best: Iterate?, wasBestVisited: Bool, scale: Double, stopwatch: Stopwatch,
    interruptedBy token: StopToken
  ) {
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

  /// The duration of the run, including the time before it was resumed.
  var elapsed: Duration { stopwatch.elapsed }

  /// Forgets what belongs to the iteration before, and is not in the state of a run.
  mutating func beginIteration() {
    cancellationNoise = 0
  }

  /// Evaluates f and ∇f at the iterate's point.
  ///
  /// - Returns: whether it was evaluated; `false` at a limit, and then nothing has changed.
  public mutating func evaluate(_ iterate: inout Iterate) -> Bool {
    isWithinLimits() && evaluateWithinTime(&iterate)
  }

  /// Evaluates without checking the limits first.
  ///
  /// - Returns: `false` when it was cut short, and then nothing has changed.
  private mutating func evaluateWithinTime(_ iterate: inout Iterate) -> Bool {
    let value = objective.evaluate(at: iterate.point, gradient: &iterate.gradient)
    if stopToken.hasCutWork {
      noteStop()
      return false
    }
    counts.gradients += 1
    if value == -.infinity {
      limitReached = .unboundedBelow
      return false
    }
    if scale != 1 { Vector.scale(&iterate.gradient, by: scale) }
    iterate.gradientNorm = Vector.infinityNorm(iterate.gradient)
    iterate.value = value.isFinite && iterate.gradientNorm.isFinite ? scale * value : .infinity
    if iterate.value.isFinite, !hasBest || iterate.value < lowest.value {
      lowest.copy(iterate)
      hasBest = true
      wasBestVisited = false
    }
    return true
  }

  /// Notes that the run continues from an iterate.
  mutating func noteVisit(_ iterate: borrowing Iterate) {
    if hasBest, iterate.value <= lowest.value { wasBestVisited = true }
  }

  /// Whether a trial point was lower than the iterate by more than rounding, and the run has never
  /// continued from there.
  func hasBetterTrial(than iterate: borrowing Iterate) -> Bool {
    let rounding = max(4 * objective.unitRoundoff * abs(iterate.value), cancellationNoise)
    return hasBest && !wasBestVisited && lowest.value < iterate.value - rounding
  }

  /// Copies the best point into an iterate's memory.
  func copyBest(to iterate: inout Iterate) {
    iterate.copy(lowest)
  }

  /// Records that the value is unbounded below along a line.
  mutating func noteUnbounded() {
    limitReached = .unboundedBelow
  }

  /// Records the noise level of the values.
  mutating func noteNoise(_ level: Double) {
    noiseLevel = level / scale
  }

  /// Records the noise level of values that are small differences of larger numbers.
  mutating func noteCancellation(_ level: Double) {
    noteNoise(level)
    cancellationNoise = level
  }

  /// Changes the unit of f where the iterate's gradient is so large or small that its square, or
  /// that of a step, would leave the range of Double: beyond 2^±300.
  ///
  /// - Returns: whether the unit has changed; the state of a minimizer is then in the old unit.
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
  /// - Returns: whether the product was computed; `false` at a limit.
  public mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) -> Bool {
    guard isWithinLimits() else { return false }
    objective.hessianProduct(at: point, direction: direction, into: &product)
    if interruption != nil { return false }
    if scale != 1 { Vector.scale(&product, by: scale) }
    counts.hessianProducts += 1
    return true
  }

  /// Writes H(x)·v, for vectors that are arrays.
  mutating func hessianProduct(
    at point: [Double], direction: [Double], into product: inout [Double]
  ) -> Bool {
    var productSpan = product.mutableSpan
    return hessianProduct(at: point.span, direction: direction.span, into: &productSpan)
  }

  /// The limit that has cut work short, or `nil`; the result of that work is then invalid, and the
  /// run must end.
  ///
  /// A minimizer checks it after work outside the evaluator, such as computing a preconditioner.
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

  /// Counts a refresh of a preconditioner, which reads the data of f once, or as often as given.
  public mutating func countPreconditionerRefresh(passes: Double = 1) {
    counts.preconditionerRefreshes += passes
  }

  /// Whether the limits allow another evaluation.
  private mutating func isWithinLimits() -> Bool {
    hasBudget() && !isOver()
  }

  /// Whether the limit of evaluations allows another.
  private mutating func hasBudget() -> Bool {
    if counts.gradients + counts.hessianProducts + 1 > maxEvaluations {
      limitReached = .evaluationLimit
    }
    return limitReached != .evaluationLimit
  }
}

/// The evaluation of the starting point, which every run needs.
extension Evaluator where Function: ~Copyable {
  /// The time that it may take after the time limit, or a request to stop.
  private static var allowance: Duration { .milliseconds(500) }

  /// Evaluates f and ∇f at the starting point, also after the time limit or a request to stop, unless
  /// that takes more than half a second, or the time limit is 0.
  mutating func evaluateStart(_ iterate: inout Iterate) -> Bool {
    if hasNoTime { noteStop() }
    guard hasBudget(), !hasNoTime else { return false }
    if !stopToken.isStopRequested, evaluateWithinTime(&iterate) { return true }
    if limitReached == .unboundedBelow { return false }
    noteStop()
    let token = stopToken
    let now = ContinuousClock.now
    let last = callersToken.isStopRequested ? now : max(now, end ?? now)
    watch(StopToken(deadline: last + Self.allowance))
    defer { watch(token) }
    return evaluateWithinTime(&iterate)
  }

  private mutating func watch(_ token: StopToken) {
    stopToken = token
    objective.watch(token)
  }
}
