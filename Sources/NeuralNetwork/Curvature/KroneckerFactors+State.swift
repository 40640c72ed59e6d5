public import Optimization

extension KroneckerFactors {
  /// What the factors can be computed from again.
  public var state: KroneckerFactorsState {
    KroneckerFactorsState(
      damping: damping, adaptation: steps,
      refresh: lastFraction.map { .init(point: lastPoint, sampleFraction: $0) })
  }

  /// Computes the factors of a saved state again.
  public func restore(
    _ state: KroneckerFactorsState, in context: EvaluationContext
  ) throws(OptimizationError) {
    (damping, steps) = (state.damping, state.adaptation)
    lastFraction = state.refresh?.sampleFraction
    lastPoint = state.refresh?.point ?? []
    guard let refresh = state.refresh else { return }
    guard let sample = examples.sample(fraction: refresh.sampleFraction) else {
      throw .unsuitableState(minimizer: "the Kronecker factors", reason: "it has other subsamples")
    }
    guard refresh.point.count == examples.layout.parameterCount else {
      throw .unsuitableState(
        minimizer: "the Kronecker factors",
        reason: "its point has \(refresh.point.count) parameters")
    }
    _ = self.refresh(at: refresh.point.span, sample: sample, stopToken: context.stopToken)
  }
}

/// What ``KroneckerFactors`` can be computed from again, for a checkpoint.
public struct KroneckerFactorsState: Hashable, Codable, Sendable {
  /// The damping of the last refresh.
  var damping: Double
  /// The steps since the last refresh.
  var adaptation: DampingAdaptation
  /// The last refresh; `nil` before the first.
  var refresh: Refresh?

  /// A point, and the fraction of the examples that the factors were computed from there.
  struct Refresh: Hashable, Codable, Sendable {
    var point: [Double]
    var sampleFraction: Double
  }
}

/// Counts the steps of a run that had the length 1, as a good model of the curvature gives.
///
/// Where nearly all have, the model may be trusted further than its damping does; where many have
/// not, less far. The limits and the factor are the best of a few on three networks
/// (`docs/algorithms/kronecker-lbfgs.md`); others do nearly as well.
struct DampingAdaptation: Hashable, Codable {
  private(set) var count = 0
  private(set) var fullCount = 0

  /// Notes the length of an accepted step.
  mutating func note(_ step: Double) {
    count += 1
    if step == 1 { fullCount += 1 }
  }

  /// A damping, smaller by 0.7 after at least nine full steps of ten, larger by as much after at
  /// most seven; the same where there are fewer than five steps to go by.
  func adapted(_ damping: Double) -> Double {
    guard count >= 5 else { return damping }
    let fraction = Double(fullCount) / Double(count)
    return fraction >= 0.9 ? damping * 0.7 : fraction <= 0.7 ? damping / 0.7 : damping
  }
}
