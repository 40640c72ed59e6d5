public import Optimization
internal import Random

/// The state in the form of a minimizer's, which is what a ``Checkpoint`` keeps.
///
/// Cost and gradient, which mini-batches do not know, are NaN there. The generator's 64-bit words
/// are kept as halves, since a checkpoint's numbers are doubles.
extension StochasticGradientDescent.State {
  private static var minimizer: String { "stochastic gradient descent" }

  /// The state in a checkpoint's form.
  public var minimizationState: MinimizationState {
    let iterate = Iterate(
      point: parameters, value: .nan,
      gradient: [Double](repeating: .nan, count: parameters.count))
    let halves = generator.state.flatMap { [$0 >> 32, $0 & 0xFFFF_FFFF] }
    return MinimizationState(
      iteration: epoch, iterate: iterate, best: iterate, firstGradientNorm: .nan,
      evaluations: EvaluationCounts(values: Double(epoch), gradients: Double(epoch)),
      seconds: seconds,
      minimizer: MinimizerState(
        name: Self.minimizer,
        vectors: ["velocity": velocity, "generator": halves.map { Double($0) }]))
  }

  /// Reads the state from a checkpoint's form.
  ///
  /// - Throws: `OptimizationError` when it is of another algorithm, or no such state.
  public init(_ state: MinimizationState) throws(OptimizationError) {
    try state.minimizer.expect(Self.minimizer)
    let halves = try state.minimizer.vector("generator", count: 8).compactMap {
      UInt64(exactly: $0)
    }
    let words = stride(from: 0, to: halves.count - 1, by: 2).map {
      halves[$0] << 32 | halves[$0 + 1]
    }
    guard halves.allSatisfy({ $0 < 1 << 32 }), let generator = Xoshiro256StarStar(state: words)
    else {
      throw .unsuitableState(
        minimizer: Self.minimizer, reason: "'generator' is no state of the generator")
    }
    guard state.iteration >= 0 else {
      throw .unsuitableState(minimizer: Self.minimizer, reason: "it has run no number of epochs")
    }
    self.init(
      epoch: state.iteration, parameters: state.iterate.point,
      velocity: try state.minimizer.vector("velocity"), generator: generator,
      seconds: state.seconds)
  }

  /// Throws unless the state has as many parameters as another, and a velocity like it.
  func expect(like other: Self) throws(OptimizationError) {
    guard parameters.count == other.parameters.count, velocity.count == other.velocity.count else {
      throw .unsuitableState(
        minimizer: Self.minimizer, reason: "it is not of \(other.parameters.count) parameters")
    }
  }
}
