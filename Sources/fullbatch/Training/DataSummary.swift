import Datasets
import Foundation
import Training

/// How the data was read: `data` in `train --json` and `inspect --json`.
struct DataSummary: Encodable {
  let file: String
  let format: String
  /// The variables, columns or files with the features and the labels.
  let features: String
  let labels: String?
  /// `rows`, `columns` or `last`; omitted for tables.
  let examples: String?
  let validation: String?
  let test: String?
  /// The columns of a table that were left out.
  let ignored: [String]
  /// `none`, `unit`, `standard` or `minmax`.
  let scale: String
  /// The decisions for people.
  let decisions: [String]
  /// The facts about the data that a model keeps.
  let notes: [Model.Note]

  private enum CodingKeys: CodingKey {
    case file, format, features, labels, examples, validation, test, ignored, scale, decisions
  }

  /// Shows the decisions, unless a JSON document has them or no notes are wanted.
  func show(_ output: OutputOptions) {
    if !output.quiet, !output.json { for line in decisions { Terminal.note(line) } }
  }

  init(_ reading: DatasetReading, path: String) {
    file = URL(fileURLWithPath: path).lastPathComponent
    decisions = reading.decisions(file: file)
    format = reading.format
    features = reading.features
    labels = reading.labels
    examples = reading.exampleAxis?.rawValue
    validation = reading.validation
    test = reading.test
    ignored = reading.ignored
    scale = reading.scaling.scale.rawValue
    notes =
      [
        .init("data", .text(decisions.joined(separator: "; "))),
        .init("format", .text(reading.format)),
      ] + (reading.pixelMaximum.map { [.init("pixelMaximum", .number($0))] } ?? [])
  }
}
