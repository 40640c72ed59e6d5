import ArgumentParser
import Datasets
import LinearAlgebra
import NeuralNetwork
import Reporting
import Training

/// `fullbatch evaluate`: the scores of a model on a data set.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Print precision, recall, F1 and support of each class, and the confusion matrix.",
    discussion: """
      For an autoencoder: the mean squared error per example, Σ (ŷ − y)², and per feature, and the \
      mean cross-entropy per example.
      """)

  @Option(help: ArgumentHelp("Data set.", valueName: "path"))
  var data: String

  @Option(help: ArgumentHelp("Model: a .mat file with Theta1, Theta2, …", valueName: "path"))
  var model: String

  @OptionGroup var split: SplitOptions
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var output: OutputOptions

  /// The content of `evaluate --json` for a classifier: the report, and the labels that the model
  /// does not know.
  private struct Document: Encodable {
    let report: ClassificationReport
    let unknown: [String: Int]

    private enum CodingKeys: CodingKey { case unknownLabels }

    func encode(to encoder: any Encoder) throws {
      try report.encode(to: encoder)
      guard !unknown.isEmpty else { return }
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(unknown, forKey: .unknownLabels)
    }
  }

  func run() throws {
    var files = CommandFiles()
    files.readDataset(data, by: "--data")
    files.read(self.model, by: "--model")
    try files.requireDistinct()
    let loaded = try Loading.model(self.model)
    let isClassifier = loaded.model.targets == .labels
    let read: LoadedExamples<Double> = try Loading.examples(
      data, dataOptions, for: loaded.model.input, requiresLabels: isClassifier)
    let sets = try read.datasets(requiresLabels: isClassifier)
    let chosen = try split.choose(from: sets, of: data)
    let (dataset, unknown) = try Loading.known(chosen, from: data, to: loaded)
    try Loading.requireTargets(loaded.model.targets, in: dataset, from: data)
    // Standard error has only an error where standard output can't be written.
    defer { read.summary.show(output) }
    let scores = ModelScores(of: loaded.model, on: dataset)
    if output.json {
      switch scores {
      case .classification(let report):
        try JSON.print(Document(report: report, unknown: unknown))
      case .reconstruction(let errors): try JSON.print(ErrorSummary(errors))
      }
      return
    }
    for table in Table.all(of: scores) { Terminal.print(table.text(output.style)) }
    guard !unknown.isEmpty else { return }
    let list = LabelEncoding(occurringIn: unknown.keys).labels
      .map { "\($0) (\(unknown[$0]!))" }.joined(separator: ", ")
    Terminal.print(
      "Left out \(unknown.values.reduce(0, +)) examples with labels that the model does not know: "
        + list)
  }
}

extension Table {
  /// The scores of a model, and the confusion matrix of a classifier.
  static func all(of scores: ModelScores) -> [Table] {
    switch scores {
    case .classification(let report):
      [Table(report), Table(report.confusion, labels: report.labels)]
    case .reconstruction(let errors): [Table(errors)]
    }
  }
}

/// The errors of an autoencoder, the content of `evaluate --json`.
struct ErrorSummary: Encodable {
  /// Means over the examples, the second also over the features.
  let squaredError: JSONNumber
  let squaredErrorPerFeature: JSONNumber
  let crossEntropy: JSONNumber

  init(_ errors: TargetErrors) {
    squaredError = JSONNumber(errors.squaredError)
    squaredErrorPerFeature = JSONNumber(errors.squaredErrorPerOutput)
    crossEntropy = JSONNumber(errors.crossEntropy)
  }
}
