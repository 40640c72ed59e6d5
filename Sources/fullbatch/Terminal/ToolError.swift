import ArgumentParser
import Datasets
import MATFile
import Machine

/// The exit codes that scripts may rely on.
enum ExitStatus: Int32 {
  /// A check of a known value or a gradient failed.
  case checkFailed = 1
  /// The minimizer failed numerically; the best point was kept.
  case numericalFailure = 2
  /// The command line is invalid.
  case usage = 64
  /// The data is invalid.
  case badData = 65
  /// An input does not exist.
  case noInput = 66
  /// A bug in the tool.
  case software = 70
  /// An output can't be created.
  case cannotCreate = 73
  /// Reading or writing failed.
  case inputOutput = 74
  /// A signal ended the run; its result was saved.
  case interrupted = 75
}

/// An error that ends a command: one line of text and an exit code.
struct ToolError: Error, CustomStringConvertible {
  let exitCode: ExitStatus
  /// The file that the error is about, if any.
  var file: String?
  /// What is wrong, where, and in parentheses how to fix it.
  let message: String

  var description: String { (file.map { "\($0): " } ?? "") + message }

  /// An error in a data file.
  static func badData(_ error: DatasetError, file: String) -> ToolError {
    ToolError(
      exitCode: error.kind == .unreadable ? .noInput : .badData, file: file,
      message: error.description)
  }

  /// An error of an output, with different exit codes for creating and writing it.
  static func cannotWrite(_ error: SystemError, file: String) -> ToolError {
    ToolError(
      exitCode: error.step == .written ? .inputOutput : .cannotCreate, file: file,
      message: "\(error.clause) (check the folder and the free space on the disk)")
  }

  /// An error of a model or checkpoint, with the same exit codes.
  static func cannotWrite(_ error: MATFileError, file: String) -> ToolError {
    let exitCode: ExitStatus =
      switch error.kind {
      case .cannotWrite: .cannotCreate
      case .writingFailed: .inputOutput
      default: .software
      }
    return ToolError(exitCode: exitCode, file: file, message: error.description)
  }
}

extension ToolError {
  /// An error of the argument parser, or otherwise a bug of the tool, in one line.
  ///
  /// The parser's message has several lines, with the possible values and the usage; here the
  /// possible values are part of the line, and the usage is replaced by a reference to the help.
  init(_ error: any Error) {
    guard Fullbatch.exitCode(for: error) == .validationFailure else {
      self.init(exitCode: .software, message: "\(error) (this is a bug; please report it)")
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

  /// A sentence without its capital letter and period.
  private static func clause(_ sentence: String) -> String {
    let text = sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// The command that was called, or `fullbatch` if it is unknown.
  private static var commandName: String {
    let commands = Fullbatch.configuration.subcommands.map { $0.configuration.commandName ?? "" }
    guard let called = CommandLine.arguments.dropFirst().first, commands.contains(called) else {
      return "fullbatch"
    }
    return "fullbatch \(called)"
  }
}
