/// Levenberg–Marquardt: Gauss–Newton steps, damped until they lower the cost.
///
///     (A + μD) h = −∇f(x),   x ← x + h   if f(x + h) < f(x)
///
/// A is the Gauss–Newton matrix, assembled whole once an iteration and factorized by Cholesky for
/// each μ that is tried; D = diag(max A_ii over the iterations) makes the steps independent of the
/// parameters' units. The damping follows the gain ratio, the true decrease over the model's:
///
///     ρ = [f(x) − f(x + h)] / [½ hᵀ(μDh − ∇f)]
///     ρ > 0:   μ ← μ · max(⅓, 1 − (2ρ − 1)³),  ν ← 2
///     else:    μ ← μν,  ν ← 2ν                  and the same iteration tries again
///
/// When the damping has made the step so short that rounding swallows it, the run ends with the
/// reason.
///
/// | paper | here |
/// |---|---|
/// | A = JᵀJ, g = Jᵀf | ``GaussNewtonModel``, the objective's gradient |
/// | h | `line.direction` |
/// | μ, ν | `damping`, `growth` |
/// | ϱ, L(0) − L(h) | `gain`, `predicted` |
/// | τ | ``LevenbergMarquardtConfiguration/initialDamping`` |
///
/// Source: K. Madsen, H. B. Nielsen and O. Tingleff, "Methods for Non-Linear Least Squares
/// Problems" (IMM, Technical University of Denmark, 2004), algorithm 3.16, with the update of H. B.
/// Nielsen, "Damping Parameter in Marquardt's Method" (1999). D instead of their identity is J. J.
/// Moré's, "The Levenberg–Marquardt algorithm: implementation and theory" (1978), equation 6.3; a
/// zero column has the scale 1, as in MINPACK.
///
/// - Complexity: an iteration assembles A once and takes n³/3 flops a trial; memory for n² numbers
///   and six vectors, taken in the initializer. An assembly counts as a preconditioner refresh
///   among the evaluations, though it costs more than an evaluation.
public struct LevenbergMarquardt<Model: GaussNewtonModel & ~Copyable>: ~Copyable {
  /// What can be chosen.
  public let configuration: LevenbergMarquardtConfiguration
  /// Where A comes from.
  public internal(set) var model: Model
  let system: Model.Solver
  var line: SearchLine
  /// D, with 1 in place of 0.
  var scales: [Double]
  /// The largest diagonal of A so far.
  var largestDiagonal: [Double]
  var damping: Double
  var growth = 2.0

  /// Takes all memory.
  ///
  /// - Parameter threads: how many threads factorize the matrix, by default one; any number gives
  ///   the same bits.
  public init(
    model: consuming Model,
    configuration: LevenbergMarquardtConfiguration = LevenbergMarquardtConfiguration(),
    threads: Int = 1
  ) {
    let count = model.parameterCount
    self.configuration = configuration
    self.model = model
    system = Model.Solver(order: count, threads: threads)
    line = SearchLine(parameterCount: count)
    scales = [Double](repeating: 1, count: count)
    largestDiagonal = [Double](repeating: 0, count: count)
    damping = configuration.initialDamping
  }
}

/// What can be chosen of ``LevenbergMarquardt``.
public struct LevenbergMarquardtConfiguration: Hashable, Sendable {
  /// τ, the first μ, relative to the diagonal of A.
  ///
  /// 1e−3 by default, for a start of fair quality; 1e−6 for one close to the minimum, 1 for one
  /// that is not trusted (Madsen, Nielsen and Tingleff, section 3.2).
  public var initialDamping: Double

  /// Takes the default, or another.
  ///
  /// - Precondition: the damping is positive and finite.
  public init(initialDamping: Double = 1e-3) {
    precondition(initialDamping > 0 && initialDamping.isFinite, "damping is positive")
    self.initialDamping = initialDamping
  }
}
