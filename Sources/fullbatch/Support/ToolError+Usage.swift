import ArgumentParser

extension ToolError {
  /// An error that is not the tool's own, in one line: a command line that can't be understood, or
  /// else a mistake of the tool.
  ///
  /// The parser tells of a mistake in several lines, a list of what is possible and the usage among
  /// them; here the list stands in the line, and the help of the command is pointed to.
  init(_ error: any Error) {
    guard Fullbatch.exitCode(for: error) == .validationFailure else {
      self.init(exitCode: .software, message: "\(error) (this is a fault of the tool)")
      return
    }
    let lines = Fullbatch.message(for: error).split(separator: "\n")
    let choices = lines.dropFirst().map { $0.drop { $0 == " " || $0 == "-" } }
    let message =
      lines.prefix(1).joined() + (choices.isEmpty ? "" : " ")
      + choices.joined(separator: ", ")
    self.init(
      exitCode: .usage,
      message: Self.clause(message) + " (see \(Self.commandName) --help)")
  }

  /// A sentence as a part of a line: with a small letter first, and no full stop.
  private static func clause(_ sentence: String) -> String {
    let text = sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// The command that was called, as far as it can be told.
  private static var commandName: String {
    let commands = Fullbatch.configuration.subcommands.map { $0.configuration.commandName ?? "" }
    guard let called = CommandLine.arguments.dropFirst().first, commands.contains(called) else {
      return "fullbatch"
    }
    return "fullbatch \(called)"
  }
}
