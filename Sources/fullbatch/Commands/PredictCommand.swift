import ArgumentParser
import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Training

/// `fullbatch predict`: labels and probabilities, or reconstructed features, one row per example.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Print the predicted label and the class probabilities, one row per example.",
    discussion: "For an autoencoder: the reconstructed features of each example.")

  /// The format of a row.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case csv
    case jsonl
  }

  @Option(help: ArgumentHelp("Data set.", valueName: "path"))
  var data: String

  @Option(help: ArgumentHelp("Model: a .mat file with Theta1, Theta2, …", valueName: "path"))
  var model: String

  @Option(help: "Output format")
  var format: Format = .text

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var output: OutputOptions

  /// An example's prediction, as `predict --json` and JSON Lines write it.
  private struct Row: Encodable {
    let example: Int
    /// The label and the probabilities of a classifier; omitted for an autoencoder.
    var label: String?
    var probabilities: [JSONNumber]?
    /// The outputs of an autoencoder; omitted for a classifier.
    var reconstruction: [JSONNumber]?

    /// The outputs of the network.
    var outputs: [JSONNumber] { probabilities ?? reconstruction ?? [] }
  }

  func run() throws {
    var files = CommandFiles()
    files.readDataset(data, by: "--data")
    files.read(self.model, by: "--model")
    try files.requireDistinct()
    let loaded = try Loading.model(self.model)
    let dataset: Dataset<Double> = try Loading.testExamples(data, dataOptions, for: loaded)
    let model = loaded.model
    let predictor = Predictor<Double>(topology: model.topology, parameters: model.parameters)
    let labels = model.targets == .labels ? dataset.encoding.labels : nil
    let outputs =
      labels == nil
      ? predictor.outputs(for: dataset.features) : predictor.probabilities(for: dataset.features)
    if output.json {
      let rows = (0..<outputs.rows).map { row($0, outputs, labels) }
      try JSON.print(["predictions": rows])
      return
    }
    if format == .csv {
      let names =
        labels.map { ["label"] + $0.map { "p\($0)" } }
        ?? (1...model.topology.outputCount).map { "x\($0)" }
      Terminal.print(CSVRow.text(["example"] + names))
    }
    for example in 0..<outputs.rows {
      let row = row(example, outputs, labels)
      switch format {
      case .text: Terminal.print(text(row))
      case .csv:
        let numbers = row.outputs.map { "\($0.value)" }
        Terminal.print(CSVRow.text(["\(row.example)"] + [row.label].compactMap(\.self) + numbers))
      case .jsonl: Terminal.print(try JSON.line(row))
      }
    }
  }

  /// The prediction of an example; without labels, its reconstruction.
  private func row(_ example: Int, _ outputs: Matrix<Double>, _ labels: [String]?) -> Row {
    let outputs = outputs.row(example)
    let numbers = outputs.map { JSONNumber($0) }
    guard let labels else { return Row(example: example + 1, reconstruction: numbers) }
    return Row(
      example: example + 1, label: labels[Predictor<Double>.largest(of: outputs)],
      probabilities: numbers)
  }

  private func text(_ row: Row) -> String {
    let numbers = row.outputs.map { String(format: "%.4f", $0.value) }
    return "\(row.example)  " + (row.label.map { "\($0)  " } ?? "")
      + numbers.joined(separator: " ")
  }
}

/// Rows of comma-separated values.
///
/// Source: Shafranovich, RFC 4180, section 2.
private enum CSVRow {
  /// A row without its line break; a field with a comma, a quote or a line break is quoted,
  /// with quotes inside it doubled.
  static func text(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",")
  }

  private static func quoted(_ field: String) -> String {
    // Unicode scalars, because CR LF is a single character.
    guard field.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return field
    }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
