import Foundation

/// Standard output for results, standard error for everything else.
enum Terminal {
  /// Whether standard error is a terminal that a progress line may be redrawn on.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether standard output is a terminal.
  static var showsResults: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Prints a line of the result; exits if it can't be written, for example on a full disk.
  static func print(_ line: String) {
    do {
      try write(line + "\n", to: .standardOutput)
    } catch {
      complain("standard output: can't be written (check its target and the free space there)")
      Foundation.exit(ExitStatus.inputOutput.rawValue)
    }
  }

  /// Prints a line that is not a result.
  static func note(_ line: String) {
    try? write(line + "\n", to: .standardError)
  }

  /// Redraws the last line of a terminal.
  static func redraw(_ line: String) {
    try? write("\r\u{1B}[K" + line, to: .standardError)
  }

  private static func write(_ text: String, to handle: FileHandle) throws {
    try handle.write(contentsOf: Data(text.utf8))
  }

  /// Prints an error as one line.
  static func complain(_ message: String) {
    note("fullbatch: " + message.replacing("\n", with: " "))
  }

  /// Prints the new name of an option that was given by its former name.
  static func noteRenamed(_ former: String, _ name: String) {
    complain("\(former) is now \(name)")
  }
}
