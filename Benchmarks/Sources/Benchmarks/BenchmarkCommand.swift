import ArgumentParser
import Foundation

/// `fullbatch-benchmarks`: times the package on this machine.
@main
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fullbatch-benchmarks", abstract: "Times FullBatch on this machine.",
    subcommands: [
      RunCommand.self, BaselineCommand.self, TimeToTargetCommand.self, ProblemCommand.self,
      CurveCommand.self, PlotCommand.self, ReadCommand.self,
    ],
    defaultSubcommand: RunCommand.self)
}

/// Runs benchmarks and prints the results.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs benchmarks; timings count only while the machine is otherwise idle.")

  @Argument(help: "\(Suite.allCases.map(\.rawValue).joined(separator: ", ")); all by default.")
  var benchmarks: [Suite] = []

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    var report = Report()
    for benchmark in benchmarks.isEmpty ? Suite.allCases : benchmarks {
      FileHandle.standardError.write(Data("\(benchmark.rawValue) …\n".utf8))
      try benchmark.run(into: &report)
    }
    if json {
      try printJSON(report)
    } else {
      print(report.text, terminator: "")
    }
  }
}

extension Suite: ExpressibleByArgument {}

/// Prints a value as one JSON document; numbers that are not finite are null.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
}
