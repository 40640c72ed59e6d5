/// Measures how long a run has taken, on top of the time that its earlier parts took.
struct Stopwatch: Sendable {
  private let start = ContinuousClock.now
  private let before: Duration

  /// Starts at the time that earlier parts of the run took.
  init(startingAt before: Duration = .zero) {
    self.before = before
  }

  /// The time at which the run will have taken a duration.
  func instant(after duration: Duration) -> ContinuousClock.Instant {
    start + (duration - before)
  }

  var elapsed: Duration { before + (ContinuousClock.now - start) }
}

extension Duration {
  /// The duration as a number of seconds.
  var seconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
