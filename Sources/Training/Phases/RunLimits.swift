internal import Optimization

/// The limits of a run, which count from its beginning, whatever its phases are.
struct RunLimits {
  let stopping: StoppingCriteria
  /// The caller's request to stop.
  let token: StopToken
  /// The end of the time limit.
  let end: ContinuousClock.Instant?

  /// The limits of a run that begins or is resumed now.
  init(_ stopping: StoppingCriteria, after seconds: Double, token: StopToken) {
    self.stopping = stopping
    self.token = token
    end = stopping.timeLimit.map { .now + ($0 - .seconds(seconds)) }
  }

  /// A token for a single piece of work within the limits.
  var evaluationToken: StopToken { StopToken(linkedTo: token, deadline: end) }

  /// The evaluations and products that are left, in units of one over all examples.
  func unusedEvaluations(after totals: RunTotals) -> Double? {
    stopping.maxEvaluations.map {
      Double($0) - totals.evaluations.gradients - totals.evaluations.hessianProducts
    }
  }

  /// The criteria with what is left of the limits.
  func remaining(after totals: RunTotals) -> StoppingCriteria {
    var criteria = stopping
    criteria.maxIterations = stopping.maxIterations.map { max($0 - totals.iterations, 0) }
    criteria.maxEvaluations = unusedEvaluations(after: totals).map { Int(max($0, 0)) }
    if let limit = stopping.timeLimit, limit > .zero {
      // With no time at all, a run would not even evaluate the parameters that it returns.
      criteria.timeLimit = max(limit - .seconds(totals.seconds), .nanoseconds(1))
    }
    return criteria
  }
}

extension StoppingCriteria {
  /// The limit that allows no iteration on a part of the examples with an evaluation over all of them
  /// after it, or `nil`.
  var limitBeforeIteration: StopReason? {
    if maxIterations == 0 { return .iterationLimit }
    return maxEvaluations ?? .max < 2 ? .evaluationLimit : nil
  }
}

/// How long the iterations of a phase on a part of the examples take.
struct Pace {
  private var last: (seconds: Double, passes: Double)
  private var longest = 0.0
  private var shortestPass = Double.infinity

  /// A phase that has taken some time and some passes before it is resumed.
  init(seconds: Double, passes: Double) { last = (seconds, passes) }

  /// Notes an iteration, after which the phase has taken some time and some passes over all examples.
  mutating func note(seconds: Double, passes: Double) {
    longest = max(longest, seconds - last.seconds)
    shortestPass = min(shortestPass, (seconds - last.seconds) / max(passes - last.passes, 1e-9))
    last = (seconds, passes)
  }

  /// The time that another iteration and an evaluation over all examples need; 0 before the first
  /// iteration.
  var secondsToConclude: Double { longest > 0 ? longest + shortestPass : 0 }
}
