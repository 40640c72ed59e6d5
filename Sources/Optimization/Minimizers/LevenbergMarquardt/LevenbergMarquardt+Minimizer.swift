extension LevenbergMarquardt: Minimizer where Model: ~Copyable {
  /// "Levenberg–Marquardt".
  public var name: String { "Levenberg–Marquardt" }

  /// n.
  public var parameterCount: Int { system.order }

  /// Goes back to the first damping, and forgets the scales.
  public mutating func reset() {
    damping = configuration.initialDamping
    growth = 2
    for index in largestDiagonal.indices { largestDiagonal[index] = 0 }
  }

  /// One step that lowers the cost.
  public mutating func advance<Function: Objective & ~Copyable>(
    _ iterate: inout Iterate, evaluator: inout Evaluator<Function>
  ) -> IterationOutcome {
    let (firstDamping, firstGrowth) = (damping, growth)
    assemble(at: iterate.point)
    if let reason = evaluator.interruption { return .stopped(reason) }
    evaluator.countPreconditionerRefresh()
    line.begin(at: LineSample(step: 0, value: iterate.value, slope: 0))
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
      guard let sample = line.sample(at: 1, from: iterate, evaluator: &evaluator) else {
        (damping, growth) = (firstDamping, firstGrowth)
        return .stopped(evaluator.refusal)
      }
      let gain = (iterate.value - sample.value) / predicted
      guard gain > 0 else {
        increaseDamping()
        continue
      }
      decreaseDamping(gain: gain)
      keepLargestDiagonal()
      return line.accept(sample, into: &iterate)
    }
    Vector.scale(-1, iterate.gradient, into: &line.direction)
    return .stopped(line.explainFailure(from: iterate, evaluator: &evaluator))
  }

  /// The damping, and the largest diagonal so far.
  public var state: MinimizerState {
    MinimizerState(
      name: name, vectors: ["damping": [damping, growth], "largestDiagonal": largestDiagonal])
  }

  /// Takes a state back.
  public mutating func restore(_ state: MinimizerState) throws(OptimizationError) {
    try state.expect(name)
    let restored = try state.vector("damping", count: 2)
    largestDiagonal = try state.vector("largestDiagonal", count: parameterCount)
    (damping, growth) = (restored[0], restored[1])
  }
}

extension LevenbergMarquardt where Model: ~Copyable {
  /// A at x, and D.
  private mutating func assemble(at point: [Double]) {
    system.assemble { model.assemble(at: point.span, into: $0) }
    for index in scales.indices {
      let largest = max(largestDiagonal[index], system.diagonal(index))
      scales[index] = largest > 0 ? largest : 1
    }
  }

  /// Remembers the diagonal of A, once the iteration is done.
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

  /// Whether x + h can't be told from x, or the predicted decrease is far below a unit in the last
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
