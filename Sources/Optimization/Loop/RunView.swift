/// A view of a run between two iterations, for an observer.
///
/// Creating it copies nothing: ``parameters`` shares the run's memory. Call ``state()`` only when a
/// checkpoint is due.
public struct RunView<State>: ~Copyable {
  /// x, the current point.
  public let parameters: [Double]
  private let takeState: () -> State

  private init(parameters: [Double], takeState: @escaping () -> State) {
    self.parameters = parameters
    self.takeState = takeState
  }

  /// Returns the state that a later run can be resumed from.
  ///
  /// - Complexity: a few allocations. The next iteration then copies the vectors that it overwrites.
  public func state() -> State { takeState() }

  /// Calls a function with a view that is valid for the duration of the call.
  package static func withView<Result>(
    of parameters: [Double], state: () -> State, _ body: (borrowing RunView) -> Result
  ) -> Result {
    withoutActuallyEscaping(state) { body(RunView(parameters: parameters, takeState: $0)) }
  }
}

/// A function that a run calls at its starting point and after each iteration, with a record of the
/// iteration and a view of the run.
public typealias IterationObserver<MinimizerState: Hashable & Codable & Sendable> = (
  IterationRecord, borrowing RunView<MinimizationState<MinimizerState>>
) -> ObserverDecision
