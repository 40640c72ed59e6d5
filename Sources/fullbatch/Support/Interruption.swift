import Foundation
import Optimization
import Synchronization

/// Whether SIGINT or SIGTERM has arrived.
///
/// A run then ends within a second, wherever it is, and writes what it has reached. One wish may
/// arrive as several signals: `timeout` sends its own to the process and to its group. So what
/// arrives within half a second of the first is the same wish; a signal that arrives later ends the
/// process at once. So does one before training, when there is
/// nothing to keep.
enum Interruption {
  /// What a run is handed, so that it ends inside long work, too.
  static let token = StopToken()
  /// When the first signal arrived, in nanoseconds of the monotonic clock; 0 before it.
  private static let firstArrival = Atomic<UInt64>(0)
  /// How long after the first a signal is a part of the same wish, in nanoseconds.
  private static let repetition: UInt64 = 500_000_000

  /// Whether the run should end.
  static var isRequested: Bool { token.isStopRequested }

  /// Listens from now on: once the examples are laid out.
  static func listen() {
    // A signal handler must not be the first to make them.
    _ = (token, firstArrival.load(ordering: .relaxed))
    // The handler may call only what is safe at any place: atomics, clock_gettime, signal, raise.
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
