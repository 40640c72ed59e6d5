import ArgumentParser
import Datasets
import LinearAlgebra
import NeuralNetwork
import Reporting
import Training

/// `fullbatch show`: pictures of examples, hidden units and mistakes.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Draws examples, hidden units or mistakes as a PNG sheet.")

  /// What can be drawn.
  enum Subject: String, CaseIterable, ExpressibleByArgument {
    case examples
    case hidden
    case mistakes
  }

  @Argument(help: "What to draw.")
  var subject: Subject

  @Option(help: ArgumentHelp("The data set.", valueName: "path"))
  var data: String

  @Option(help: ArgumentHelp("The model, for hidden units and mistakes.", valueName: "path"))
  var model: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The PNG file.", valueName: "file.png"))
  var output: String

  @Option(help: "How many pictures at most.")
  var count = 100

  @Option(help: "Which examples are drawn at random.")
  var seed: UInt64 = 1

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var printing: OutputOptions

  /// What `show --json` prints.
  struct Document: Encodable {
    let files: [String]
  }

  func validate() throws {
    guard (1...10_000).contains(count) else {
      throw ValidationError("--count \(count): between 1 and 10000 are possible")
    }
    guard subject == .examples || model != nil else {
      throw ValidationError("show \(subject.rawValue): a --model is needed")
    }
  }

  func run() throws {
    var files = CommandFiles()
    files.readDataset(data, by: "--data")
    files.read(model, by: "--model")
    files.write(output, by: "--output")
    try files.requireDistinct()
    try files.requireCreatable()
    let sets = try Loading.datasets(data, dataOptions, Double.self)
    let dataset = sets.test ?? sets.training
    guard let shape = dataset.imageShape else {
      throw ToolError(
        exitCode: .badData, file: data,
        message: "the examples are no pictures (their number of features is no square)")
    }
    guard let sheet = try sheet(of: dataset, shape: shape) else {
      Terminal.note("no mistakes: there is nothing to draw")
      if printing.json { try JSON.print(Document(files: [])) }
      return
    }
    try Pictures.writeSheet(sheet, to: output)
    if printing.json {
      try JSON.print(Document(files: [output]))
    } else {
      Terminal.print("written: \(output)")
    }
  }

  private func sheet(of dataset: Dataset<Double>, shape: ImageShape) throws -> PictureSheet? {
    guard subject != .examples, let path = model else {
      return Pictures.examples(of: dataset, count: count, seed: seed)
    }
    let loaded = try Loading.model(path)
    let dataset = try Loading.fit(dataset, from: data, to: loaded)
    let model = loaded.model
    if subject == .hidden { return Pictures.hiddenUnits(of: model, shape: shape) }
    let predicted = Predictor<Double>(topology: model.topology, parameters: model.parameters)
      .classIndices(for: dataset.features)
    return .mistakes(in: dataset, predicted: predicted, limit: count)
  }
}
