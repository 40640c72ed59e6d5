extension NonlinearConjugateGradient: Minimizer {
  /// "conjugate gradient", with the rule for β.
  public var name: String { "conjugate gradient (\(configuration.update))" }

  /// n.
  public var parameterCount: Int { line.direction.count }

  /// Starts again at −∇f.
  public mutating func reset() {
    age = nil
    stepMemory = StepMemory()
    lineSearch.reset()
  }

  /// One line search, and the direction of the next.
  public mutating func advance<Function: Objective & ~Copyable>(
    _ iterate: inout Iterate, evaluator: inout Evaluator<Function>
  ) -> IterationOutcome {
    while true {
      if age == nil { Vector.scale(-1, line.gradient(at: iterate), into: &line.direction) }
      let slope = line.slope(at: iterate)
      var probe: LineSample?
      if let step = configuration.initialStep.probe(stepMemory) {
        probe = line.sample(at: step, from: iterate, evaluator: &evaluator)
        guard probe != nil else { return .stopped(evaluator.refusal) }
      }
      let initialStep = configuration.initialStep.step(
        from: LineSample(step: 0, value: iterate.value, slope: slope), memory: stepMemory,
        probe: probe, first: iterate.firstStep)
      let outcome = line.search(
        with: &lineSearch, from: iterate, slope: slope, initialStep: initialStep,
        evaluator: &evaluator)
      switch outcome {
      case .found(let sample):
        stepMemory = StepMemory(
          step: sample.step, slope: slope, decrease: iterate.value - sample.value)
        let move = line.accept(sample, into: &iterate)
        turn(at: iterate)
        return move
      case .interrupted(let reason):
        return .stopped(reason)
      case .failed:
        let canRestart = (age ?? 0) > 0 || stepMemory.step > 0
        switch line.resolveFailure(from: iterate, canRestart: canRestart, evaluator: &evaluator) {
        case .retry:
          age = nil
        case .restart:
          age = nil
          stepMemory = StepMemory()
        case .stop(let reason):
          return .stopped(reason)
        }
      }
    }
  }

  /// d ← −g₊ + βd, or a restart; the line's trial still holds the iterate before.
  private mutating func turn(at iterate: borrowing Iterate) {
    let directions = (age ?? 0) + 1
    age = nil
    if let interval = configuration.restartInterval, directions >= interval { return }
    Vector.combine(iterate.gradient, -1, line.trial.gradient, into: &change)
    let (gradientSquared, overlap) = Vector.dots(
      iterate.gradient, line.trial.gradient, with: iterate.gradient)
    if let bound = configuration.orthogonality, abs(overlap) >= bound * gradientSquared { return }
    let beta = configuration.update.coefficient(
      old: line.trial.gradient, new: iterate.gradient, change: change, direction: line.direction)
    guard beta.isFinite else { return }
    Vector.scale(&line.direction, by: beta)
    let slope = Vector.add(-1, iterate.gradient, to: &line.direction, thenDot: iterate.gradient)
    if slope <= -0.01 * gradientSquared { age = directions }
  }

  /// The direction, its age, and what the line search and the initial step go by.
  public var state: MinimizerState {
    MinimizerState(
      name: name,
      vectors: [
        "direction": line.direction, "stepMemory": stepMemory.numbers,
        "lineSearch": lineSearch.memory,
      ],
      counters: ["age": age ?? -1])
  }

  /// Takes a direction back.
  public mutating func restore(_ state: MinimizerState) throws(OptimizationError) {
    try state.expect(name)
    line.direction = try state.vector("direction", count: parameterCount)
    stepMemory.numbers = try state.vector("stepMemory", count: 3)
    lineSearch.reset()
    lineSearch.memory = try state.vector("lineSearch")
    let savedAge = try state.counter("age")
    age = savedAge < 0 ? nil : savedAge
  }
}
