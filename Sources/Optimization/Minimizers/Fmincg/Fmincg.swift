/// Rasmussen's conjugate gradient minimizer, as students of a course know it: `fmincg`.
///
///     s₁ = −∇f,   s ← β s − ∇f₊,   β = (∇f₊ᵀ∇f₊ − ∇fᵀ∇f₊) / ∇fᵀ∇f   (Polak and Ribière)
///
/// with the line search ``WolfePowell``, the first step 1 / (1 + ‖∇f‖²) along −∇f, and later ones
/// from the ratio of the slopes, at most 100 times the last. A direction that does not descend is
/// replaced by −∇f; a failed line search is tried once more along −∇f from the same point, and ends
/// the run when that fails, too.
///
/// It is here so that a course's numbers can be repeated; ``LBFGS`` needs a third of the
/// evaluations.
///
/// | description | here |
/// |---|---|
/// | s, d1 | `line.direction`, `slope` |
/// | z1 | `initialStep`, then the accepted step |
/// | RATIO | `slopeRatioLimit` |
///
/// Source: the description that C. E. Rasmussen gives with his minimizer (2001–2002). It differs
/// after a failed line search: the original starts again along the negative gradient of the failed
/// trial, this one along that of the point it returns to.
///
/// - Complexity: about 6n multiplications and additions an iteration; memory for three vectors of
///   n, taken in the initializer.
public struct Fmincg: ~Copyable {
  var line: LineSearchWorkspace
  var lineSearch = WolfePowell()
  /// Whether the line's direction is to be used; −∇f otherwise.
  var hasDirection = false
  /// The step to try first along the direction.
  var initialStep = 0.0

  /// Takes all memory.
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

  /// Starts again along −∇f.
  public mutating func reset() {
    hasDirection = false
  }

  /// One line search, and the direction of the next.
  public mutating func advance<Function: Objective & ~Copyable>(
    _ iterate: inout Iterate, evaluator: inout Evaluator<Function>
  ) -> IterationOutcome {
    line.beginIteration()
    while true {
      let isSteepest = !hasDirection
      if isSteepest { startAgain(at: iterate) }
      let slope = line.slope(at: iterate)
      let origin = LinePoint(step: 0, value: iterate.value, slope: slope)
      line.begin(at: origin)
      let outcome = lineSearch.search(from: origin, initialStep: initialStep) { step in
        line.sample(at: step, from: iterate, evaluator: &evaluator)
      }
      if outcome == .failed, !isSteepest, !line.isStillFalling(from: origin) {
        hasDirection = false
        continue
      }
      switch line.conclude(outcome, from: origin, at: iterate, evaluator: &evaluator)
      {
      case .found(let sample):
        let move = line.accept(sample, into: &iterate)
        updateDirection(at: iterate, slope: slope, step: sample.step)
        return move
      case .interrupted(let reason):
        return .stopped(reason)
      case .failed:
        hasDirection = false
        switch line.resolveFailure(from: iterate, canRestart: false, evaluator: &evaluator) {
        case .retry, .restart: break
        case .stop(let reason): return .stopped(reason)
        }
      }
    }
  }

  private mutating func startAgain(at iterate: borrowing Iterate) {
    let gradient = line.gradient(at: iterate)
    Vector.scale(-1, gradient, into: &line.direction)
    initialStep = 1 / (1 + Vector.dot(gradient, gradient))
    let (size, length) = (Vector.infinityNorm(iterate.point), Vector.infinityNorm(gradient))
    // A step that would not change x says nothing.
    if initialStep * length < .ulpOfOne * size { initialStep = size / length }
    hasDirection = true
  }

  /// s ← βs − ∇f₊, or −∇f₊ where that does not descend; the line's trial holds the point before.
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
  public var state: MinimizerState {
    MinimizerState(
      name: name, vectors: ["direction": line.direction, "initialStep": [initialStep]],
      counters: ["hasDirection": hasDirection ? 1 : 0])
  }

  /// Takes a direction back.
  public mutating func restore(_ state: MinimizerState) throws(OptimizationError) {
    try state.expect(name)
    line.direction = try state.vector("direction", count: parameterCount)
    initialStep = try state.vector("initialStep", count: 1)[0]
    hasDirection = try state.counter("hasDirection") != 0
  }
}
