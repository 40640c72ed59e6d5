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
    evaluations: EvaluationCounts, seconds: Double, minimizer: MinimizerState
  ) {
    self.iteration = iteration
    self.iterate = iterate
    self.best = best
    self.firstGradientNorm = firstGradientNorm
    self.evaluations = evaluations
    self.seconds = seconds
    self.minimizer = minimizer
  }
}
