import ArgumentParser
import Datasets

/// How the examples are found in a data file.
struct DataOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The variable that holds the examples.", valueName: "name"))
  var features: String?

  @Option(
    help: ArgumentHelp("The variable or column that holds the labels.", valueName: "name"))
  var labels: String?

  /// The column of a table that ``labels`` names, or counts: "3" is the third, "-1" the last.
  var labelColumn: LabelColumn? {
    labels.map { name in Int(name).map { .position($0) } ?? .named(name) }
  }
}
