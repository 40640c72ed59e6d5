/// Limited-memory BFGS: a quasi-Newton method that keeps the curvature of its last few steps.
///
///     d = −H ∇f(x),   x ← x + αd
///
/// where H is the BFGS approximation of the inverse Hessian made from the newest m pairs (s, y) on
/// top of γH₀, γ = sᵀy / yᵀH₀y, and is applied by two loops over the pairs without being formed.
/// A pair without positive curvature is left out. When the line search fails, the pairs are dropped
/// and the same iteration tries −H₀∇f(x); when that fails too, the run ends with the reason.
///
/// | paper | here |
/// |---|---|
/// | m | ``LBFGSConfiguration/memory`` |
/// | s, y, 1/ρ | `step`, `change`, `curvature` of `CurvaturePairs` |
/// | H₀, γ | ``InitialInverseHessian``, `scaling` |
/// | q, r | `line.direction` |
/// | α, β | `stepCoefficients`, `changeCoefficient` |
///
/// Source: Liu and Nocedal, "On the limited memory BFGS method for large scale optimization",
/// Mathematical Programming 45 (1989); the two loops are algorithm 7.4 of Nocedal and Wright
/// (2006).
///
/// - Complexity: 4mn multiplications and additions an iteration, and H₀ twice; memory for
///   2(m + 1) + 4 vectors of n, taken in the initializer.
public struct LBFGS<InverseHessian: InitialInverseHessian & ~Copyable>: ~Copyable {
  /// What can be chosen.
  public let configuration: Configuration
  /// H₀.
  public internal(set) var initialInverseHessian: InverseHessian
  var line: LineSearchWorkspace
  var lineSearch: any LineSearch
  var pairs: CurvaturePairs
  var iterationsDone = 0

  /// Takes all memory, with a first guess H₀ of its own.
  public init(
    parameterCount: Int, configuration: Configuration = Configuration(),
    initialInverseHessian: consuming InverseHessian
  ) {
    self.configuration = configuration
    self.initialInverseHessian = initialInverseHessian
    line = LineSearchWorkspace(parameterCount: parameterCount)
    lineSearch = configuration.lineSearch
    pairs = CurvaturePairs(capacity: configuration.memory, parameterCount: parameterCount)
  }
}

extension LBFGS where InverseHessian == IdentityInverseHessian {
  /// Takes all memory; H₀ is the identity.
  public init(parameterCount: Int, configuration: Configuration = Configuration()) {
    self.init(
      parameterCount: parameterCount, configuration: configuration,
      initialInverseHessian: IdentityInverseHessian())
  }
}

extension LBFGS where InverseHessian: ~Copyable {
  /// What can be chosen of L-BFGS.
  public typealias Configuration = LBFGSConfiguration
}

/// What can be chosen of ``LBFGS``.
public struct LBFGSConfiguration: Sendable {
  /// m, how many pairs are kept: 0 is steepest descent.
  ///
  /// By default 50: a vector is small beside an evaluation over all examples.
  public var memory: Int
  /// By default Moré and Thuente's with μ = 1e−4 and η = 0.9, as Liu and Nocedal have it.
  public var lineSearch: any LineSearch

  /// Takes the defaults, or others.
  ///
  /// - Precondition: memory ≥ 0.
  public init(memory: Int = 50, lineSearch: any LineSearch = MoreThuente()) {
    precondition(memory >= 0, "there are no fewer than 0 pairs")
    self.memory = memory
    self.lineSearch = lineSearch
  }
}

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
  public func objectiveDidChange() {}

  /// One quasi-Newton step.
  public mutating func advance<Function: Objective & ~Copyable>(
    _ iterate: inout Iterate, evaluator: inout Evaluator<Function>
  ) -> IterationOutcome {
    line.beginIteration()
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
