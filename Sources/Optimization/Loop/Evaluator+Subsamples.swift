/// The evaluations that every run needs: at its start, and over the full batch at its end.
extension Evaluator where Function: ~Copyable {
  /// The time that such an evaluation may take after the time limit, or a request to stop.
  private static var allowance: Duration { .milliseconds(500) }

  /// Evaluates f and ∇f at the starting point, also after the time limit or a request to stop, unless
  /// that takes more than half a second, or the time limit is 0.
  mutating func evaluateStart(_ iterate: inout Iterate) -> Bool {
    if hasNoTime { noteStop() }
    return hasBudgetForNext() && !hasNoTime && evaluateRegardless(&iterate)
  }

  private mutating func evaluateRegardless(_ iterate: inout Iterate) -> Bool {
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

  mutating func watch(_ token: StopToken) {
    stopToken = token
    objective.watch(token)
  }

  /// Moves the deadline forward so that the full batch can be evaluated within the time limit.
  mutating func leaveTimeToConclude(_ duration: Duration) {
    leavesTimeToConclude = true
    guard let end, duration < end - ContinuousClock.now else { return }
    watch(StopToken(linkedTo: callersToken, deadline: end - duration))
  }
}

/// The increase of the sample size up to the full batch.
extension Evaluator where Function: ~Copyable {
  /// Increases the sample size, and evaluates the iterate again.
  ///
  /// - Returns: whether the limits allow it; if not, the iterate has not changed.
  mutating func increaseSampleSize(at iterate: inout Iterate) -> Bool {
    objective.increaseSampleSize()
    forgetBest()
    if objective.sample == nil { watch(StopToken(linkedTo: callersToken, deadline: end)) }
    return evaluate(&iterate)
  }

  /// The mean of component functions outside the subsample at the iterate, which counts as an
  /// evaluation of their fraction; `nil` without any, at a limit, and when it was cut short.
  mutating func unseenValue(at iterate: borrowing Iterate) -> Double? {
    guard objective.sample != nil, hasBudget(for: 2), !isOver() else { return nil }
    guard let unseen = objective.unseenValue(at: iterate.point.span), interruption == nil else {
      return nil
    }
    counts.gradients = rounded(counts.gradients + unseen.fraction)
    return unseen.value
  }

  /// Evaluates the iterate over the full batch, at the end of a run that was on a subsample.
  ///
  /// - Returns: whether it is evaluated. The time limit leaves time for it; after a request to
  ///   stop, an evaluation of more than half a second is cut short.
  mutating func conclude(_ iterate: inout Iterate) -> Bool {
    guard iterate.sample != nil else { return true }
    useFullBatch()
    return evaluateRegardless(&iterate)
  }

  /// Switches to the full batch.
  mutating func useFullBatch() {
    while objective.sample != nil { objective.increaseSampleSize() }
    forgetBest()
    watch(StopToken(linkedTo: callersToken, deadline: end))
  }

  /// Whether the limit of evaluations allows one on the subsample and one over the full batch.
  var hasBudgetForSubsample: Bool { hasBudget(for: sampleFraction + 1) }

  /// Discards the best point, because values on different subsamples can't be compared.
  private mutating func forgetBest() {
    hasBest = false
  }
}
