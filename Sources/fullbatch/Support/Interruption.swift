import Foundation
import Optimization

/// Whether SIGINT or SIGTERM has arrived.
///
/// A run then ends within a second, wherever it is, and writes what it has reached. A second signal
/// ends the process at once.
enum Interruption {
  /// What a run is handed, so that it ends inside long work, too.
  static let token = StopToken()

  /// Whether the run should end.
  static var isRequested: Bool { token.isStopRequested }

  /// Listens from now on.
  static func listen() {
    // A signal handler must not be the first to make it.
    _ = token
    for number in [SIGINT, SIGTERM] {
      signal(number) { received in
        Interruption.token.requestStop()
        signal(received, SIG_DFL)
      }
    }
  }
}
