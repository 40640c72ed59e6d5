/// The nonlinear conjugate gradient method: three vectors of memory, one line search per iteration.
///
///     d₀ = −∇f(x₀),   xₖ₊₁ = xₖ + αₖ dₖ,   dₖ₊₁ = −∇f(xₖ₊₁) + βₖ dₖ
///
/// The rule for β is a ``ConjugateGradientUpdate``. The direction is reset to −∇f
///
/// - when it does not descend enough: dᵀ∇f > −0.01 ‖∇f‖² (Gilbert and Nocedal 1992, equation 2.2);
/// - when two gradients in a row are far from orthogonal, |∇f(xₖ₊₁)ᵀ∇f(xₖ)| ≥ ν ‖∇f(xₖ₊₁)‖²
///   (Powell 1977; ``Configuration/powellRestartThreshold``), if that test is on;
/// - after ``Configuration/restartInterval`` iterations;
/// - when a line search fails, which ends the run only along −∇f itself.
///
/// | paper | here |
/// |---|---|
/// | g, y | `gradient` of the iterate, `change` |
/// | d, α | `line.direction`, `stepLength` |
/// | β | ``ConjugateGradientUpdate`` |
///
/// Source: Nocedal and Wright, "Numerical Optimization" (2006), chapter 5; Hager and Zhang, "A
/// survey of nonlinear conjugate gradient methods", Pacific Journal of Optimization 2 (2006).
///
/// - Complexity: about 8n multiplications and additions per iteration; memory for four vectors of
///   n, allocated in the initializer.
public struct NonlinearConjugateGradient: ~Copyable {
  /// The options.
  public let configuration: Configuration
  private var line: LineSearchWorkspace
  private var lineSearch: any LineSearch
  private var change: [Double]
  private var previousStep: PreviousStep?
  /// Iterations since the direction was −∇f; `nil` if the next direction is −∇f.
  private var iterationsSinceRestart: Int?

  /// Allocates the workspace.
  ///
  /// - Parameters:
  ///   - parameterCount: n.
  ///   - configuration: the options; by default those of ``Configuration``.
  public init(parameterCount: Int, configuration: Configuration = Configuration()) {
    self.configuration = configuration
    line = LineSearchWorkspace(parameterCount: parameterCount)
    lineSearch = configuration.lineSearch
    change = [Double](repeating: 0, count: parameterCount)
  }
}

extension NonlinearConjugateGradient {
  /// The options of the nonlinear conjugate gradient method.
  public struct Configuration: Sendable {
    /// The rule for β; by default Hestenes and Stiefel's, not below 0, which solves the most
    /// standard problems.
    public var update: ConjugateGradientUpdate
    /// By default Moré and Thuente's with μ = 1e−4 and η = 0.1: the directions need more accurate
    /// steps than those of a quasi-Newton method.
    public var lineSearch: any LineSearch
    /// The first step of each line search; by default from the previous decrease.
    ///
    /// ``InitialStep/quadratic`` is the one for Hager and Zhang's rule.
    public var initialStep: InitialStep
    /// ν of Powell's test, > 0; `nil` turns it off.
    public var powellRestartThreshold: Double?
    /// Iterations after which the direction is reset to −∇f; `nil` turns it off.
    public var restartInterval: Int?

    /// Creates options; those that are not given have their defaults.
    ///
    /// - Precondition: ν > 0, and the restart interval is positive.
    public init(
      update: ConjugateGradientUpdate = .hestenesStiefel,
      lineSearch: any LineSearch = MoreThuente(curvature: 0.1),
      initialStep: InitialStep = .previousDecrease, powellRestartThreshold: Double? = nil,
      restartInterval: Int? = nil
    ) {
      precondition(
        powellRestartThreshold ?? 1 > 0 && restartInterval ?? 1 > 0, "ν and interval are positive")
      self.update = update
      self.lineSearch = lineSearch
      self.initialStep = initialStep
      self.powellRestartThreshold = powellRestartThreshold
      self.restartInterval = restartInterval
    }
  }
}

extension NonlinearConjugateGradient: Minimizer {
  /// "conjugate gradient", with the rule for β.
  public var name: String { "conjugate gradient (\(configuration.update))" }

  /// n.
  public var parameterCount: Int { line.direction.count }

  /// Resets the direction to −∇f.
  public mutating func reset() {
    iterationsSinceRestart = nil
    previousStep = nil
    lineSearch.memory = nil
  }

  /// Performs a line search, and computes the direction of the next one.
  public mutating func advance<Function: Objective & ~Copyable>(
    _ iterate: inout Iterate, evaluator: inout Evaluator<Function>
  ) -> IterationOutcome {
    line.beginIteration()
    while true {
      if iterationsSinceRestart == nil {
        Vector.scale(-1, line.gradient(at: iterate), into: &line.direction)
      }
      let slope = line.slope(at: iterate)
      var probe: LinePoint?
      if let step = configuration.initialStep.probe(previousStep) {
        probe = line.evaluate(at: step, from: iterate, evaluator: &evaluator)
        guard probe != nil else { return .stopped(evaluator.refusal) }
      }
      let initialStep = configuration.initialStep.step(
        from: LinePoint(step: 0, value: iterate.value, slope: slope), previous: previousStep,
        probe: probe, first: iterate.firstStep)
      let canRestart = (iterationsSinceRestart ?? 0) > 0 || (previousStep?.step ?? 0) > 0
      let outcome = line.search(
        with: &lineSearch, from: iterate, slope: slope, initialStep: initialStep,
        canRestart: canRestart, evaluator: &evaluator)
      switch outcome {
      case .found(let point):
        previousStep = PreviousStep(
          step: point.step, slope: slope, decrease: iterate.value - point.value)
        let move = line.accept(point, into: &iterate)
        updateDirection(at: iterate)
        return move
      case .retry:
        iterationsSinceRestart = nil
      case .restart:
        iterationsSinceRestart = nil
        previousStep = nil
      case .failed(let reason), .interrupted(let reason):
        return .stopped(reason)
      }
    }
  }

  /// d ← −g₊ + βd, or a restart; the line's trial is still the previous iterate.
  private mutating func updateDirection(at iterate: borrowing Iterate) {
    let directions = (iterationsSinceRestart ?? 0) + 1
    iterationsSinceRestart = nil
    if let interval = configuration.restartInterval, directions >= interval { return }
    Vector.combine(iterate.gradient, -1, line.trial.gradient, into: &change)
    let (gradientSquared, overlap) = Vector.dots(
      iterate.gradient, line.trial.gradient, with: iterate.gradient)
    if let bound = configuration.powellRestartThreshold, abs(overlap) >= bound * gradientSquared {
      return
    }
    let beta = configuration.update.coefficient(
      old: line.trial.gradient, new: iterate.gradient, change: change, direction: line.direction)
    guard beta.isFinite else { return }
    Vector.scale(&line.direction, by: beta)
    let slope = Vector.add(-1, iterate.gradient, to: &line.direction, thenDot: iterate.gradient)
    if slope <= -0.01 * gradientSquared { iterationsSinceRestart = directions }
  }

  /// The direction, and the memory of the line search and the initial step.
  public struct State: Hashable, Codable, Sendable {
    /// d; `nil` when the next direction is −∇f.
    public var direction: [Double]?
    /// Iterations since the direction was −∇f.
    public var iterationsSinceRestart: Int
    /// The step of the previous iteration; `nil` before the first.
    public var previousStep: PreviousStep?
    /// The memory of the line search.
    public var lineSearch: LineSearchMemory?
  }

  /// The direction, and the memory of the line search and the initial step.
  public var state: State {
    State(
      direction: iterationsSinceRestart == nil ? nil : line.direction,
      iterationsSinceRestart: iterationsSinceRestart ?? 0, previousStep: previousStep,
      lineSearch: lineSearch.memory)
  }

  /// Continues from a saved state.
  public mutating func restore(
    _ state: State, interruptedBy token: StopToken
  ) throws(OptimizationError) {
    if let direction = state.direction {
      guard direction.count == parameterCount else {
        throw .unsuitableState(
          minimizer: name, reason: "its direction has \(direction.count) components")
      }
      Vector.copy(direction, to: &line.direction)
    }
    iterationsSinceRestart = state.direction == nil ? nil : state.iterationsSinceRestart
    previousStep = state.previousStep
    lineSearch.memory = state.lineSearch
  }
}
