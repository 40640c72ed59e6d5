internal import Synchronization

/// Asks work to stop: from another thread, from a signal handler, or at a deadline.
///
/// A caller hands one to ``minimize(_:from:using:stoppingWhen:interruptedBy:observing:)`` and
/// raises it with ``requestStop()``. The run makes a token of its own, linked to the caller's and
/// with the time limit for its deadline, and shows it to the objective
/// (``Objective/watch(_:)``). Long work asks ``cutsWork()`` between its pieces, a few milliseconds
/// each, and leaves the rest undone after a yes. The token remembers that yes, and the run, which
/// sees it in ``hasCutWork``, discards what came of the work.
///
/// A stop can't be taken back: a raised token stays raised.
public final class StopToken: Sendable {
  private let isRaised = Atomic<Bool>(false)
  private let wasHeeded = Atomic<Bool>(false)
  private let source: StopToken?
  private let deadline: ContinuousClock.Instant?

  /// Makes a token that is raised by ``requestStop()``, by another token, or by the clock.
  ///
  /// - Parameters:
  ///   - source: a token that raises this one, too; by default none.
  ///   - deadline: when the token counts as raised; by default never.
  public init(linkedTo source: StopToken? = nil, deadline: ContinuousClock.Instant? = nil) {
    self.source = source
    self.deadline = deadline
  }

  /// Raises the token.
  ///
  /// It is one atomic store, so a signal handler may call it.
  public func requestStop() {
    isRaised.store(true, ordering: .relaxed)
  }

  /// Whether the token is raised.
  ///
  /// - Complexity: an atomic load, and a look at the clock where there is a deadline: less than
  ///   0.1 µs.
  public var isStopRequested: Bool {
    if wasRequested { return true }
    guard let deadline, ContinuousClock.now >= deadline else { return false }
    isRaised.store(true, ordering: .relaxed)
    return true
  }

  /// Whether the work that asks has to leave its rest undone; a yes is remembered in
  /// ``hasCutWork``.
  public func cutsWork() -> Bool {
    guard isStopRequested else { return false }
    wasHeeded.store(true, ordering: .relaxed)
    return true
  }

  /// Whether some work was left undone for this token.
  public var hasCutWork: Bool { wasHeeded.load(ordering: .relaxed) }

  /// Whether the token or its source was raised, whatever the clock says.
  private var wasRequested: Bool {
    isRaised.load(ordering: .relaxed) || source?.isStopRequested == true
  }
}
