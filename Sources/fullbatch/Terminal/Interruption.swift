import Foundation
import Optimization
import Synchronization

/// Whether SIGINT or SIGTERM has arrived.
///
/// A run then ends within a second and saves its result. One request may arrive as several signals:
/// `timeout` sends one to the process and one to its group. Signals within half a second of the
/// first therefore count as the same request; a later one ends the process at once, and so does a
/// signal before training, when there is nothing to save.
enum Interruption {
  /// The token that ends a run, even during long work.
  static let token = StopToken()
  /// When the first signal arrived, in nanoseconds of the monotonic clock; 0 before it.
  private static let firstArrival = Atomic<UInt64>(0)
  /// The time after the first signal in which others count as the same request, in nanoseconds.
  private static let repetition: UInt64 = 500_000_000

  /// Whether the run should end.
  static var isRequested: Bool { token.isStopRequested }

  /// Installs the signal handlers; called once the examples are laid out.
  static func listen() {
    // A signal handler must not be the first to initialize them.
    _ = (token, firstArrival.load(ordering: .relaxed))
    // The handler may call only async-signal-safe functions: atomics, clock_gettime, signal, raise.
    for number in [SIGINT, SIGTERM] {
      signal(number) { received in
        let now = Interruption.nanoseconds
        let (isFirst, first) = Interruption.firstArrival.compareExchange(
          expected: 0, desired: now, ordering: .relaxed)
        Interruption.token.requestStop()
        if !isFirst, now &- first > Interruption.repetition {
          signal(received, SIG_DFL)
          raise(received)
        }
      }
    }
  }

  /// The time of the monotonic clock.
  private static var nanoseconds: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
