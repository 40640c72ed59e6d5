import Datasets
import MATFile
import Machine

/// The exit codes that scripts may rely on.
enum ExitStatus: Int32 {
  /// A check failed: a known value, a gradient.
  case checkFailed = 1
  /// The minimizer met a numerical failure; the best point was kept.
  case numericalFailure = 2
  /// The command line can't be understood.
  case usage = 64
  /// The data is wrong.
  case badData = 65
  /// There is no such input.
  case noInput = 66
  /// The tool itself is wrong.
  case software = 70
  /// An output can't be made.
  case cannotCreate = 73
  /// Reading or writing failed on the way.
  case inputOutput = 74
  /// A signal ended the run; what was reached is written.
  case interrupted = 75
}

/// What ends a command: one line for people and an exit code for scripts.
struct ToolError: Error, CustomStringConvertible {
  let exitCode: ExitStatus
  /// The file that it is about, if there is one.
  var file: String?
  /// What is wrong, where, and in parentheses how to mend it.
  let message: String

  var description: String { (file.map { "\($0): " } ?? "") + message }

  /// Names the file that a data error is about.
  static func badData(_ error: DatasetError, file: String) -> ToolError {
    ToolError(
      exitCode: error.kind == .unreadable ? .noInput : .badData, file: file,
      message: error.description)
  }

  /// Tells an output that can't be made from one that failed on the way.
  static func cannotWrite(_ error: SystemError, file: String) -> ToolError {
    ToolError(
      exitCode: error.step == .written ? .inputOutput : .cannotCreate, file: file,
      message: "\(error.clause) (check the folder and the free space on the disk)")
  }

  /// Tells a model or checkpoint that can't be made from one that failed on the way.
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
