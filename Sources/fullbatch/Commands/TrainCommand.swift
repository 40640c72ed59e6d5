import ArgumentParser
import Datasets
import LinearAlgebra
import Training

/// `fullbatch train`: trains a network and writes the model.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Trains a network on a data set.")

  @Option(
    help: ArgumentHelp(
      "The data set: .mat, IDX, .pkl.gz, text digits, .npz or .csv, told by its content.",
      valueName: "path"))
  var data: String

  @Option(help: ArgumentHelp("A data set to measure the model on.", valueName: "path"))
  var validation: String?

  @Option(help: ArgumentHelp("Write the trained model here, as a .mat file.", valueName: "file"))
  var model: String?

  @Option(
    help: ArgumentHelp("Write a line of JSON for each iteration here.", valueName: "file.jsonl"))
  var trace: String?

  @OptionGroup(title: "Data") var dataOptions: DataOptions
  @OptionGroup(title: "Network") var network: NetworkOptions
  @OptionGroup(title: "Training") var training: TrainingOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    switch training.precision {
    case .double: try run(Double.self)
    case .float: try run(Float.self)
    }
  }

  private func run<Scalar: BLASScalar>(_: Scalar.Type) throws {
    var plan = TrainingPlan()
    network.apply(to: &plan)
    training.apply(to: &plan)
    let sets = try Loading.datasets(data, dataOptions, Scalar.self)
    let session = try TrainingSession(
      on: sets.training,
      validation: try validation.map { try Loading.datasets($0, dataOptions).training }
        ?? sets.validation ?? sets.test,
      plan: plan, threads: training.threads, outputs: TrainingOutputs(model: model, trace: trace),
      output: output)
    if output.json {
      try JSON.print(session.summary)
    } else {
      for line in session.lines { Terminal.print(line) }
    }
    try session.requireSuccess()
  }
}
