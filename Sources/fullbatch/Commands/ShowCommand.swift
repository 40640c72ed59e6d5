import ArgumentParser
import Datasets
import LinearAlgebra
import NeuralNetwork
import Reporting
import Training

/// `fullbatch show`: images of examples, hidden units, mistakes and reconstructions.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Draw examples, hidden units, mistakes or reconstructions as a PNG image.")

  /// The content of the image.
  enum Subject: String, CaseIterable, ExpressibleByArgument {
    case examples
    case hidden
    case mistakes
    case reconstructions
  }

  @Argument(
    help:
      """
      What to draw: random examples, the weights of the hidden units, misclassified examples, or \
      random examples above their reconstructions by an autoencoder
      """)
  var subject: Subject

  @Option(help: ArgumentHelp("Data set.", valueName: "path"))
  var data: String

  @Option(help: ArgumentHelp("Model, for all but examples.", valueName: "path"))
  var model: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("PNG file to write.", valueName: "file.png"))
  var output: String

  @Option(help: "Maximum number of images in the grid")
  var count = 100

  @Option(help: "Random seed, for examples and reconstructions")
  var seed: UInt64 = 1

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var printing: OutputOptions

  /// The content of `show --json`.
  struct Document: Encodable {
    let files: [String]
  }

  func validate() throws {
    guard (1...10_000).contains(count) else {
      throw ValidationError("--count must be between 1 and 10000")
    }
    guard subject == .examples || model != nil else {
      throw ValidationError("show \(subject.rawValue) requires --model")
    }
  }

  func run() throws {
    var files = CommandFiles()
    files.readDataset(data, by: "--data")
    files.read(model, by: "--model")
    files.write(output, by: "--output")
    try files.requireDistinct()
    try files.requireCreatable()
    let loaded = try subject == .examples ? nil : model.map { try Loading.model($0) }
    let sets = try Loading.datasets(
      data, dataOptions, for: loaded?.model.input, requiresLabels: subject == .mistakes,
      Double.self)
    let dataset = sets.test ?? sets.training
    guard let shape = dataset.imageShape else {
      throw ToolError(
        exitCode: .badData, file: data,
        message:
          "the examples are not images (the number of features is not a square; give image data)")
    }
    guard let grid = try grid(of: dataset, shape: shape, loaded) else {
      Terminal.note("no mistakes to draw")
      if printing.json { try JSON.print(Document(files: [])) }
      return
    }
    try ImageFiles.write(grid, to: output)
    if printing.json {
      try JSON.print(Document(files: [output]))
    } else {
      Terminal.print("written: \(output)")
    }
  }

  private func grid(
    of dataset: Dataset<Double>, shape: ImageShape, _ loaded: LoadedModel?
  ) throws -> ImageGrid? {
    guard let loaded else { return ImageFiles.examples(of: dataset, count: count, seed: seed) }
    if subject == .hidden { return ImageFiles.hiddenUnits(of: loaded.model, shape: shape) }
    let dataset = try Loading.relabel(dataset, from: data, to: loaded)
    let model = loaded.model
    if (subject == .reconstructions) != (model.targets == .features) {
      throw ToolError(
        exitCode: .badData, file: loaded.path,
        message: model.targets == .features
          ? "the model is an autoencoder and has no mistakes (use show reconstructions)"
          : "the model is a classifier and reconstructs no features (use show mistakes)")
    }
    if subject == .reconstructions {
      return ImageFiles.reconstructions(by: model, of: dataset, count: count, seed: seed)
    }
    let predicted = Predictor<Double>(topology: model.topology, parameters: model.parameters)
      .classIndices(for: dataset.features)
    return .mistakes(in: dataset, predicted: predicted, limit: count)
  }
}
