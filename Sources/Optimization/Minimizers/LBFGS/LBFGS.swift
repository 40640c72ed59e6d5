/// Limited-memory BFGS: a quasi-Newton method that stores the curvature of its last few steps.
///
///     d = −H ∇f(x),   x ← x + αd
///
/// where H is the BFGS approximation of the inverse Hessian from the newest m pairs (s, y) on top of
/// γH₀, γ = sᵀy / yᵀH₀y, applied by the two-loop recursion without being formed. A pair without
/// positive curvature is skipped. If the line search fails, the pairs are discarded and the same
/// iteration tries −H₀∇f(x); if that fails, too, the run ends.
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
/// Mathematical Programming 45 (1989); the two-loop recursion is algorithm 7.4 of Nocedal
/// and Wright (2006).
///
/// - Complexity: 4mn multiplications and additions per iteration, and two applications of H₀;
///   memory for 2(m + 1) + 4 vectors of n, allocated in the initializer.
public struct LBFGS<InverseHessian: InitialInverseHessian & ~Copyable>: ~Copyable {
  /// The options.
  public let configuration: Configuration
  /// H₀.
  public private(set) var initialInverseHessian: InverseHessian
  private var line: LineSearchWorkspace
  private var lineSearch: any LineSearch
  private var pairs: CurvaturePairs
  /// The number of iterations since the last reset.
  private var iteration = 0

  /// Allocates the workspace, for a given H₀.
  ///
  /// - Parameters:
  ///   - parameterCount: n.
  ///   - configuration: the options; by default those of ``LBFGSConfiguration``.
  ///   - initialInverseHessian: H₀, an approximation of the inverse Hessian.
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
  /// Allocates the workspace; H₀ is the identity.
  ///
  /// - Parameters:
  ///   - parameterCount: n.
  ///   - configuration: the options; by default those of ``LBFGSConfiguration``.
  public init(parameterCount: Int, configuration: Configuration = Configuration()) {
    self.init(
      parameterCount: parameterCount, configuration: configuration,
      initialInverseHessian: IdentityInverseHessian())
  }
}

extension LBFGS where InverseHessian: ~Copyable {
  /// The options of L-BFGS.
  public typealias Configuration = LBFGSConfiguration
}

/// The options of ``LBFGS``.
public struct LBFGSConfiguration: Sendable {
  /// m, the number of pairs; 0 is steepest descent.
  ///
  /// 50 by default: a vector operation is cheap compared with an evaluation over all examples.
  public var memory: Int
  /// By default Moré and Thuente's with μ = 1e−4 and η = 0.9, as in Liu and Nocedal.
  public var lineSearch: any LineSearch

  /// Creates options; those that are not given have their defaults.
  ///
  /// - Precondition: memory ≥ 0.
  public init(memory: Int = 50, lineSearch: any LineSearch = MoreThuente()) {
    precondition(memory >= 0, "the number of pairs must not be negative")
    self.memory = memory
    self.lineSearch = lineSearch
  }
}

extension LBFGS: Minimizer where InverseHessian: ~Copyable {
  /// "L-BFGS".
  public var name: String { "L-BFGS" }

  /// n.
  public var parameterCount: Int { line.direction.count }

  /// Discards all pairs.
  public mutating func reset() {
    pairs.removeAll()
    lineSearch.memory = nil
    iteration = 0
  }

  /// Performs a quasi-Newton step.
  public mutating func advance<Function: Objective & ~Copyable>(
    _ iterate: inout Iterate, evaluator: inout Evaluator<Function>
  ) -> IterationOutcome {
    line.beginIteration()
    if initialInverseHessian.prepare(
      at: iterate.point.span, iteration: iteration, interruptedBy: evaluator.stopToken)
    {
      evaluator.countPreconditionerRefresh(passes: initialInverseHessian.passesPerRefresh)
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
        canRestart: pairs.count > 0, evaluator: &evaluator)
      switch outcome {
      case .found(let point):
        pairs.record(from: iterate, to: line.trial)
        let move = line.accept(point, into: &iterate)
        initialInverseHessian.learn(fromStep: point.step)
        iteration += 1
        return move
      case .retry:
        break
      case .restart:
        pairs.removeAll()
      case .failed(let reason):
        return .stopped(reason)
      case .interrupted(let reason):
        pairs.bringBack(pairCount)
        return .stopped(reason)
      }
    }
  }

  /// The pairs, the state of H₀, and the memory of the line search.
  public var state: QuasiNewtonState<InverseHessian.State> {
    QuasiNewtonState(
      pairs, iteration: iteration, lineSearch: lineSearch, over: initialInverseHessian)
  }

  /// Continues from a saved state.
  public mutating func restore(
    _ state: QuasiNewtonState<InverseHessian.State>, interruptedBy token: StopToken
  ) throws(OptimizationError) {
    try state.restore(
      &pairs, iteration: &iteration, lineSearch: &lineSearch, over: &initialInverseHessian,
      of: name,
      interruptedBy: token)
  }
}
