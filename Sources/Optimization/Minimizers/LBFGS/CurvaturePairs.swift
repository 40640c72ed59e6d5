/// The newest curvature pairs s = xₖ₊₁ − xₖ, y = ∇f(xₖ₊₁) − ∇f(xₖ), in a ring of fixed size.
///
/// The ring has room for one more pair than it keeps, so that a new pair can be computed in place
/// and rejected without losing an old one.
struct CurvaturePairs: ~Copyable {
  /// The maximum number of pairs.
  let capacity: Int
  /// The number of pairs; 0 is the newest, `count - 1` the oldest.
  private(set) var count = 0
  private var newestPlace = 0
  private var steps: [[Double]]
  private var changes: [[Double]]
  private var curvatures: [Double]
  /// The coefficients of the first loop, which the second needs.
  var stepCoefficients: [Double]
  var scratch: [Double]

  init(capacity: Int, parameterCount: Int) {
    self.capacity = capacity
    steps = (0...capacity).map { _ in [Double](repeating: 0, count: parameterCount) }
    changes = (0...capacity).map { _ in [Double](repeating: 0, count: parameterCount) }
    curvatures = [Double](repeating: 0, count: capacity + 1)
    stepCoefficients = [Double](repeating: 0, count: capacity)
    scratch = [Double](repeating: 0, count: capacity > 0 ? parameterCount : 0)
  }

  private func place(_ age: Int) -> Int {
    (newestPlace + capacity + 1 - age) % (capacity + 1)
  }

  /// s of the pair with an age.
  func step(_ age: Int) -> [Double] { steps[place(age)] }
  /// y of the pair with an age.
  func change(_ age: Int) -> [Double] { changes[place(age)] }
  /// sᵀy of the pair with an age.
  func curvature(_ age: Int) -> Double { curvatures[place(age)] }
}

extension CurvaturePairs {
  /// Discards all pairs.
  mutating func removeAll() {
    count = 0
  }

  /// Undoes ``removeAll()``, if no pair has been recorded since.
  mutating func bringBack(_ count: Int) {
    self.count = count
  }

  /// Records the pair between two iterates, unless its curvature is not positive.
  ///
  /// A pair is recorded when sᵀy > ε ‖s‖₂ ‖y‖₂: less is rounding, and would make H indefinite. Both
  /// Wolfe conditions together imply sᵀy > 0.
  mutating func record(from old: borrowing Iterate, to new: borrowing Iterate) {
    guard capacity > 0 else { return }
    let next = (newestPlace + 1) % (capacity + 1)
    Vector.combine(new.point, -1, old.point, into: &steps[next])
    Vector.combine(new.gradient, -1, old.gradient, into: &changes[next])
    keep(next)
  }

  /// Records a pair s, y = Hs, unless its curvature is not positive.
  mutating func record(step: [Double], change: [Double]) {
    guard capacity > 0 else { return }
    let next = (newestPlace + 1) % (capacity + 1)
    Vector.copy(step, to: &steps[next])
    Vector.copy(change, to: &changes[next])
    keep(next)
  }

  /// Records the pairs of another ring, its oldest first.
  mutating func append(_ others: borrowing CurvaturePairs) {
    for age in (0..<others.count).reversed() {
      record(step: others.step(age), change: others.change(age))
    }
  }

  /// Makes the pair in the free place the newest, if its curvature is positive.
  private mutating func keep(_ next: Int) {
    let (curvature, changeSquared) = Vector.dots(
      steps[next], changes[next], with: changes[next])
    let bound = Vector.euclideanNorm(steps[next]) * changeSquared.squareRoot()
    guard curvature > Double.ulpOfOne * bound, curvature.isFinite else { return }
    curvatures[next] = curvature
    newestPlace = next
    count = min(count + 1, capacity)
  }
}

extension CurvaturePairs {
  /// The pairs, which share their memory with the ring until it overwrites them.
  var state: CurvaturePairState {
    var state = CurvaturePairState()
    for age in (0..<count).reversed() {
      state.steps.append(step(age))
      state.changes.append(change(age))
      state.curvatures.append(curvature(age))
    }
    return state
  }

  /// Continues from saved pairs.
  ///
  /// - Throws: ``OptimizationError`` if there are too many, or they have another length.
  mutating func restore(
    _ state: CurvaturePairState, of minimizer: String
  ) throws(OptimizationError) {
    let (length, pairs) = (steps[0].count, state.curvatures.count)
    guard pairs <= capacity, state.steps.count == pairs, state.changes.count == pairs,
      (state.steps + state.changes).allSatisfy({ $0.count == length })
    else {
      throw .unsuitableState(
        minimizer: minimizer, reason: "its pairs have another length, or there are too many")
    }
    count = pairs
    newestPlace = max(pairs - 1, 0)
    for place in 0..<pairs {
      steps[place] = state.steps[place]
      changes[place] = state.changes[place]
      curvatures[place] = state.curvatures[place]
    }
  }
}

extension CurvaturePairs {
  /// y ← αHx with the BFGS matrix H of the pairs on top of γH₀, by algorithm 7.4 of Nocedal
  /// and Wright (2006).
  ///
  /// Each addition of a vector is done in one pass with the product that comes next.
  ///
  /// `vector` is x, `result` y, and `scaling` γ (``scaling(of:)``), which is not used without pairs.
  ///
  /// - Returns: zᵀy, with z the vector `following`.
  mutating func multiply<InverseHessian: InitialInverseHessian & ~Copyable>(
    _ alpha: Double, _ vector: [Double], into result: inout [Double],
    over initial: inout InverseHessian, scaling: Double, thenDot following: [Double]
  ) -> Double {
    guard count > 0 else {
      Vector.scale(alpha, vector, into: &result)
      initial.apply(to: &result)
      return Vector.dot(result, following)
    }
    var product = Vector.scale(alpha, vector, into: &result, thenDot: step(0))
    for age in 0..<count {
      let coefficient = product / curvature(age)
      stepCoefficients[age] = coefficient
      product = Vector.add(
        -coefficient, change(age), to: &result, thenDot: step(min(age + 1, count - 1)))
    }
    initial.apply(to: &result)
    product = Vector.scale(&result, by: scaling, thenDot: change(count - 1))
    for age in (0..<count).reversed() {
      let changeCoefficient = product / curvature(age)
      product = Vector.add(
        stepCoefficients[age] - changeCoefficient, step(age), to: &result,
        thenDot: age > 0 ? change(age - 1) : following)
    }
    return product
  }

  /// γ = sᵀy / yᵀH₀y of the newest pair, which gives H₀ the scale of the newest step; 1 without
  /// pairs.
  mutating func scaling<InverseHessian: InitialInverseHessian & ~Copyable>(
    of initial: inout InverseHessian
  ) -> Double {
    guard count > 0 else { return 1 }
    let scaling = curvature(0) / initial.quadraticForm(of: change(0), scratch: &scratch)
    return scaling > 0 && scaling.isFinite ? scaling : 1
  }
}

/// The state of ``LBFGS`` or ``TruncatedNewton`` between two iterations.
public struct QuasiNewtonState<InverseHessianState: Hashable & Codable & Sendable>: Hashable,
  Codable, Sendable
{
  /// The curvature pairs.
  public var pairs: CurvaturePairState
  /// The number of iterations since the last reset.
  public var iteration: Int
  /// The memory of the line search.
  public var lineSearch: LineSearchMemory?
  /// The state of H₀.
  public var initialInverseHessian: InverseHessianState

  /// The state of the parts of a quasi-Newton method.
  init<InverseHessian: InitialInverseHessian & ~Copyable>(
    _ pairs: borrowing CurvaturePairs, iteration: Int, lineSearch: any LineSearch,
    over initial: borrowing InverseHessian
  ) where InverseHessian.State == InverseHessianState {
    self.pairs = pairs.state
    self.iteration = iteration
    self.lineSearch = lineSearch.memory
    initialInverseHessian = initial.state
  }

  /// Restores these parts.
  func restore<InverseHessian: InitialInverseHessian & ~Copyable>(
    _ pairs: inout CurvaturePairs, iteration: inout Int, lineSearch: inout any LineSearch,
    over initial: inout InverseHessian, of minimizer: String, interruptedBy token: StopToken
  ) throws(OptimizationError) where InverseHessian.State == InverseHessianState {
    try pairs.restore(self.pairs, of: minimizer)
    iteration = self.iteration
    lineSearch.memory = self.lineSearch
    try initial.restore(initialInverseHessian, interruptedBy: token)
  }
}

/// The curvature pairs of a quasi-Newton method, the oldest first.
public struct CurvaturePairState: Hashable, Codable, Sendable {
  /// s = xₖ₊₁ − xₖ of each pair.
  public var steps: [[Double]] = []
  /// y = ∇f(xₖ₊₁) − ∇f(xₖ) of each pair.
  public var changes: [[Double]] = []
  /// sᵀy of each pair.
  public var curvatures: [Double] = []
}
