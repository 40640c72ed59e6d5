public import ArgumentParser
import Datasets
import LinearAlgebra
public import Training

/// `fullbatch train`: trains a network and writes the model.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a network on a data set.")

  @Option(
    help: """
      Use the hyperparameters of a classic system, and its data if found; options that \
      are given override them
      """)
  var preset: TrainingPreset?

  @Option(
    help: ArgumentHelp(
      """
      Training data: .mat, IDX, .pkl.gz, text digits, .npz, .csv, .arff or svmlight, detected by \
      content.
      """,
      valueName: "path"))
  var data: String?

  @OptionGroup var arguments: TrainingArguments

  func validate() throws {
    guard data != nil || preset != nil else {
      throw ValidationError("--data is required, or a --preset with its own data")
    }
  }

  func run() throws {
    let data = try self.data ?? presetData()
    let outputs = arguments.files.outputs
    let used = arguments.usedFiles(data, outputs)
    try used.requireDistinct()
    try used.requireCreatable()
    let job = try arguments.job(preset: preset, outputs: outputs)
    switch job.precision {
    case .double: try run(job, on: data, Double.self)
    case .float: try run(job, on: data, Float.self)
    }
  }

  private func run<Scalar: BLASScalar>(
    _ job: TrainingJob, on data: String, _: Scalar.Type
  ) throws {
    let (sets, reading) = try arguments.datasets(data, job, Scalar.self)
    // The report shows examples; the trainer keeps them only in the layout of the kernels.
    let shown = job.outputs.report == nil ? nil : sets
    let outcome = try job.train(on: consume sets, reading: reading)
    if let shown { try outcome.writeReport(on: shown, name: data) }
    if job.output.json {
      try JSON.print(outcome.summary)
    } else {
      for line in outcome.lines { Terminal.print(line) }
    }
    try outcome.requireSuccess()
  }

  private func presetData() throws -> String {
    guard let path = preset?.data else {
      throw ToolError(
        exitCode: .noInput,
        message: "the data of \(preset?.rawValue ?? "") was not found (\(preset?.dataRemedy ?? ""))"
      )
    }
    if !arguments.output.quiet { Terminal.note("training data: \(path)") }
    return path
  }
}

extension TrainingPreset: ExpressibleByArgument {}

extension TrainingPreset {
  /// The path of the preset's data; `nil` if it is not found.
  fileprivate var data: String? {
    switch self {
    case .ex4: ExerciseFiles.data
    case .mnistSGD: ExerciseFiles.mnist
    case .textDigits: ExerciseFiles.textDigits
    }
  }

  /// How to get the preset's data.
  fileprivate var dataRemedy: String {
    switch self {
    case .ex4, .mnistSGD: "run fullbatch in its checkout, or give --data"
    case .textDigits:
      "give --data; the digits are UCI's \"Optical Recognition of Handwritten Digits\", written "
        + "as 32 × 32 text (docs/mini-batches.md)"
    }
  }
}
