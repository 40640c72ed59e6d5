internal import LinearAlgebra
internal import NeuralNetwork
internal import Optimization

/// Examples outside a sample, which tell whether a run still lowers the cost of all examples, or
/// fits the sample only.
///
/// Every fifth iteration their mean loss is computed. They are always the same ones, so that two
/// losses can be compared; when the loss has not decreased since the check before, the sample is
/// done.
final class UnseenExamples<Scalar: BLASScalar> {
  /// The checks so far.
  var checks = UnseenChecks()
  /// The cost over the unseen examples.
  private var objective: NetworkObjective<Scalar>

  /// The examples after those of a sample, a quarter as many.
  init(after sample: borrowing NetworkObjective<Scalar>) {
    objective = sample.overBlocks(sample.unseenBlocks)
  }

  /// The number of iterations from one check to the next.
  static var interval: Int { 5 }

  /// The number of the examples.
  var exampleCount: Int { objective.exampleCount }

  /// Checks θ, if a check is due after some iterations of the phase.
  ///
  /// A check that the token cuts short does not count; a run that is resumed repeats it.
  ///
  /// - Returns: whether the mean loss has not decreased since the check before.
  func showNoProgress(
    at parameters: [Double], after iterations: Int, interruptedBy token: StopToken
  ) -> Bool {
    guard iterations / Self.interval > checks.count else { return false }
    objective.watch(token)
    defer { objective.watch(nil) }
    let loss = objective.terms(at: parameters.span).data
    guard !token.hasCutWork else { return false }
    let last = checks.lastLoss
    checks = UnseenChecks(count: checks.count + 1, lastLoss: loss)
    // A loss that is not a number has not decreased.
    return last.map { !(loss < $0) } ?? false
  }
}

/// The checks of a phase on a sample with unseen examples.
public struct UnseenChecks: Hashable, Codable, Sendable {
  /// Their number, one for five iterations.
  public var count: Int
  /// The mean loss of the unseen examples at the last check, without the regularization; `nil`
  /// before the first.
  public var lastLoss: Double?

  /// Creates checks; by default none.
  public init(count: Int = 0, lastLoss: Double? = nil) {
    self.count = count
    self.lastLoss = lastLoss
  }
}
