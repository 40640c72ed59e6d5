extension TruncatedNewton: Minimizer where Preconditioner: ~Copyable {
  /// "truncated Newton".
  public var name: String { "truncated Newton" }

  /// n.
  public var parameterCount: Int { line.direction.count }

  /// Drops all pairs.
  public mutating func reset() {
    pairs.removeAll()
    lineSearch.reset()
    iterationsDone = 0
  }

  /// Keeps everything: the curvature of a sample is a good guess at that of a larger one.
  public func objectiveHasGrown() {}

  /// One Newton step.
  public mutating func advance<Function: Objective & ~Copyable>(
    _ iterate: inout Iterate, evaluator: inout Evaluator<Function>
  ) -> IterationOutcome {
    if preconditioner.prepare(at: iterate.point.span, iteration: iterationsDone) {
      evaluator.countPreconditionerRefresh()
    }
    if let reason = evaluator.interruption { return .stopped(reason) }
    let pairCount = pairs.count
    var isNewton = true
    while true {
      var initialStep = 1.0
      if isNewton {
        switch solveNewtonEquation(at: iterate, evaluator: &evaluator) {
        case .solved: break
        case .steepest: initialStep = isScaled ? 1 : iterate.firstStep
        case .interrupted: return .stopped(evaluator.refusal)
        }
      } else {
        Vector.scale(-1, line.gradient(at: iterate), into: &line.direction)
        initialStep = iterate.firstStep
      }
      let outcome = line.search(
        with: &lineSearch, from: iterate, slope: line.slope(at: iterate),
        initialStep: initialStep, evaluator: &evaluator)
      switch outcome {
      case .found(let sample):
        pairs.append(newPairs)
        pairs.record(from: iterate, to: line.trial)
        let move = line.accept(sample, into: &iterate)
        iterationsDone += 1
        return move
      case .interrupted(let reason):
        pairs.bringBack(pairCount)
        return .stopped(reason)
      case .failed:
        let canRestart = isNewton || pairs.count > 0
        isNewton = false
        switch line.resolveFailure(from: iterate, canRestart: canRestart, evaluator: &evaluator) {
        case .retry: break
        case .restart:
          pairs.removeAll()
          newPairs.removeAll()
        case .stop(let reason): return .stopped(reason)
        }
      }
    }
  }

  /// Whether M⁻¹ knows the scale of the problem, so that 1 is a sensible step along −M⁻¹∇f.
  private var isScaled: Bool { pairs.count > 0 || preconditioner.isScaled }

  /// The pairs, oldest first, the count of iterations, and what the preconditioner and the line
  /// search remember.
  public var state: MinimizerState {
    var state = MinimizerState(name: name)
    state.insert(pairs)
    state.vectors["lineSearch"] = lineSearch.memory
    state.counters["iterations"] = iterationsDone
    state.insert(preconditioner.state, under: "preconditioner")
    return state
  }

  /// Takes a state back.
  public mutating func restore(_ state: MinimizerState) throws(OptimizationError) {
    try state.expect(name)
    try pairs.restore(state)
    lineSearch.reset()
    lineSearch.memory = try state.vector("lineSearch")
    iterationsDone = try state.counter("iterations")
    try preconditioner.restore(state.part("preconditioner"))
  }
}
