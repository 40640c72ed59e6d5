import Foundation
import Synchronization

/// Whether SIGINT or SIGTERM has arrived.
///
/// A run then ends after the iteration, or within the epoch, that it is in, and writes what it has
/// reached. A second signal ends the process at once.
enum Interruption {
  private static let requested = Atomic<Bool>(false)

  /// Whether the run should end.
  static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Listens from now on.
  static func listen() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { received in
        Interruption.requested.store(true, ordering: .relaxed)
        signal(received, SIG_DFL)
      }
    }
  }
}
