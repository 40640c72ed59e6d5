/// Minimizes an objective from a starting point until a criterion ends the run.
///
/// Every run ends with one ``StopReason``; a numerical failure is one of them, and the best point
/// found is still returned. The result does not depend on the observer, unless it stops the run.
///
/// - Parameters:
///   - objective: f.
///   - start: x₀, as many numbers as the objective has parameters.
///   - minimizer: the algorithm; it is reset first, so that nothing from an earlier run is left.
///   - criteria: when to stop.
///   - token: stops the run within a second of being raised, also inside an evaluation where the
///     objective watches it, with ``StopReason/observer``; by default nothing raises it. An
///     iteration that is cut short leaves the iterate and the state as they were before it.
///   - observe: called at the starting point and after each iteration.
/// - Returns: the point, its value, and why the run ended.
/// - Precondition: objective, start and minimizer have the same parameter count.
/// - Complexity: memory for four vectors of n; an iteration allocates nothing, unless its observer
///   does.
public func minimize<Function: Objective & ~Copyable, Algorithm: Minimizer & ~Copyable>(
  _ objective: inout Function, from start: [Double], using minimizer: inout Algorithm,
  stoppingWhen criteria: StoppingCriteria = StoppingCriteria(),
  interruptedBy token: StopToken = StopToken(),
  observing observe: IterationObserver<Algorithm.State> = { _, _ in .proceed }
) -> MinimizationResult {
  minimizer.reset()
  return minimize(
    &objective, continuingFrom: start, using: &minimizer, stoppingWhen: criteria,
    interruptedBy: token, observing: observe)
}

/// Minimizes an objective with a minimizer that keeps its state from an earlier run.
///
/// Use it for an objective close to the earlier one, so that the curvature information is still
/// useful. Otherwise it is like ``minimize(_:from:using:stoppingWhen:interruptedBy:observing:)``.
public func minimize<Function: Objective & ~Copyable, Algorithm: Minimizer & ~Copyable>(
  _ objective: inout Function, continuingFrom start: [Double], using minimizer: inout Algorithm,
  stoppingWhen criteria: StoppingCriteria = StoppingCriteria(),
  interruptedBy token: StopToken = StopToken(),
  observing observe: IterationObserver<Algorithm.State> = { _, _ in .proceed }
) -> MinimizationResult {
  drive(
    &objective, Run(startingAt: start), using: &minimizer, stoppingWhen: criteria,
    interruptedBy: token, observing: observe)
}

/// Continues a saved run: the result has the same bits as if it had never been interrupted.
///
/// The limits count from the beginning of the run, not from its resumption.
///
/// - Parameters:
///   - objective: f, the same as when the run began.
///   - state: the state that an observer has saved.
///   - minimizer: the algorithm; it is restored from the state.
///   - criteria: when to stop.
///   - token: stops the run within a second of being raised; by default nothing raises it.
///   - observe: called after each iteration.
/// - Returns: the point, its value, and why the run ended.
/// - Throws: ``OptimizationError`` when the state does not fit the minimizer or the objective.
public func minimize<Function: Objective & ~Copyable, Algorithm: Minimizer & ~Copyable>(
  _ objective: inout Function, resuming state: MinimizationState<Algorithm.State>,
  using minimizer: inout Algorithm, stoppingWhen criteria: StoppingCriteria = StoppingCriteria(),
  interruptedBy token: StopToken = StopToken(),
  observing observe: IterationObserver<Algorithm.State> = { _, _ in .proceed }
) throws(OptimizationError) -> MinimizationResult {
  let count = objective.parameterCount
  let iterates = [state.iterate] + (state.best.map { [$0] } ?? [])
  guard iterates.allSatisfy({ $0.point.count == count && $0.gradient.count == count }) else {
    throw .unsuitableState(minimizer: minimizer.name, reason: "it is not for \(count) parameters")
  }
  let run = Run(resuming: state)
  // The work of restoring a minimizer can be cut short, too; the run then ends at once.
  let end = criteria.timeLimit.map { run.stopwatch.instant(after: $0) }
  try minimizer.restore(
    state.minimizer, interruptedBy: StopToken(linkedTo: token, deadline: end))
  return drive(
    &objective, run, using: &minimizer, stoppingWhen: criteria,
    interruptedBy: token, observing: observe)
}

/// Gives the objective to an evaluator for the duration of a run.
private func drive<Function: Objective & ~Copyable, Algorithm: Minimizer & ~Copyable>(
  _ objective: inout Function, _ beginning: consuming Run, using minimizer: inout Algorithm,
  stoppingWhen criteria: StoppingCriteria, interruptedBy token: StopToken,
  observing observe: IterationObserver<Algorithm.State>
) -> MinimizationResult {
  let count = objective.parameterCount
  precondition(beginning.iterate.point.count == count, "the start has one number per parameter")
  precondition(minimizer.parameterCount == count, "a minimizer is made for one parameter count")
  var run = beginning
  var evaluator = Evaluator(
    objective, limits: criteria, counts: run.counts, best: run.best,
    wasBestVisited: run.wasBestVisited, scale: run.scale, stopwatch: run.stopwatch,
    interruptedBy: token)
  let reason = run.complete(
    &evaluator, using: &minimizer, stoppingWhen: criteria, observing: observe)
  let result = run.result(of: evaluator, because: reason)
  objective = evaluator.finish()
  return result
}
