import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Training

/// The predictions of a model for some examples, and how they are printed.
struct Predictions {
  /// An example's prediction, as `predict --json` and JSON Lines write it.
  struct Row: Encodable {
    let example: Int
    /// The label, its probability, the label with the second largest probability, and all
    /// probabilities; omitted for an autoencoder.
    var label: PredictedLabel?
    var probability: JSONNumber?
    var runnerUp: PredictedLabel?
    var probabilities: [JSONNumber]?
    /// The label in the data; omitted where it has none.
    var actual: PredictedLabel?
    /// The outputs of an autoencoder; omitted for a classifier.
    var reconstruction: [JSONNumber]?
  }

  /// The predictions in the order of the examples.
  let rows: [Row]
  /// The labels of the classes; `nil` for an autoencoder.
  private let labels: [String]?
  /// Whether the data has labels.
  private let isLabeled: Bool

  /// Predicts the classes of examples, or reconstructs their features.
  init(of model: Model, for examples: Examples<Double>) {
    let predictor = Predictor<Double>(topology: model.topology, parameters: model.parameters)
    guard model.targets == .labels else {
      let outputs = predictor.outputs(for: examples.features)
      labels = nil
      isLabeled = false
      rows = (0..<outputs.rows).map { example in
        Row(example: example + 1, reconstruction: outputs.row(example).map { JSONNumber($0) })
      }
      return
    }
    let outputs = predictor.probabilities(for: examples.features)
    let actual = examples.labels?.texts
    let labels = Self.labels(of: model, actual)
    self.labels = labels
    isLabeled = actual != nil
    rows = (0..<outputs.rows).map { example in
      let probabilities = Array(outputs.row(example))
      let best = Predictor<Double>.largest(of: probabilities[...])
      let second = labels.indices.filter { $0 != best }
        .max { probabilities[$0] < probabilities[$1] }
      return Row(
        example: example + 1, label: PredictedLabel(text: labels[best]),
        probability: JSONNumber(probabilities[best]),
        runnerUp: second.map { PredictedLabel(text: labels[$0]) },
        probabilities: probabilities.map { JSONNumber($0) },
        actual: actual.map { PredictedLabel(text: $0[example]) })
    }
  }

  /// The labels of a model; for weights without labels, those of the data if there is one for each
  /// output, and otherwise numbers from 1.
  private static func labels(of model: Model, _ actual: [String]?) -> [String] {
    if model.encoding == nil, let actual {
      let occurring = LabelEncoding(occurringIn: actual).labels
      if occurring.count == model.topology.classCount { return occurring }
    }
    return model.labels
  }

  /// A table of aligned columns with a header.
  var textLines: [String] {
    guard labels != nil else {
      return rows.map { row in
        "\(row.example)  "
          + (row.reconstruction ?? []).map { String(format: "%.4f", $0.value) }
          .joined(separator: " ")
      }
    }
    let header = ["example", "label", "probability", "runner-up"] + (isLabeled ? ["actual"] : [])
    let cells =
      [header]
      + rows.map { row in
        ["\(row.example)", row.label?.text ?? "", probabilityText(row), row.runnerUp?.text ?? ""]
          + (isLabeled ? [row.actual?.text ?? ""] : [])
      }
    let widths = header.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      zip(row, widths).map { text, width in
        String(repeating: " ", count: width - text.count) + text
      }.joined(separator: "  ")
    }
  }

  private func probabilityText(_ row: Row) -> String {
    row.probability.map { String(format: "%.4f", $0.value) } ?? ""
  }

  /// Comma-separated values with a header.
  var csvLines: [String] {
    guard let labels else {
      let count = rows.first?.reconstruction?.count ?? 0
      return [CSVRow.text(["example"] + (0..<count).map { "x\($0 + 1)" })]
        + rows.map { row in
          CSVRow.text(["\(row.example)"] + (row.reconstruction ?? []).map { "\($0.value)" })
        }
    }
    let header =
      ["example", "label", "probability", "runner-up"] + (isLabeled ? ["actual"] : [])
      + labels.map { "p\($0)" }
    return [CSVRow.text(header)]
      + rows.map { row in
        CSVRow.text(
          [
            "\(row.example)", row.label?.text ?? "", "\(row.probability?.value ?? .nan)",
            row.runnerUp?.text ?? "",
          ] + (isLabeled ? [row.actual?.text ?? ""] : [])
            + (row.probabilities ?? []).map { "\($0.value)" })
      }
  }
}

/// A label in JSON: a number if it is a whole one, otherwise text.
struct PredictedLabel: Encodable {
  let text: String

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let number = Int(text), "\(number)" == text {
      try container.encode(number)
    } else {
      try container.encode(text)
    }
  }
}

/// Rows of comma-separated values.
///
/// Source: Shafranovich, RFC 4180, section 2.
enum CSVRow {
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
