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

  @OptionGroup(title: "Data") var dataOptions: DataOptions
  @OptionGroup(title: "Data") var validation: ValidationOptions
  @OptionGroup(title: "Network") var network: NetworkOptions
  @OptionGroup(title: "Training") var training: TrainingOptions
  @OptionGroup(title: "Mini-batches") var miniBatches: SGDOptions
  @OptionGroup(title: "Files") var files: RunFileOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard data != nil || preset != nil else {
      throw ValidationError("--data is needed, or a --preset that has its own")
    }
  }

  func run() throws {
    let data = try self.data ?? presetData()
    try checkFiles(data)
    let job = try TrainingJob(
      preset: preset, network: network, training: training, miniBatches: miniBatches,
      validation: validation, resuming: files.resume)
    switch job.precision {
    case .double: try run(job, on: data, Double.self)
    case .float: try run(job, on: data, Float.self)
    }
  }

  private func run<Scalar: BLASScalar>(
    _ job: TrainingJob, on data: String, _: Scalar.Type
  ) throws {
    let sets = try validation.sets(
      Loading.datasets(data, dataOptions, Scalar.self), from: data, dataOptions, job: job)
    // The report shows examples; training alone keeps them in the layout of its kernels only.
    let shown = files.report == nil ? nil : sets
    let session = try TrainingSession(
      on: consume sets, job: job, measuresExactCost: miniBatches.exactCost,
      threads: training.threads, outputs: files.outputs, output: output)
    if let shown { try session.writeReport(on: shown, name: data) }
    if output.json {
      try JSON.print(session.summary)
    } else {
      for line in session.lines { Terminal.print(line) }
    }
    try session.requireSuccess()
  }

  private func checkFiles(_ data: String) throws {
    var used = CommandFiles()
    used.readDataset(data, by: "--data")
    used.readDataset(validation.validation, by: "--validation")
    used.add(files.outputs)
    try used.requireDistinct()
    try used.requireCreatable()
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
}
