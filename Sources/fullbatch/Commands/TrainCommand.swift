import ArgumentParser
import Datasets
import LinearAlgebra
import Training

/// `fullbatch train`: trains a network and writes the model.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Trains a network on a data set.")

  @Option(
    help: """
      The options of a classic system, and its data where it is here; what is given beside wins.
      """)
  var preset: TrainingPreset?

  @Option(
    help: ArgumentHelp(
      "The data set: .mat, IDX, .pkl.gz, text digits, .npz or .csv, told by its content.",
      valueName: "path"))
  var data: String?

  @Option(help: ArgumentHelp("A data set to measure the model on.", valueName: "path"))
  var validation: String?

  @Option(
    help: ArgumentHelp(
      "Set this share of the examples of each class apart, to measure the model on.",
      valueName: "0…1"))
  var validationFraction: Double?

  @Option(help: ArgumentHelp("Write the trained model here, as a .mat file.", valueName: "file"))
  var model: String?

  @Option(
    help: ArgumentHelp("Write a line of JSON for each iteration here.", valueName: "file.jsonl"))
  var trace: String?

  @Option(
    help: ArgumentHelp(
      "Keep the state of the run here, every ten seconds and at its end.", valueName: "file.mat"))
  var checkpoint: String?

  @Option(
    help: ArgumentHelp(
      "Go on from a checkpoint, with the same data and options.", valueName: "file.mat"))
  var resume: String?

  @Option(help: ArgumentHelp("Draw the history of the cost here.", valueName: "file.svg"))
  var plot: String?

  @Option(help: ArgumentHelp("Write a report of one page here.", valueName: "file.html"))
  var report: String?

  @OptionGroup(title: "Data") var dataOptions: DataOptions
  @OptionGroup(title: "Network") var network: NetworkOptions
  @OptionGroup(title: "Training") var training: TrainingOptions
  @OptionGroup(title: "Mini-batches") var miniBatches: SGDOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard data != nil || preset != nil else {
      throw ValidationError("--data is needed, or a --preset that has its own")
    }
    guard let validationFraction else { return }
    guard validationFraction > 0, validationFraction < 1 else {
      throw ValidationError(
        "--validation-fraction \(validationFraction): between 0 and 1 is possible")
    }
    guard validation == nil else {
      throw ValidationError("--validation and --validation-fraction exclude each other")
    }
  }

  func run() throws {
    switch training.precision {
    case .double: try run(Double.self)
    case .float: try run(Float.self)
    }
  }

  private func run<Scalar: BLASScalar>(_: Scalar.Type) throws {
    var plan = preset?.plan ?? TrainingPlan()
    network.apply(to: &plan)
    try training.apply(to: &plan)
    try miniBatches.apply(to: &plan)
    let data = try self.data ?? presetData()
    let sets = try sets(at: data, seed: plan.seed, Scalar.self)
    // The report shows examples; training alone keeps them in the layout of its kernels only.
    let shown = report.map { (path: $0, examples: sets.training) }
    let session = try TrainingSession(
      on: consume sets, plan: plan, measuresExactCost: miniBatches.exactCost,
      threads: training.threads,
      outputs: TrainingOutputs(
        model: model, trace: trace, plot: plot, report: report, checkpoint: checkpoint,
        resume: resume),
      output: output)
    if let shown {
      try session.writeReport(to: shown.path, dataset: shown.examples, name: data)
    }
    if output.json {
      try JSON.print(session.summary)
    } else {
      for line in session.lines { Terminal.print(line) }
    }
    try session.requireSuccess()
  }

  private func presetData() throws -> String {
    guard let path = preset?.data else {
      throw ToolError(
        exitCode: .noInput,
        message: "the data of \(preset?.rawValue ?? "") is not here (\(preset?.dataRemedy ?? ""))")
    }
    if !output.quiet { Terminal.note("the data is \(path)") }
    return path
  }

  /// The examples to train on, and those to measure the model on, if there are any.
  private func sets<Scalar: BLASScalar>(
    at data: String, seed: UInt64, _: Scalar.Type
  ) throws -> DatasetCollection<Scalar> {
    var sets = try Loading.datasets(data, dataOptions, Scalar.self)
    if let validationFraction {
      var generator = Xoshiro256StarStar(seed: seed)
      let (training, heldOut) = sets.training.split(
        settingApart: validationFraction, using: &generator)
      return DatasetCollection(training: training, validation: heldOut, test: sets.test)
    }
    guard let validation else { return sets }
    let other = try Loading.datasets(validation, dataOptions, Scalar.self).training
    guard other.featureCount == sets.training.featureCount else {
      throw ToolError(
        exitCode: .badData, file: validation,
        message: "the examples have \(other.featureCount) features, those of \(data) "
          + "\(sets.training.featureCount) (give examples of the same kind)")
    }
    sets.validation = try Loading.fit(other, from: validation, to: sets.training.encoding)
    return sets
  }
}
