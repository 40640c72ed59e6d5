import ArgumentParser

/// How the examples are found in a data file.
struct DataOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The variable that holds the examples.", valueName: "name"))
  var features: String?

  @Option(
    help: ArgumentHelp("The variable or column that holds the labels.", valueName: "name"))
  var labels: String?
}
