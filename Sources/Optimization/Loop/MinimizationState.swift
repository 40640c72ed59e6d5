/// Everything a run is made of between two iterations: what a checkpoint keeps.
///
/// A run of n iterations, and one of k iterations whose state is saved, restored and taken n − k
/// further, give the same bits.
public struct MinimizationState: Hashable, Codable, Sendable {
  /// How many iterations are done.
  public var iteration: Int
  /// The current point.
  public var iterate: Iterate
  /// The best point so far.
  public var best: Iterate
  /// Whether the run has gone on from the best point, or it was only a trial.
  public var wasBestVisited: Bool
  /// The power of 2 that the minimizer sees values and gradients multiplied with, 1 but for values
  /// near the ends of Double's range.
  public var scale: Double
  /// The largest ‖x‖∞ of the run's iterates.
  public var size: Double
  /// How many of the last iterations in a row have moved by less than the rounding of ``size``.
  public var shortMoves: Int
  /// ‖∇f(x₀)‖∞, the scale of ``StoppingCriteria/relativeGradientTolerance``.
  public var firstGradientNorm: Double
  /// What the objective has been asked so far.
  public var evaluations: EvaluationCounts
  /// Seconds so far.
  public var seconds: Double
  /// What the minimizer remembers.
  public var minimizer: MinimizerState

  /// Puts a state together from what a checkpoint kept.
  public init(
    iteration: Int, iterate: Iterate, best: Iterate, firstGradientNorm: Double,
    evaluations: EvaluationCounts, seconds: Double, minimizer: MinimizerState,
    wasBestVisited: Bool = true, scale: Double = 1, size: Double = 0, shortMoves: Int = 0
  ) {
    self.iteration = iteration
    self.iterate = iterate
    self.best = best
    self.firstGradientNorm = firstGradientNorm
    self.evaluations = evaluations
    self.seconds = seconds
    self.minimizer = minimizer
    self.wasBestVisited = wasBestVisited
    self.scale = scale
    self.size = size
    self.shortMoves = shortMoves
  }
}
