public import Optimization

extension KroneckerFactors {
  /// The data from which the factors can be recomputed.
  public var state: KroneckerFactorsState {
    KroneckerFactorsState(
      damping: damping, adaptation: steps, refreshPoint: lastPoint.isEmpty ? nil : lastPoint)
  }

  /// Recomputes the factors of a saved state.
  public func restore(
    _ state: KroneckerFactorsState, interruptedBy token: StopToken
  ) throws(OptimizationError) {
    (damping, steps) = (state.damping, state.adaptation)
    lastPoint = state.refreshPoint ?? []
    guard let point = state.refreshPoint else { return }
    guard point.count == examples.layout.parameterCount else {
      throw .unsuitableState(
        minimizer: "the Kronecker factors", reason: "its point has \(point.count) parameters")
    }
    _ = refresh(at: point.span, damping: damping, interruptedBy: token)
  }
}

/// The data from which ``KroneckerFactors`` can be recomputed, for a checkpoint.
public struct KroneckerFactorsState: Hashable, Codable, Sendable {
  /// The damping of the last refresh.
  var damping: Double
  /// The steps since the last refresh.
  var adaptation: DampingAdaptation
  /// The point of the last refresh; `nil` before the first.
  var refreshPoint: [Double]?
}

/// Counts the steps of length 1, which a good model of the curvature gives, to adapt the damping.
///
/// If nearly all steps have length 1, the damping is decreased; if many have not, it is increased.
/// The limits and the factor are the best of a few on three networks
/// (`docs/algorithms/kronecker-lbfgs.md`); others are nearly as good.
struct DampingAdaptation: Hashable, Codable {
  private(set) var count = 0
  private(set) var fullCount = 0

  /// Notes the length of an accepted step.
  mutating func note(_ step: Double) {
    count += 1
    if step == 1 { fullCount += 1 }
  }

  /// A damping, multiplied by 0.7 if at least nine tenths of the steps had length 1, divided by 0.7
  /// if at most seven tenths had; unchanged after fewer than five steps.
  func adapted(_ damping: Double) -> Double {
    guard count >= 5 else { return damping }
    let fraction = Double(fullCount) / Double(count)
    return fraction >= 0.9 ? damping * 0.7 : fraction <= 0.7 ? damping / 0.7 : damping
  }
}
