import ArgumentParser
import Datasets

/// The variables of a data file that hold features and labels.
struct DataOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Variable with the features.", valueName: "name"))
  var features: String?

  @Option(
    help: ArgumentHelp("Variable or column with the labels.", valueName: "name"))
  var labels: String?

  /// The column of a table that ``labels`` names or numbers: "3" is the third, "-1" the last.
  var labelColumn: LabelColumn? {
    labels.map { name in Int(name).map { .position($0) } ?? .named(name) }
  }
}
