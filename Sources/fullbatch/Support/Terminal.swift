import Foundation

/// Standard output for results, standard error for everything else.
enum Terminal {
  /// Whether standard error is a terminal that a progress line may be redrawn on.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  /// Prints a line of the result.
  static func print(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  /// Prints a line that is not a result.
  static func note(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  /// Redraws the last line of a terminal.
  static func redraw(_ line: String) {
    FileHandle.standardError.write(Data(("\r\u{1B}[K" + line).utf8))
  }

  /// Prints the one line of an error.
  static func complain(_ message: String) {
    note("fullbatch: " + message.replacing("\n", with: " "))
  }
}
