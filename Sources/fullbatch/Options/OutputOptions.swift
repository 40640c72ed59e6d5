import ArgumentParser
import Foundation
import Reporting

/// The format of a command's output.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON document on standard output and nothing else (docs/json.md).")
  var json = false

  @Flag(name: .shortAndLong, help: "Print no progress.")
  var quiet = false

  @Flag(name: .customLong("no-color"), help: "Print without colors; so does NO_COLOR.")
  var noColor = false

  /// Colors for a terminal, unless `--no-color`, `NO_COLOR` or the terminal says otherwise.
  ///
  /// Source: no-color.org, where an empty variable counts as unset.
  var style: TextStyle {
    let environment = ProcessInfo.processInfo.environment
    let isWanted =
      !noColor && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    return isWanted && Terminal.showsResults ? .color : .plain
  }
}
