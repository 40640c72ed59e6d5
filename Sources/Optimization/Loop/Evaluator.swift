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
  /// The evaluated point with the lowest finite value; its value is NaN before the first.
  package private(set) var best: Iterate
  private let maxEvaluations: Int
  private let stopwatch: Stopwatch
  private let timeLimit: Duration?

  init(
    _ objective: consuming Function, limits criteria: StoppingCriteria, counts: EvaluationCounts,
    best: consuming Iterate, stopwatch: Stopwatch
  ) {
    self.objective = objective
    self.counts = counts
    self.best = best
    maxEvaluations = criteria.maxEvaluations ?? .max
    timeLimit = criteria.timeLimit
    self.stopwatch = stopwatch
  }

  /// Gives the objective back.
  consuming func finish() -> Function {
    objective
  }

  /// n.
  public var parameterCount: Int { objective.parameterCount }

  /// How long the run has taken, earlier parts of a resumed run included.
  var elapsed: Duration { stopwatch.elapsed }

  /// Evaluates f and ∇f at the iterate's own point.
  ///
  /// - Returns: whether it did; `false` when a limit is reached, and then nothing is changed.
  public mutating func evaluate(_ iterate: inout Iterate) -> Bool {
    guard admits() else { return false }
    let value = objective.evaluate(at: iterate.point, gradient: &iterate.gradient)
    iterate.gradientNorm = Vector.infinityNorm(iterate.gradient)
    iterate.value = value.isFinite && iterate.gradientNorm.isFinite ? value : .infinity
    counts.values += 1
    counts.gradients += 1
    if iterate.value.isFinite && !(best.value <= iterate.value) { best.copy(iterate) }
    return true
  }

  /// Writes H(x)·v.
  ///
  /// - Returns: whether it did; `false` when the time or the evaluations are used up.
  public mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) -> Bool {
    guard admits() else { return false }
    objective.hessianProduct(at: point, direction: direction, into: &product)
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

  /// Notes that a preconditioner has read all examples once.
  public mutating func countPreconditionerRefresh() {
    counts.preconditionerRefreshes += 1
  }

  private mutating func admits() -> Bool {
    if counts.values + counts.hessianProducts >= maxEvaluations {
      limitReached = .evaluationLimit
    } else if let timeLimit, elapsed >= timeLimit {
      limitReached = .timeLimit
    }
    return limitReached == nil
  }
}
