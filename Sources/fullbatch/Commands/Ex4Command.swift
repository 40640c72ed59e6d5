import ArgumentParser
import Datasets
import LinearAlgebra
import NeuralNetwork
import Reporting
import Training

/// `fullbatch ex4`: the whole exercise.
struct Ex4Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ex4",
    abstract: "Run the whole exercise: known costs, gradient check, training, report, images.")

  @Option(help: ArgumentHelp("The digits (default: data/ex4data1.mat).", valueName: "path"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "Weights to evaluate first (default: the reference weights, data/ex4weights.mat).",
      valueName: "path"))
  var weights: String?

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp(
      "Folder for the images, and for the model, trace and report unless their paths are given",
      valueName: "folder"))
  var folder = "output"

  @OptionGroup var arguments: TrainingArguments

  /// The content of `ex4 --json`.
  private struct Document: Encodable {
    let check: Exercise
    let training: TrainingSummary
    let report: ClassificationReport
    let files: [String]
  }

  func run() throws {
    let path = try digitsPath()
    let weights = try weightsPath()
    let outputs = arguments.files.outputs(in: folder)
    let used = try checkFiles(path, weights, outputs)
    let job = try arguments.job(outputs: outputs)
    guard job.configuration.targets == .labels else {
      throw ValidationError("ex4 classifies digits, so --targets features does not apply to it")
    }
    try AtomicFile.makeDirectory(folder)
    try used.requireCreatable()
    // The known values are checked in double precision, for any precision of the training.
    let sets = try Loading.datasets(path, arguments.data, Double.self)
    try arguments.validation.requireSource(in: sets, for: job)
    let digits = sets.training
    say(
      "\(path): \(digits.exampleCount) digits, \(digits.featureCount) pixels, "
        + "labels \(digits.encoding.labels.joined(separator: " "))")
    let exercise = try check(digits, from: path, weights)
    switch job.precision {
    case .double: try train(job, on: path, exercise, Double.self)
    case .float: try train(job, on: path, exercise, Float.self)
    }
  }

  private func digitsPath() throws -> String {
    guard let path = data ?? ExerciseFiles.data else {
      throw ToolError(
        exitCode: .noInput, file: "data/ex4data1.mat",
        message: "no such file (run fullbatch in its checkout, or give --data)")
    }
    return path
  }

  private func weightsPath() throws -> String {
    guard
      let path = weights ?? ExerciseFiles.referenceWeights ?? ExerciseFiles.scipyWeights
    else {
      throw ToolError(
        exitCode: .noInput, file: "ex4weights.mat",
        message: "no such file (\(ExerciseFiles.weightsRemedy))")
    }
    return path
  }

  /// The files of the command, checked for conflicts before any of them is read.
  private func checkFiles(
    _ data: String, _ weights: String, _ outputs: TrainingOutputs
  ) throws -> CommandFiles {
    var used = arguments.usedFiles(data, outputs)
    used.read(weights, by: "--weights")
    for name in ImageFiles.names { used.write("\(folder)/\(name)", by: "--output") }
    try used.requireDistinct()
    return used
  }

  /// Checks the known costs and the gradient; prints where to get the reference weights if they are
  /// missing.
  private func check(
    _ dataset: Dataset<Double>, from data: String, _ path: String
  ) throws -> Exercise {
    if weights == nil, ExerciseFiles.referenceWeights == nil {
      say("ex4weights.mat was not found: \(ExerciseFiles.weightsRemedy).")
      say("The known values of other weights are checked instead.")
    }
    let loaded = try Loading.model(path)
    let dataset = try Loading.relabel(dataset, from: data, to: loaded)
    let exercise = Exercise(at: loaded, on: dataset, threads: arguments.training.threads)
    say("")
    for line in exercise.lines(style) { say(line) }
    return exercise
  }

  private func train<Scalar: BLASScalar>(
    _ job: TrainingJob, on path: String, _ exercise: Exercise, _: Scalar.Type
  ) throws {
    let (sets, reading) = try arguments.datasets(path, job, Scalar.self)
    let (dataset, configuration) = (sets.training, job.configuration)
    say("")
    say(
      style.bold(
        "Training "
          + "\(configuration.topology(featureCount: dataset.featureCount, classCount: dataset.classCount))"
          + " with \(configuration.minimizer.rawValue), λ = \(configuration.regularization), seed \(configuration.seed)"
      ))
    let outcome = try job.train(on: sets, reading: reading)
    for line in outcome.lines { say("  \(line)") }
    for (name, scores) in outcome.scores {
      say("")
      say(style.bold("Scores on the \(name)"))
      for table in Table.all(of: scores) { say(table.text(style)) }
    }
    try outcome.writeReport(on: sets, name: path)
    let images = try ImageFiles.write(
      outcome.run.model, dataset, mistakes: outcome.mistakes(in: sets)?.grid, to: folder)
    let written = job.outputs.paths + images
    say("written: " + written.joined(separator: ", "))
    if job.output.json, case .classification(let report) = outcome.trainingScores {
      try JSON.print(
        Document(
          check: exercise, training: outcome.summary, report: report, files: written))
    }
    try outcome.requireSuccess()
    if let fault = exercise.costs.lazy.compactMap(\.fault).first {
      throw CostTerms.failure(fault, file: try weightsPath())
    }
    if !exercise.passed {
      throw ToolError(
        exitCode: .checkFailed, message: "a known value or the gradient check failed")
    }
  }

  private var style: TextStyle { arguments.output.style }

  /// Prints a line, unless a JSON document was requested.
  private func say(_ line: String) {
    if !arguments.output.json { Terminal.print(line) }
  }
}
