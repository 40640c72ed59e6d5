/// Levenberg–Marquardt: Gauss–Newton steps, damped until they lower the cost.
///
///     (A + μD) h = −∇f(x),   x ← x + h   if f(x + h) < f(x)
///
/// A is the Gauss–Newton matrix, assembled once per iteration and factorized by Cholesky for each μ
/// that is tried; D = diag(max A_ii over the iterations) makes the steps independent of the
/// parameters' units. The damping follows the gain ratio, the true decrease over the model's:
///
///     ρ = [f(x) − f(x + h)] / [½ hᵀ(μDh − ∇f)]
///     ρ > 0:   μ ← μ · max(⅓, 1 − (2ρ − 1)³),  ν ← 2
///     else:    μ ← μν,  ν ← 2ν                  and the same iteration tries again
///
/// When the damping has made the step so short that it is lost in rounding, the run ends.
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
/// - Complexity: an iteration assembles A once and takes n³/3 flops per trial; memory for n²
///   numbers and six vectors, allocated in the initializer. An assembly counts as a preconditioner
///   refresh among the evaluations, though it costs more than an evaluation.
public struct LevenbergMarquardt<Model: GaussNewtonModel & ~Copyable>: ~Copyable {
  /// The options.
  public let configuration: LevenbergMarquardtConfiguration
  /// Assembles A.
  public internal(set) var model: Model
  let system: Model.Solver
  var line: LineSearchWorkspace
  /// D, with 1 in place of 0.
  var scales: [Double]
  /// The largest diagonal of A so far.
  var largestDiagonal: [Double]
  var damping: Double
  var growth = 2.0

  /// Allocates the workspace.
  ///
  /// - Parameters:
  ///   - model: assembles the Gauss–Newton matrix.
  ///   - configuration: the options; by default those of ``LevenbergMarquardtConfiguration``.
  ///   - threads: the number of threads that factorize the matrix, by default one; any number gives
  ///     the same bits.
  public init(
    model: consuming Model,
    configuration: LevenbergMarquardtConfiguration = LevenbergMarquardtConfiguration(),
    threads: Int = 1
  ) {
    let count = model.parameterCount
    self.configuration = configuration
    self.model = model
    system = Model.Solver(order: count, threads: threads)
    line = LineSearchWorkspace(parameterCount: count)
    scales = [Double](repeating: 1, count: count)
    largestDiagonal = [Double](repeating: 0, count: count)
    damping = configuration.initialDamping
  }
}

/// The options of ``LevenbergMarquardt``.
public struct LevenbergMarquardtConfiguration: Hashable, Sendable {
  /// τ, the first μ, relative to the diagonal of A.
  ///
  /// 1e−3 by default, for a starting point of ordinary quality; 1e−6 for one close to the minimum,
  /// 1 for a poor one (Madsen, Nielsen and Tingleff, section 3.2).
  public var initialDamping: Double

  /// Creates options; the damping that is not given has its default.
  ///
  /// - Precondition: the damping is positive and finite.
  public init(initialDamping: Double = 1e-3) {
    precondition(initialDamping > 0 && initialDamping.isFinite, "damping is positive")
    self.initialDamping = initialDamping
  }
}

extension LevenbergMarquardt: Minimizer where Model: ~Copyable {
  /// "Levenberg–Marquardt".
  public var name: String { "Levenberg–Marquardt" }

  /// n.
  public var parameterCount: Int { system.order }

  /// Resets the damping and the scales.
  public mutating func reset() {
    damping = configuration.initialDamping
    growth = 2
    for index in largestDiagonal.indices { largestDiagonal[index] = 0 }
  }

  /// Performs a step that lowers the cost.
  public mutating func advance<Function: Objective & ~Copyable>(
    _ iterate: inout Iterate, evaluator: inout Evaluator<Function>
  ) -> IterationOutcome {
    let (firstDamping, firstGrowth) = (damping, growth)
    assemble(at: iterate.point, interruptedBy: evaluator.stopToken)
    if let reason = evaluator.interruption { return .stopped(reason) }
    evaluator.countPreconditionerRefresh()
    line.begin(at: LinePoint(step: 0, value: iterate.value, slope: 0))
    while damping.isFinite {
      guard
        let predicted = solve(
          at: iterate, inUnitsOf: evaluator.scale, until: evaluator.stopToken)
      else {
        if let reason = evaluator.interruption {
          (damping, growth) = (firstDamping, firstGrowth)
          return .stopped(reason)
        }
        increaseDamping()
        continue
      }
      guard !isLostInRounding(predicted, at: iterate) else { break }
      guard let trial = line.evaluate(at: 1, from: iterate, evaluator: &evaluator) else {
        (damping, growth) = (firstDamping, firstGrowth)
        return .stopped(evaluator.refusal)
      }
      let gain = (iterate.value - trial.value) / predicted
      guard gain > 0 else {
        increaseDamping()
        continue
      }
      decreaseDamping(gain: gain)
      keepLargestDiagonal()
      return line.accept(trial, into: &iterate)
    }
    Vector.scale(-1, iterate.gradient, into: &line.direction)
    return .stopped(line.explainFailure(from: iterate, evaluator: &evaluator))
  }

  /// The damping, and the largest diagonal so far.
  public var state: LevenbergMarquardtState {
    LevenbergMarquardtState(damping: damping, growth: growth, largestDiagonal: largestDiagonal)
  }

  /// Continues from a saved state.
  public mutating func restore(
    _ state: LevenbergMarquardtState, interruptedBy token: StopToken
  ) throws(OptimizationError) {
    guard state.largestDiagonal.count == parameterCount else {
      throw .unsuitableState(
        minimizer: name, reason: "its diagonal has \(state.largestDiagonal.count) elements")
    }
    (damping, growth) = (state.damping, state.growth)
    largestDiagonal = state.largestDiagonal
  }
}

/// The state of ``LevenbergMarquardt`` between two iterations.
public struct LevenbergMarquardtState: Hashable, Codable, Sendable {
  /// μ.
  public var damping: Double
  /// ν.
  public var growth: Double
  /// The largest diagonal of A so far.
  public var largestDiagonal: [Double]
}

extension LevenbergMarquardt where Model: ~Copyable {
  /// A at x, and D.
  private mutating func assemble(at point: [Double], interruptedBy token: StopToken) {
    system.assemble { model.assemble(at: point.span, interruptedBy: token, into: $0) }
    for index in scales.indices {
      let largest = max(largestDiagonal[index], system.diagonal(index))
      scales[index] = largest > 0 ? largest : 1
    }
  }

  /// Stores the largest diagonal of A, once the iteration is done.
  private mutating func keepLargestDiagonal() {
    for index in largestDiagonal.indices {
      largestDiagonal[index] = max(largestDiagonal[index], system.diagonal(index))
    }
  }

  /// h from (A + μD) h = −∇f; returns the decrease ½ hᵀ(μDh − ∇f) that the model predicts.
  ///
  /// - Parameters:
  ///   - iterate: x and ∇f, in the evaluator's unit of f.
  ///   - scale: that unit; A is in units of 1.
  ///   - token: cuts the factorization short.
  /// - Returns: `nil` when A + μD is not positive definite, or h not finite, or the token has cut
  ///   the factorization short.
  private mutating func solve(
    at iterate: borrowing Iterate, inUnitsOf scale: Double, until token: StopToken
  ) -> Double? {
    let isPositiveDefinite = system.factorize(
      adding: damping, times: scales.span, stoppingWhen: { token.cutsWork() })
    guard isPositiveDefinite else { return nil }
    Vector.scale(-1 / scale, iterate.gradient, into: &line.direction)
    system.solve(&line.direction)
    var predicted = 0.0
    for index in scales.indices {
      let h = line.direction[index]
      predicted += 0.5 * h * (scale * damping * scales[index] * h - iterate.gradient[index])
    }
    return predicted.isFinite && predicted >= 0 ? predicted : nil
  }

  /// Whether x + h can't be distinguished from x, or the predicted decrease is far below a unit in the last
  /// place of f.
  private func isLostInRounding(_ predicted: Double, at iterate: borrowing Iterate) -> Bool {
    predicted <= 0.01 * Double.ulpOfOne * abs(iterate.value)
      || Vector.infinityNorm(line.direction)
        <= 0.5 * Double.ulpOfOne * Vector.infinityNorm(iterate.point)
  }

  private mutating func increaseDamping() {
    damping *= growth
    growth *= 2
  }

  private mutating func decreaseDamping(gain: Double) {
    let t = 2 * gain - 1
    damping *= max(1 / 3, 1 - t * t * t)
    damping = max(damping, .leastNormalMagnitude)
    growth = 2
  }
}
