/// An algorithm that moves an iterate downhill, together with its workspace for n parameters.
///
/// It is created once and may serve many runs; each run starts with ``reset()``. Its options are in
/// a nested, copyable `Configuration`. An iteration allocates nothing.
public protocol Minimizer: ~Copyable {
  /// What it remembers from one iteration to the next.
  associatedtype State: Hashable, Codable, Sendable

  /// The algorithm's name, such as "L-BFGS".
  var name: String { get }

  /// n.
  var parameterCount: Int { get }

  /// Forgets everything that earlier iterations have taught it.
  mutating func reset()

  /// Performs one iteration.
  ///
  /// - Parameters:
  ///   - iterate: where it starts, evaluated and finite; where it arrives, evaluated and finite.
  ///     Unchanged when the iteration is not completed.
  ///   - evaluator: the only access to the objective.
  /// - Returns: how far the iterate has moved, or why it could not be moved.
  mutating func advance<Function: Objective & ~Copyable>(
    _ iterate: inout Iterate, evaluator: inout Evaluator<Function>
  ) -> IterationOutcome

  /// Adapts to an objective whose subsample has grown: a function close to the one before.
  ///
  /// The default is ``reset()``; a minimizer whose memory is still of use keeps it.
  mutating func objectiveDidChange()

  /// What it remembers; together with the iterate, all that the next iteration depends on.
  var state: State { get }

  /// Continues from a saved ``state``.
  ///
  /// - Parameters:
  ///   - state: the saved state.
  ///   - context: the subsample and the stop token of the run that is resumed.
  /// - Throws: ``OptimizationError`` when the state is of another number of parameters or another
  ///   configuration.
  mutating func restore(
    _ state: State, in context: EvaluationContext
  ) throws(OptimizationError)
}

extension Minimizer where Self: ~Copyable {
  /// Forgets everything.
  public mutating func objectiveDidChange() { reset() }
}

/// What work beside the objective has to follow, such as the making of a preconditioner: the
/// subsample that the objective is on, and the token that may cut long work short.
public struct EvaluationContext: Sendable {
  /// The subsample; `nil` for the full batch.
  public let subsample: Subsample?
  /// Long work calls ``StopToken/cutsWork()`` between its pieces.
  public let stopToken: StopToken

  /// Creates a context; by default of the full batch, and never cut short.
  public init(subsample: Subsample? = nil, stopToken: StopToken = StopToken()) {
    self.subsample = subsample
    self.stopToken = stopToken
  }
}

/// How an iteration ended.
public enum IterationOutcome: Sendable {
  /// The iterate has moved: α, negative for a step backwards, and the largest change of a
  /// parameter, ‖Δx‖∞.
  case moved(stepLength: Double, distance: Double)
  /// The iterate could not be moved.
  case stopped(StopReason)
}
