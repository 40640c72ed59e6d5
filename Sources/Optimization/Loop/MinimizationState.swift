/// The state of a run between two iterations, for a checkpoint.
///
/// A run of n iterations, and one of k iterations whose state is saved, restored and continued for
/// n − k more, give the same bits.
///
/// Its vectors share their memory with the run until either of them changes, so that taking a state
/// does not copy them immediately: the next iteration copies the few vectors that it overwrites.
public struct MinimizationState<MinimizerState: Hashable & Codable & Sendable>: Hashable, Codable,
  Sendable
{
  /// The number of completed iterations.
  public var iteration: Int
  /// The current point.
  public var iterate: Iterate
  /// The evaluated point with the lowest finite value.
  public var best: Iterate?
  /// Whether the run has continued from the best point, or it was only a trial point.
  public var wasBestVisited: Bool
  /// The power of 2 by which values and gradients are multiplied for the minimizer: 1 unless they
  /// are near the limits of Double's range.
  public var scale: Double
  /// The largest ‖x‖∞ of the run's iterates.
  public var size: Double
  /// The number of consecutive iterations, up to the last, that moved by less than the rounding of
  /// ``size``.
  public var shortMoves: Int
  /// The last iteration, unless the run has moved to a better trial point since; `nil` before the
  /// first.
  public var lastMove: LastMove?
  /// ‖∇f(x₀)‖∞, the scale of ``StoppingCriteria/relativeGradientTolerance``.
  public var firstGradientNorm: Double
  /// The evaluations so far.
  public var evaluations: EvaluationCounts
  /// The duration so far, in seconds.
  public var seconds: Double
  /// The minimizer's own state.
  public var minimizer: MinimizerState

  /// Creates a state from what a checkpoint saved.
  public init(
    iteration: Int, iterate: Iterate, best: Iterate?, firstGradientNorm: Double,
    evaluations: EvaluationCounts, seconds: Double, minimizer: MinimizerState,
    wasBestVisited: Bool = true, scale: Double = 1, size: Double = 0, shortMoves: Int = 0,
    lastMove: LastMove? = nil
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
    self.lastMove = lastMove
  }
}

/// What an iteration has changed, for the criteria that judge its progress.
///
/// They are checked before the next iteration, so that a run that is resumed ends where an
/// uninterrupted one does.
public struct LastMove: Hashable, Codable, Sendable {
  /// f(x) before the iteration.
  public var previousValue: Double
  /// ‖Δx‖∞.
  public var distance: Double

  /// Creates a move.
  public init(previousValue: Double, distance: Double) {
    self.previousValue = previousValue
    self.distance = distance
  }
}
