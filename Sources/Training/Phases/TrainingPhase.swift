internal import LinearAlgebra
internal import NeuralNetwork
public import Optimization

/// A phase of a training run: the examples whose cost it lowers, and the kind of algorithm.
///
/// A run is a list of phases. Each continues from the parameters at which the one before it has
/// finished; the last one ends the run.
enum TrainingPhase: Hashable, Sendable {
  /// Epochs of mini-batch gradient descent.
  case miniBatches
  /// Stochastic natural-gradient descent on mini-batches of all examples.
  case naturalGradient
  /// The full-batch minimizer on the cost over a sample, the first blocks of the examples.
  case sample(blocks: Range<Int>)
  /// The full-batch minimizer on the cost over all examples.
  case fullBatch
}

extension TrainingConfiguration {
  /// The phases of a run: for mini-batch gradient descent its epochs; for the full-batch minimizers
  /// the samples, each larger than the one before it, and all examples; by default, for the
  /// minimizer with Kronecker factors, natural-gradient descent and all examples.
  func phases(
    on objective: borrowing NetworkObjective<some BLASScalar>
  ) -> [TrainingPhase] {
    if minimizer.usesMiniBatches { return [.miniBatches] }
    if sampleFractions == nil, minimizer == .kroneckerLBFGS,
      NaturalGradientDescent.isUseful(for: objective)
    {
      return [.naturalGradient, .fullBatch]
    }
    let fractions = sampleFractions ?? []
    precondition(zip(fractions, fractions.dropFirst()).allSatisfy(<), "samples grow")
    var samples: [Range<Int>] = []
    for fraction in fractions {
      let blocks = objective.firstBlocks(fraction: fraction)
      if blocks.count > samples.last?.count ?? 0, blocks != objective.blocks {
        samples.append(blocks)
      }
    }
    return samples.map { .sample(blocks: $0) } + [.fullBatch]
  }
}

/// How a phase has ended.
enum PhaseOutcome {
  /// The next phase begins with this state.
  case finished(TrainingState)
  /// A limit, a request or a failure ends the run at the parameters of this state, where the cost
  /// over all examples is not known.
  case stopped(StopReason, TrainingState)
  /// The run ends with this result.
  case ended(TrainingResult)
}

/// What several phases of a run have done together.
public struct RunTotals: Hashable, Codable, Sendable {
  /// The number of iterations or epochs.
  public var iterations = 0
  /// The evaluations, in units of one over all examples; an epoch counts as one.
  ///
  /// Every count is the Double nearest to a multiple of 1/m: it does not accumulate rounding errors.
  public var evaluations = EvaluationCounts()
  /// The duration in seconds, without what was measured between epochs.
  public var seconds = 0.0

  /// Creates the totals of no phase.
  public init() {}

  /// The totals with evaluations over `examples` of `count` examples added.
  func adding(
    iterations: Int = 0, _ evaluations: EvaluationCounts, over examples: Int, of count: Int,
    seconds: Double = 0
  ) -> RunTotals {
    func sum(_ all: Double, _ some: Double) -> Double {
      ((all * Double(count)).rounded() + (some * Double(examples)).rounded()) / Double(count)
    }
    let own = self.evaluations
    var totals = self
    totals.iterations += iterations
    totals.evaluations = EvaluationCounts(
      gradients: sum(own.gradients, evaluations.gradients),
      hessianProducts: sum(own.hessianProducts, evaluations.hessianProducts),
      preconditionerRefreshes: sum(
        own.preconditionerRefreshes, evaluations.preconditionerRefreshes))
    totals.seconds += seconds
    return totals
  }
}
