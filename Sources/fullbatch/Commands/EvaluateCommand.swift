import ArgumentParser
import Datasets
import LinearAlgebra
import NeuralNetwork
import Reporting
import Training

/// `fullbatch evaluate`: the per-class report of a model on a data set.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Print precision, recall, F1 and support of each class, and the confusion matrix.")

  @Option(help: ArgumentHelp("Data set.", valueName: "path"))
  var data: String

  @Option(help: ArgumentHelp("Model: a .mat file with Theta1, Theta2, …", valueName: "path"))
  var model: String

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var files = CommandFiles()
    files.readDataset(data, by: "--data")
    files.read(self.model, by: "--model")
    try files.requireDistinct()
    let loaded = try Loading.model(self.model)
    let dataset: Dataset<Double> = try Loading.testExamples(data, dataOptions, for: loaded)
    let model = loaded.model
    let predictor = Predictor<Double>(topology: model.topology, parameters: model.parameters)
    let report = ClassificationReport(predictor, on: dataset)
    if output.json {
      try JSON.print(report)
      return
    }
    Terminal.print(Table(report).text(output.style))
    Terminal.print(Table(report.confusion, labels: report.labels).text(output.style))
  }
}

extension ClassificationReport {
  /// Scores the predictions of a network on a data set.
  init<Scalar: BLASScalar>(_ predictor: Predictor<Scalar>, on dataset: Dataset<Scalar>) {
    self.init(
      actual: dataset.classIndices, predicted: predictor.classIndices(for: dataset.features),
      encoding: dataset.encoding)
  }
}
