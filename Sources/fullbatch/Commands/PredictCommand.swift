import ArgumentParser
import Datasets
import LinearAlgebra
import Training

/// `fullbatch predict`: labels and probabilities, or reconstructed features, one row per example.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Print the predicted label and the class probabilities, one row per example.",
    discussion: """
      The examples need no labels; where the data has labels, they are printed, too. For an \
      autoencoder: the reconstructed features of each example.
      """)

  /// The format of a row.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case csv
    case jsonl
  }

  @Argument(help: ArgumentHelp("Data set or picture, instead of --data.", valueName: "path"))
  var path: String?

  @Option(
    help: ArgumentHelp("Data set or picture; - for standard input.", valueName: "path"))
  var data: String?

  @Option(help: ArgumentHelp("Model: a .mat file with Theta1, Theta2, …", valueName: "path"))
  var model: String

  @Option(help: "Output format")
  var format: Format = .text

  @Flag(
    name: .customLong("no-center"),
    help: """
      Only resize pictures. Otherwise they are cropped, centered by mass and made light on dark, as \
      the digits of MNIST are, unless the model was trained on pictures.
      """)
  var keepsPlace = false

  @OptionGroup var split: SplitOptions
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (path == nil) != (data == nil) else {
      throw ValidationError(
        data == nil
          ? "a data set or a picture is required"
          : "the data is given twice, with and without --data")
    }
  }

  func run() throws {
    let input = try StandardInput(path: data ?? path ?? "")
    do {
      try predict(input)
    } catch var error as ToolError where error.file == input.path {
      error.file = input.name
      throw error
    }
  }

  private func predict(_ input: StandardInput) throws {
    var files = CommandFiles()
    files.readDataset(input.path, by: "--data")
    files.read(self.model, by: "--model")
    try files.requireDistinct()
    let loaded = try Loading.model(self.model)
    let read: LoadedExamples<Double> = try Loading.examples(
      input.path, dataOptions, for: loaded.model.input, requiresLabels: false,
      centersPictures: !keepsPlace && !loaded.model.isOfPictures)
    let examples = try split.choose(from: read.examples, of: input.path)
    try Loading.requireFeatures(examples.features.columns, of: input.path, for: loaded)
    let predictions = Predictions(of: loaded.model, for: examples)
    // Standard error has only an error where standard output can't be written.
    defer { read.summary.show(output) }
    if output.json {
      try JSON.print(["predictions": predictions.rows])
      return
    }
    switch format {
    case .text: for line in predictions.textLines { Terminal.print(line) }
    case .csv: for line in predictions.csvLines { Terminal.print(line) }
    case .jsonl: for row in predictions.rows { Terminal.print(try JSON.line(row)) }
    }
  }
}
