internal import Synchronization

/// A request to stop work, from another thread, from a signal handler, or at a deadline.
///
/// A caller passes one to ``minimize(_:from:using:stoppingWhen:interruptedBy:observing:)`` and
/// raises it with ``requestStop()``. The run creates its own token, linked to the caller's and with
/// the time limit as its deadline, and passes it to the objective (``Objective/watch(_:)``). Long
/// work calls ``cutsWork()`` between pieces of a few milliseconds, and stops once it returns
/// `true`. From then on ``hasCutWork`` is `true`, and the run discards the result of that work.
///
/// A stop can't be taken back: a raised token stays raised.
public final class StopToken: Sendable {
  private let isRaised = Atomic<Bool>(false)
  private let wasHeeded = Atomic<Bool>(false)
  private let source: StopToken?
  private let deadline: ContinuousClock.Instant?

  /// Creates a token that is raised by ``requestStop()``, by another token, or by the clock.
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
  /// - Complexity: an atomic load, and a reading of the clock if there is a deadline: less than 0.1
  ///   µs.
  public var isStopRequested: Bool {
    if wasRequested { return true }
    guard let deadline, ContinuousClock.now >= deadline else { return false }
    isRaised.store(true, ordering: .relaxed)
    return true
  }

  /// Whether the calling work must stop; `true` is recorded in ``hasCutWork``.
  public func cutsWork() -> Bool {
    guard isStopRequested else { return false }
    wasHeeded.store(true, ordering: .relaxed)
    return true
  }

  /// Whether work was cut short: ``cutsWork()`` has returned `true`.
  public var hasCutWork: Bool { wasHeeded.load(ordering: .relaxed) }

  /// Whether the token or its source was raised, regardless of deadlines.
  private var wasRequested: Bool {
    isRaised.load(ordering: .relaxed) || source?.isStopRequested == true
  }
}
