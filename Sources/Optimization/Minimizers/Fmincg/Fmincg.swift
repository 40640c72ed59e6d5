/// Rasmussen's conjugate gradient minimizer, known from a course as `fmincg`.
///
///     s₁ = −∇f,   s ← β s − ∇f₊,   β = (∇f₊ᵀ∇f₊ − ∇fᵀ∇f₊) / ∇fᵀ∇f   (Polak and Ribière)
///
/// with the line search ``WolfePowell``, the first step 1 / (1 + ‖∇f‖²) along −∇f, and later ones
/// from the ratio of the slopes, at most 100 times the last. A direction that does not descend is
/// replaced by −∇f; a failed line search is repeated once along −∇f from the same point, and the
/// run ends if that fails, too.
///
/// It reproduces the results of that course; ``LBFGS`` needs a third of the evaluations.
///
/// | description | here |
/// |---|---|
/// | s, d1 | `line.direction`, `slope` |
/// | z1 | `initialStep`, then the accepted step |
/// | RATIO | `slopeRatioLimit` |
///
/// Source: the description that C. E. Rasmussen gives with his minimizer (2001–2002). It differs
/// after a failed line search: the original restarts along the negative gradient at the failed
/// trial, this one along that at the point to which it returns.
///
/// - Complexity: about 6n multiplications and additions per iteration; memory for three vectors of
///   n, allocated in the initializer.
public struct Fmincg: ~Copyable {
  private var line: LineSearchWorkspace
  private let lineSearch = WolfePowell()
  /// The step to try first along the line's direction; `nil` when the next direction is −∇f.
  private var initialStep: Double?

  /// Allocates the workspace for n parameters.
  public init(parameterCount: Int) {
    line = LineSearchWorkspace(parameterCount: parameterCount)
  }

  private static var slopeRatioLimit: Double { 100 }
}

extension Fmincg: Minimizer {
  /// "fmincg".
  public var name: String { "fmincg" }

  /// n.
  public var parameterCount: Int { line.direction.count }

  /// Resets the direction to −∇f.
  public mutating func reset() {
    initialStep = nil
  }

  /// Performs a line search, and computes the direction of the next one.
  public mutating func advance<Function: Objective & ~Copyable>(
    _ iterate: inout Iterate, evaluator: inout Evaluator<Function>
  ) -> IterationOutcome {
    line.beginIteration()
    while true {
      let isSteepest = initialStep == nil
      let initialStep = initialStep ?? restart(at: iterate)
      let slope = line.slope(at: iterate)
      let origin = LinePoint(step: 0, value: iterate.value, slope: slope)
      line.begin(at: origin)
      let outcome = lineSearch.search(from: origin, initialStep: initialStep) { step in
        line.evaluate(at: step, from: iterate, evaluator: &evaluator)
      }
      if outcome == .failed, !isSteepest, !line.isStillFalling(from: origin) {
        self.initialStep = nil
        continue
      }
      switch line.conclude(
        outcome, from: origin, at: iterate, canRestart: false, evaluator: &evaluator)
      {
      case .found(let point):
        let move = line.accept(point, into: &iterate)
        updateDirection(at: iterate, slope: slope, step: point.step)
        return move
      case .retry, .restart:
        self.initialStep = nil
      case .failed(let reason), .interrupted(let reason):
        return .stopped(reason)
      }
    }
  }

  /// s ← −∇f.
  ///
  /// - Returns: the step to try first.
  private mutating func restart(at iterate: borrowing Iterate) -> Double {
    let gradient = line.gradient(at: iterate)
    Vector.scale(-1, gradient, into: &line.direction)
    let step = 1 / (1 + Vector.dot(gradient, gradient))
    let (size, length) = (Vector.infinityNorm(iterate.point), Vector.infinityNorm(gradient))
    // A step that would not change x is useless.
    return step * length < .ulpOfOne * size ? size / length : step
  }

  /// s ← βs − ∇f₊, or −∇f₊ if that is not a descent direction; the line's trial is the previous
  /// point.
  private mutating func updateDirection(at iterate: borrowing Iterate, slope: Double, step: Double)
  {
    let (square, overlap) = Vector.dots(
      iterate.gradient, line.trial.gradient, with: iterate.gradient)
    let beta = (square - overlap) / Vector.dot(line.trial.gradient, line.trial.gradient)
    Vector.scale(&line.direction, by: beta)
    var newSlope = Vector.add(-1, iterate.gradient, to: &line.direction, thenDot: iterate.gradient)
    if newSlope > 0 {
      Vector.scale(-1, iterate.gradient, into: &line.direction)
      newSlope = -square
    }
    initialStep = step * min(Self.slopeRatioLimit, slope / (newSlope - .leastNormalMagnitude))
  }

  /// The direction and the step to try first along it.
  public struct State: Hashable, Codable, Sendable {
    /// s; `nil` when the next direction is −∇f.
    public var direction: [Double]?
    /// z1, the step to try first along s.
    public var initialStep: Double?

    /// Creates a state; by default the next direction is −∇f.
    public init(direction: [Double]? = nil, initialStep: Double? = nil) {
      self.direction = direction
      self.initialStep = initialStep
    }
  }

  /// The direction and the step to try first along it.
  public var state: State {
    State(direction: initialStep == nil ? nil : line.direction, initialStep: initialStep)
  }

  /// Continues from a saved state.
  public mutating func restore(
    _ state: State, interruptedBy token: StopToken
  ) throws(OptimizationError) {
    initialStep = nil
    guard let direction = state.direction else { return }
    guard direction.count == parameterCount, let step = state.initialStep else {
      throw .unsuitableState(
        minimizer: name, reason: "its direction has \(direction.count) components")
    }
    Vector.copy(direction, to: &line.direction)
    initialStep = step
  }
}
