import ArgumentParser

/// What a command prints, and for whom.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON document on standard output and nothing else (docs/json.md).")
  var json = false

  @Flag(name: .shortAndLong, help: "Print no progress.")
  var quiet = false

  @Flag(name: .customLong("no-color"), help: "Print without colours; NO_COLOR does the same.")
  var noColor = false
}
