/// Truncated Newton, or Newton–CG: each direction solves Newton's equation inexactly, by conjugate
/// gradients.
///
///     H(x) d ≈ −∇f(x)   until   ‖H d + ∇f‖₂ ≤ η ‖∇f‖₂,   η = min(½, √‖∇f‖₂)
///
/// H is used only in products (``Objective/hessianProduct(at:direction:into:)``), never formed. The
/// inner iteration also ends
///
/// - when it finds negative curvature pᵀHp ≤ 0: then with the direction computed so far, which is a
///   descent direction, or with −M⁻¹∇f in its first step;
/// - when an inner step lowers the quadratic model q by no more than half of the mean decrease of
///   the steps so far, i (1 − qᵢ₋₁/qᵢ) ≤ ½ (Nash and Sofer's test, which detects slow progress that
///   the residual does not show);
/// - after ``TruncatedNewtonConfiguration/maxInnerIterations``.
///
/// A line search with the initial step 1 follows.
///
/// M⁻¹ improves during the run: it is the BFGS matrix of the newest pairs (p, Hp) of earlier
/// inner iterations, and of steps and changes of the gradient between them, on top of a given
/// preconditioner. During an inner iteration it does not change, as conjugate gradients require.
///
/// | paper | here |
/// |---|---|
/// | p_k (outer direction) | `line.direction` |
/// | z_j, r_j, d_j of the inner iteration | `line.direction`, `residual`, `conjugateDirection` |
/// | B d_j | `product` |
/// | M⁻¹ r | `preconditioned`, by `pairs` and an ``InitialInverseHessian`` |
/// | η_k, ε_k | `forcing`, `tolerance` |
/// | qᵢ₋₁ − qᵢ, −qᵢ | `gain`, `modelDecrease` |
///
/// Source: Nocedal and Wright, "Numerical Optimization" (2006), algorithm 7.1 (line search
/// Newton–CG) with the preconditioning of algorithm 5.3; Dembo and Steihaug, "Truncated-Newton
/// algorithms for large-scale unconstrained optimization", Mathematical Programming 26 (1983); Nash
/// and Sofer, "Assessing a search direction within a truncated-Newton method", Operations Research
/// Letters 9 (1990); Morales and Nocedal, "Automatic preconditioning by limited memory quasi-Newton
/// updating", SIAM Journal on Optimization 10 (2000). It differs from the last in that the newest
/// pairs are kept instead of evenly spread ones of the last inner iteration, and that the outer
/// steps provide pairs, too.
///
/// - Complexity: a Hessian product, one preconditioning and about (4m + 6)n multiplications and
///   additions per inner iteration, with m pairs; memory for 4m + 13 vectors of n, allocated in the
///   initializer.
public struct TruncatedNewton<Preconditioner: InitialInverseHessian & ~Copyable>: ~Copyable {
  /// The options.
  public let configuration: Configuration
  /// M⁻¹ without pairs, an approximation of H⁻¹.
  public internal(set) var preconditioner: Preconditioner
  var line: LineSearchWorkspace
  var lineSearch: any LineSearch
  var residual: [Double]
  var preconditioned: [Double]
  var conjugateDirection: [Double]
  var product: [Double]
  /// The pairs from which M⁻¹ is computed, with the preconditioner as the initial matrix.
  var pairs: CurvaturePairs
  /// The pairs of the current inner iteration, during which M⁻¹ must not change.
  var newPairs: CurvaturePairs
  /// The number of iterations since the last reset.
  private var iteration = 0

  /// Allocates the workspace, for a given preconditioner.
  ///
  /// - Parameters:
  ///   - parameterCount: n.
  ///   - configuration: the options; by default those of ``TruncatedNewtonConfiguration``.
  ///   - preconditioner: an approximation of the inverse Hessian.
  public init(
    parameterCount: Int, configuration: Configuration = Configuration(),
    preconditioner: consuming Preconditioner
  ) {
    self.configuration = configuration
    self.preconditioner = preconditioner
    line = LineSearchWorkspace(parameterCount: parameterCount)
    lineSearch = configuration.lineSearch
    residual = [Double](repeating: 0, count: parameterCount)
    preconditioned = [Double](repeating: 0, count: parameterCount)
    conjugateDirection = [Double](repeating: 0, count: parameterCount)
    product = [Double](repeating: 0, count: parameterCount)
    pairs = CurvaturePairs(capacity: configuration.memory, parameterCount: parameterCount)
    newPairs = CurvaturePairs(
      capacity: min(configuration.memory, configuration.maxInnerIterations),
      parameterCount: parameterCount)
  }
}

extension TruncatedNewton where Preconditioner == IdentityInverseHessian {
  /// Allocates the workspace; the preconditioner consists of the pairs only.
  ///
  /// - Parameters:
  ///   - parameterCount: n.
  ///   - configuration: the options; by default those of ``TruncatedNewtonConfiguration``.
  public init(parameterCount: Int, configuration: Configuration = Configuration()) {
    self.init(
      parameterCount: parameterCount, configuration: configuration,
      preconditioner: IdentityInverseHessian())
  }
}

extension TruncatedNewton where Preconditioner: ~Copyable {
  /// The options of truncated Newton.
  public typealias Configuration = TruncatedNewtonConfiguration
}

/// The options of ``TruncatedNewton``.
public struct TruncatedNewtonConfiguration: Sendable {
  /// By default Moré and Thuente's with μ = 1e−4 and η = 0.9.
  public var lineSearch: any LineSearch
  /// The largest relative residual at which an inner iteration may end, in (0, 1).
  ///
  /// ½ by default; close to a minimum √‖∇f‖₂ is smaller, for superlinear convergence.
  public var maxForcingTerm: Double
  /// The minimum gain of an inner iteration, as a fraction of the mean gain so far, in [0, 1).
  ///
  /// ½ by default; 0 turns Nash and Sofer's test off.
  public var minRelativeDecrease: Double
  /// The maximum number of inner iterations, by default 100; never more than 3n + 10, where exact
  /// arithmetic would need n.
  ///
  /// With a good preconditioner a few are enough far from the minimum: 2 for a network with its
  /// Kronecker factors.
  public var maxInnerIterations: Int
  /// m, the number of pairs of M⁻¹ on top of the preconditioner; 0 uses only the preconditioner.
  ///
  /// By default 20: on the standard test problems 10 pairs need a tenth more products, and 50 pairs
  /// as many as 20.
  public var memory: Int

  /// Creates options; those that are not given have their defaults.
  ///
  /// - Precondition: 0 < `maxForcingTerm` < 1, 0 ≤ `minRelativeDecrease` < 1, at least one inner
  ///   iteration, and memory ≥ 0.
  public init(
    lineSearch: any LineSearch = MoreThuente(), maxForcingTerm: Double = 0.5,
    minRelativeDecrease: Double = 0.5, maxInnerIterations: Int = 100, memory: Int = 20
  ) {
    precondition(0 < maxForcingTerm && maxForcingTerm < 1, "a forcing term lies in (0, 1)")
    precondition(
      0 <= minRelativeDecrease && minRelativeDecrease < 1, "a part of the mean gain lies in [0, 1)")
    precondition(maxInnerIterations >= 1, "Newton's equation needs an iteration")
    precondition(memory >= 0, "the number of pairs must not be negative")
    self.lineSearch = lineSearch
    self.maxForcingTerm = maxForcingTerm
    self.minRelativeDecrease = minRelativeDecrease
    self.maxInnerIterations = maxInnerIterations
    self.memory = memory
  }
}

extension TruncatedNewton: Minimizer where Preconditioner: ~Copyable {
  /// "truncated Newton".
  public var name: String { "truncated Newton" }

  /// n.
  public var parameterCount: Int { line.direction.count }

  /// Discards all pairs.
  public mutating func reset() {
    pairs.removeAll()
    lineSearch.memory = nil
    iteration = 0
  }

  /// Performs a Newton step.
  public mutating func advance<Function: Objective & ~Copyable>(
    _ iterate: inout Iterate, evaluator: inout Evaluator<Function>
  ) -> IterationOutcome {
    line.beginIteration()
    if preconditioner.prepare(
      at: iterate.point.span, iteration: iteration, interruptedBy: evaluator.stopToken)
    {
      evaluator.countPreconditionerRefresh(passes: preconditioner.passesPerRefresh)
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
        initialStep: initialStep, canRestart: isNewton || pairs.count > 0, evaluator: &evaluator)
      switch outcome {
      case .found(let point):
        pairs.append(newPairs)
        pairs.record(from: iterate, to: line.trial)
        let move = line.accept(point, into: &iterate)
        iteration += 1
        return move
      case .retry:
        isNewton = false
      case .restart:
        isNewton = false
        pairs.removeAll()
        newPairs.removeAll()
      case .failed(let reason):
        return .stopped(reason)
      case .interrupted(let reason):
        pairs.bringBack(pairCount)
        return .stopped(reason)
      }
    }
  }

  /// Whether M⁻¹ has the scale of the problem, so that 1 is a sensible step along −M⁻¹∇f.
  private var isScaled: Bool { pairs.count > 0 || preconditioner.isScaled }

  /// The pairs, the state of the preconditioner, and the memory of the line search.
  public var state: QuasiNewtonState<Preconditioner.State> {
    QuasiNewtonState(pairs, iteration: iteration, lineSearch: lineSearch, over: preconditioner)
  }

  /// Continues from a saved state.
  public mutating func restore(
    _ state: QuasiNewtonState<Preconditioner.State>, interruptedBy token: StopToken
  ) throws(OptimizationError) {
    try state.restore(
      &pairs, iteration: &iteration, lineSearch: &lineSearch, over: &preconditioner, of: name,
      interruptedBy: token)
  }
}
