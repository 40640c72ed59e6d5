/// An algorithm that moves an iterate downhill, together with its workspace for n parameters.
///
/// The object is made once and may serve many runs; each run starts with ``reset()``. What can be
/// chosen is in a nested, copyable `Configuration`. An iteration allocates nothing.
public protocol Minimizer: ~Copyable {
  /// The algorithm's name, such as "L-BFGS".
  var name: String { get }

  /// n.
  var parameterCount: Int { get }

  /// Forgets everything that earlier iterations have taught it.
  mutating func reset()

  /// Does one iteration.
  ///
  /// - Parameters:
  ///   - iterate: where it starts, evaluated and finite; where it arrives, evaluated and finite.
  ///     Left as it was when the iteration is not completed.
  ///   - evaluator: the way to the objective.
  mutating func advance<Function: Objective & ~Copyable>(
    _ iterate: inout Iterate, evaluator: inout Evaluator<Function>
  ) -> IterationOutcome

  /// Turns to an objective that has taken in more of its terms: a function close to the one before.
  ///
  /// The default is ``reset()``; a minimizer whose memory still serves keeps it.
  mutating func objectiveDidChange()

  /// What it remembers; together with the iterate, all that the next iteration depends on.
  var state: MinimizerState { get }

  /// Remembers what the minimizer with this ``state`` did.
  mutating func restore(_ state: MinimizerState) throws(OptimizationError)
}

extension Minimizer where Self: ~Copyable {
  /// Forgets everything.
  public mutating func objectiveDidChange() { reset() }
}

/// How an iteration ended.
public enum IterationOutcome: Sendable {
  /// The iterate has moved: α, below 0 for a step backwards, and the largest change of a parameter,
  /// ‖Δx‖∞.
  case moved(stepLength: Double, distance: Double)
  /// The iterate could not be moved.
  case stopped(StopReason)
}
