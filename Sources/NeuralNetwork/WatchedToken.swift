internal import Optimization

/// The token that may cut an engine's work short, for everything that shares the engine's memory.
final class WatchedToken: @unchecked Sendable {
  /// Changed only between pieces of work.
  var token: StopToken?

  /// Whether the work that asks has to leave its rest undone.
  func cutsWork() -> Bool { token?.cutsWork() ?? false }

  /// Whether work has been left undone since the token is watched.
  var hasCutWork: Bool { token?.hasCutWork ?? false }
}
