import ArgumentParser
import Foundation
import LinearAlgebra

/// The tool: one subcommand per file in `Commands/`, shared options in `Options/`.
@main
struct Fullbatch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fullbatch",
    abstract: "Train small neural-network classifiers with full-batch minimizers.",
    discussion: """
      Start with `fullbatch ex4`, the classic exercise on the data that comes with the tool. Results \
      go to standard output, everything else to standard error; --json prints one document.
      """,
    version: "fullbatch \(Version.number)",
    subcommands: [
      Ex4Command.self, CostCommand.self, CheckGradientCommand.self, TrainCommand.self,
      EvaluateCommand.self, PredictCommand.self, ShowCommand.self, InspectCommand.self,
      DoctorCommand.self,
    ]
  )

  /// Runs the command; an error becomes one line and an exit code.
  static func main() {
    BLAS.useSingleThread()
    do {
      var command = try parseAsRoot(NegativeValues.joined(CommandLine.arguments.dropFirst()))
      try command.run()
    } catch let error where exitCode(for: error) == .success {
      // The parser reports help and version as errors.
      exit(withError: error)
    } catch {
      let error = error as? ToolError ?? ToolError(error)
      Terminal.complain(error.description)
      Foundation.exit(error.exitCode.rawValue)
    }
  }
}
