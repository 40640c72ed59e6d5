extension LBFGS: Minimizer where InverseHessian: ~Copyable {
  /// "L-BFGS".
  public var name: String { "L-BFGS" }

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

  /// One quasi-Newton step.
  public mutating func advance<Function: Objective & ~Copyable>(
    _ iterate: inout Iterate, evaluator: inout Evaluator<Function>
  ) -> IterationOutcome {
    if initialInverseHessian.prepare(at: iterate.point.span, iteration: iterationsDone) {
      evaluator.countPreconditionerRefresh()
    }
    if let reason = evaluator.interruption { return .stopped(reason) }
    let pairCount = pairs.count
    while true {
      let scaling = pairs.scaling(of: &initialInverseHessian)
      let slope = pairs.multiply(
        -1, line.gradient(at: iterate), into: &line.direction, over: &initialInverseHessian,
        scaling: scaling, thenDot: iterate.gradient)
      let isScaled = pairs.count > 0 || initialInverseHessian.isScaled
      let initialStep = isScaled ? 1 : iterate.firstStep
      let outcome = line.search(
        with: &lineSearch, from: iterate, slope: slope, initialStep: initialStep,
        evaluator: &evaluator)
      switch outcome {
      case .found(let sample):
        pairs.record(from: iterate, to: line.trial)
        let move = line.accept(sample, into: &iterate)
        initialInverseHessian.learn(fromStep: sample.step)
        iterationsDone += 1
        return move
      case .interrupted(let reason):
        pairs.bringBack(pairCount)
        return .stopped(reason)
      case .failed:
        let canRestart = pairs.count > 0
        switch line.resolveFailure(from: iterate, canRestart: canRestart, evaluator: &evaluator) {
        case .retry: break
        case .restart: pairs.removeAll()
        case .stop(let reason): return .stopped(reason)
        }
      }
    }
  }

  /// The pairs, oldest first, and what H₀ and the line search remember.
  public var state: MinimizerState {
    var state = MinimizerState(name: name)
    state.insert(pairs)
    state.vectors["lineSearch"] = lineSearch.memory
    state.counters["iterations"] = iterationsDone
    state.insert(initialInverseHessian.state, under: "initialInverseHessian")
    return state
  }

  /// Takes pairs back.
  public mutating func restore(_ state: MinimizerState) throws(OptimizationError) {
    try state.expect(name)
    try pairs.restore(state)
    lineSearch.reset()
    lineSearch.memory = try state.vector("lineSearch")
    iterationsDone = try state.counter("iterations")
    try initialInverseHessian.restore(state.part("initialInverseHessian"))
  }
}
