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
/// | m | ``Configuration/memory`` |
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
  var line: SearchLine
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
    line = SearchLine(parameterCount: parameterCount)
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
