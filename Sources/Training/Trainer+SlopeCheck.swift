public import Optimization
internal import Random

extension Trainer {
  /// Holds the gradient against differences of the cost, along one random direction, at θ₀ or where
  /// a run is resumed: what a run is not worth beginning without.
  ///
  /// It changes nothing: the run that follows has the same bits and counts. Once the token has cut it
  /// short (`StopToken.hasCutWork`), what it returns has no meaning.
  ///
  /// - Complexity: about two evaluations.
  public mutating func checkSlope(
    resuming state: MinimizationState? = nil, interruptedBy token: StopToken = StopToken()
  ) -> SlopeCheck {
    objective.watch(token)
    defer { objective.watch(nil) }
    var generator = SplitMix64(seed: configuration.seed)
    return Optimization.checkSlope(
      of: &objective, at: state?.iterate.point ?? start, using: &generator)
  }
}
