internal import LinearAlgebra

/// The only way from a minimizer to its objective: counts, keeps the limits, remembers the best.
///
/// It owns the objective for the length of a run. An evaluation either fills an ``Iterate`` whole,
/// or is refused because a limit is reached; then ``limitReached`` says which.
public struct Evaluator<Function: Objective & ~Copyable>: ~Copyable {
  var objective: Function
  /// What has been asked so far, earlier parts of a resumed run included.
  public private(set) var counts: EvaluationCounts
  /// The limit that an evaluation was refused for.
  public private(set) var limitReached: StopReason?
  /// The reason for a run to end after an evaluation was refused.
  var refusal: StopReason { limitReached ?? .evaluationLimit }
  /// The evaluated point with the lowest finite value; its value is NaN before the first.
  package private(set) var best: Iterate
  private let termCount: Double
  private let maxEvaluations: Double
  private let stopwatch: Stopwatch
  private let timeLimit: Duration?

  init(
    _ objective: consuming Function, limits criteria: StoppingCriteria, counts: EvaluationCounts,
    best: consuming Iterate, stopwatch: Stopwatch
  ) {
    termCount = Double(objective.termCount)
    self.objective = objective
    self.counts = counts
    self.best = best
    maxEvaluations = criteria.maxEvaluations.map(Double.init) ?? .infinity
    timeLimit = criteria.timeLimit
    self.stopwatch = stopwatch
  }

  /// Gives the objective back.
  consuming func finish() -> Function {
    objective
  }

  /// n.
  public var parameterCount: Int { objective.parameterCount }

  /// The share of f's terms that an evaluation reads now.
  var share: Double { objective.share }

  /// How long the run has taken, earlier parts of a resumed run included.
  var elapsed: Duration { stopwatch.elapsed }

  /// Evaluates f and ∇f at the iterate's own point.
  ///
  /// - Returns: whether it did; `false` when a limit is reached, and then nothing is changed.
  public mutating func evaluate(_ iterate: inout Iterate) -> Bool {
    guard admits() else { return false }
    evaluateUnasked(&iterate)
    return true
  }

  private mutating func evaluateUnasked(_ iterate: inout Iterate) {
    let value = objective.evaluate(at: iterate.point, gradient: &iterate.gradient)
    iterate.gradientNorm = Vector.infinityNorm(iterate.gradient)
    iterate.value = value.isFinite && iterate.gradientNorm.isFinite ? value : .infinity
    iterate.sample = objective.sample
    counts.values = oneMore(than: counts.values)
    counts.gradients = oneMore(than: counts.gradients)
    if iterate.value.isFinite && !(best.value <= iterate.value) { best.copy(iterate) }
  }

  /// Writes H(x)·v.
  ///
  /// - Returns: whether it did; `false` when the time or the evaluations are used up.
  public mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) -> Bool {
    guard admits() else { return false }
    objective.hessianProduct(at: point, direction: direction, into: &product)
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

  /// Notes that a preconditioner has read the examples once.
  public mutating func countPreconditionerRefresh() {
    counts.preconditionerRefreshes = oneMore(than: counts.preconditionerRefreshes)
  }

  /// Whether the limits allow another evaluation, and after one on a sample the one of all terms
  /// that every run ends with.
  private mutating func admits() -> Bool {
    if !affords(objective.sample == nil ? 1 : share + 1) {
      limitReached = .evaluationLimit
    } else if let timeLimit, elapsed >= timeLimit {
      limitReached = .timeLimit
    }
    return limitReached == nil
  }

  private func affords(_ evaluations: Double) -> Bool {
    rounded(counts.values + counts.hessianProducts + evaluations) <= maxEvaluations
  }

  /// A count with one more evaluation on the terms that f is the mean of now.
  private func oneMore(than count: Double) -> Double {
    rounded(count + share)
  }

  /// A sum of counts, less the rounding errors of its shares: a whole number of terms.
  private func rounded(_ evaluations: Double) -> Double {
    (evaluations * termCount).rounded() / termCount
  }
}

/// How a run on a sample of f's terms comes to all of them.
extension Evaluator where Function: ~Copyable {
  /// Takes in more terms, and evaluates the iterate again.
  ///
  /// - Returns: whether the limits allow it; if not, the iterate is left as it was.
  mutating func grow(_ iterate: inout Iterate) -> Bool {
    objective.grow()
    forgetBest()
    return evaluate(&iterate)
  }

  /// Evaluates the iterate with all terms, for the end of a run that was on a sample.
  ///
  /// The limit of evaluations has left room for it; it does not ask for the time.
  mutating func conclude(_ iterate: inout Iterate) {
    guard iterate.sample != nil else { return }
    takeInEverything()
    evaluateUnasked(&iterate)
  }

  /// Takes in all terms at once.
  mutating func takeInEverything() {
    while objective.sample != nil { objective.grow() }
    forgetBest()
  }

  /// Whether the limit of evaluations allows one on a sample and one of all terms.
  var affordsSample: Bool { affords(share + 1) }

  /// Values of another sample say nothing about this one.
  private mutating func forgetBest() {
    best.value = .nan
  }
}
