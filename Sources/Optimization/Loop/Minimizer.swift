/// An algorithm that moves an iterate downhill, together with its workspace for n parameters.
///
/// It is created once and can be used for many runs; each run starts with ``reset()``. Its options
/// are in a nested, copyable `Configuration`. An iteration allocates nothing.
public protocol Minimizer: ~Copyable {
  /// The state that it keeps from one iteration to the next.
  associatedtype State: Hashable, Codable, Sendable

  /// The algorithm's name, such as "L-BFGS".
  var name: String { get }

  /// n.
  var parameterCount: Int { get }

  /// Discards all information from earlier iterations.
  mutating func reset()

  /// Performs one iteration.
  ///
  /// - Parameters:
  ///   - iterate: the point before the iteration, replaced by the point after it, both evaluated
  ///     and finite. Unchanged if the iteration is not completed.
  ///   - evaluator: the only access to the objective.
  /// - Returns: the distance that the iterate has moved, or why it did not move.
  mutating func advance<Function: Objective & ~Copyable>(
    _ iterate: inout Iterate, evaluator: inout Evaluator<Function>
  ) -> IterationOutcome

  /// The state for a checkpoint: the next iteration depends only on it and the iterate.
  var state: State { get }

  /// Continues from a saved ``state``.
  ///
  /// - Parameters:
  ///   - state: the saved state.
  ///   - token: may cut the work of restoring it short; see ``StopToken/cutsWork()``.
  /// - Throws: ``OptimizationError`` if the state belongs to another number of parameters or
  ///   another configuration.
  mutating func restore(
    _ state: State, interruptedBy token: StopToken
  ) throws(OptimizationError)
}

/// How an iteration ended.
public enum IterationOutcome: Sendable {
  /// The iterate has moved, by the step α (negative for a step backwards), with ‖Δx‖∞ the largest
  /// change of a parameter.
  case moved(stepLength: Double, distance: Double)
  /// The iterate could not be moved.
  case stopped(StopReason)
}

/// An error in the data given to a minimizer.
public enum OptimizationError: Error, Hashable, Sendable {
  /// A saved state belongs to another minimizer, or to this one with another configuration or size.
  case unsuitableState(minimizer: String, reason: String)
}

extension OptimizationError: CustomStringConvertible {
  /// One sentence: what is wrong.
  public var description: String {
    switch self {
    case .unsuitableState(let minimizer, let reason):
      "the saved state does not fit \(minimizer): \(reason)"
    }
  }
}
