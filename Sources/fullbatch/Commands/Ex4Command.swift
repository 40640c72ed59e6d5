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
    abstract: "The whole exercise: known costs, gradient check, training, report, pictures.")

  @Option(help: ArgumentHelp("The digits (default: data/ex4data1.mat).", valueName: "path"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "The weights to evaluate first (default: the reference weights, data/ex4weights.mat).",
      valueName: "path"))
  var weights: String?

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp(
      "Where the pictures go, and the model, the trace and the report unless they are given a place.",
      valueName: "folder"))
  var folder = "output"

  @OptionGroup(title: "Data") var dataOptions: DataOptions
  @OptionGroup(title: "Data") var validation: ValidationOptions
  @OptionGroup(title: "Network") var network: NetworkOptions
  @OptionGroup(title: "Training") var training: TrainingOptions
  @OptionGroup(title: "Mini-batches") var miniBatches: SGDOptions
  @OptionGroup(title: "Files") var files: RunFileOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  /// What `ex4 --json` prints.
  struct Document: Encodable {
    let check: Exercise
    let training: TrainingSummary
    let report: ClassificationReport
    let files: [String]
  }

  func run() throws {
    let path = try digitsPath()
    let weights = try weightsPath()
    let used = try checkFiles(path, weights)
    let job = try TrainingJob(
      network: network, training: training, miniBatches: miniBatches, validation: validation,
      resuming: files.resume)
    try AtomicFile.makeDirectory(folder)
    try used.requireCreatable()
    // The known values are of double precision, whatever the training is in.
    let sets = try Loading.datasets(path, dataOptions, Double.self)
    let digits = sets.training
    say(
      "\(path): \(digits.exampleCount) digits, \(digits.featureCount) pixels, "
        + "labels \(digits.encoding.labels.joined(separator: " "))")
    let exercise = try check(digits, from: path, weights)
    switch job.precision {
    case .double: try train(sets, from: path, job, exercise)
    case .float:
      try train(Loading.datasets(path, dataOptions, Float.self), from: path, job, exercise)
    }
  }

  private func digitsPath() throws -> String {
    guard let path = data ?? ExerciseFiles.data else {
      throw ToolError(
        exitCode: .noInput, file: "data/ex4data1.mat",
        message: "there is no such file (run fullbatch in its checkout, or give --data)")
    }
    return path
  }

  /// The files of the command, checked before any of them is read.
  private func checkFiles(_ data: String, _ weights: String) throws -> CommandFiles {
    var used = CommandFiles()
    used.readDataset(data, by: "--data")
    used.read(weights, by: "--weights")
    used.readDataset(validation.validation, by: "--validation")
    used.add(files.outputs(in: folder))
    for name in Pictures.names { used.write("\(folder)/\(name)", by: "--output") }
    try used.requireDistinct()
    return used
  }

  private func train(
    _ sets: DatasetCollection<some BLASScalar>, from path: String, _ job: TrainingJob,
    _ exercise: Exercise
  ) throws {
    let sets = try validation.sets(sets, from: path, dataOptions, job: job)
    let (dataset, plan) = (sets.training, job.plan)
    say("")
    say(
      "Training \(plan.topology(featureCount: dataset.featureCount, classCount: dataset.classCount))"
        + " by \(plan.minimizer.rawValue), λ = \(plan.regularization), seed \(plan.seed)")
    let outputs = files.outputs(in: folder)
    let session = try TrainingSession(
      on: sets, job: job, measuresExactCost: miniBatches.exactCost, threads: training.threads,
      outputs: outputs, output: output)
    for line in session.lines { say("  \(line)") }
    for (name, report) in session.scores {
      say("")
      say("The \(name)")
      say(Table(report).text())
      say(Table(report.confusion, labels: report.labels).text())
    }
    try session.writeReport(on: sets, name: path)
    let pictures = try Pictures.write(
      session.run.model, dataset, mistakes: session.mistakes(in: sets)?.sheet, to: folder)
    let written = outputs.paths + pictures
    say("written: " + written.joined(separator: ", "))
    if output.json {
      try JSON.print(
        Document(
          check: exercise, training: session.summary, report: session.trainingScores,
          files: written))
    }
    try session.requireSuccess()
    if let fault = exercise.costs.lazy.compactMap(\.fault).first {
      throw CostTerms.failure(fault, file: try weightsPath())
    }
    if !exercise.passed {
      throw ToolError(exitCode: .checkFailed, message: "a known value or the gradient is off")
    }
  }

  private func weightsPath() throws -> String {
    guard
      let path = weights ?? ExerciseFiles.referenceWeights ?? ExerciseFiles.scipyWeights
    else {
      throw ToolError(
        exitCode: .noInput, file: "ex4weights.mat",
        message: "there is no such file (\(ExerciseFiles.weightsRemedy))")
    }
    return path
  }

  /// Known costs and the gradient; says where the reference weights are to be had when they lack.
  private func check(
    _ dataset: Dataset<Double>, from data: String, _ path: String
  ) throws -> Exercise {
    if weights == nil, ExerciseFiles.referenceWeights == nil {
      say("ex4weights.mat is not here: \(ExerciseFiles.weightsRemedy).")
      say("The known values of other weights are checked instead.")
    }
    let loaded = try Loading.model(path)
    let dataset = try Loading.fit(dataset, from: data, to: loaded)
    let exercise = Exercise(at: loaded, on: dataset, threads: training.threads)
    say("")
    say("Cost at \(exercise.weights), \(loaded.model.topology)")
    for check in exercise.costs {
      let agreement = check.passed.map { $0 ? "agrees" : "DIFFERS" } ?? ""
      let known = check.known.map { "   known \($0)   " } ?? check.fault.map { "   \($0)" } ?? ""
      say("  λ = \(check.lambda)   J = \(check.cost)" + known + agreement)
    }
    say(
      "  \(exercise.correct) of \(dataset.exampleCount) correct"
        + (exercise.knownCorrect.map { ", known \($0)" } ?? ""))
    say("Gradient check, λ = 1, random points and these weights")
    for line in exercise.gradient.lines { say("  \(line)") }
    return exercise
  }

  /// A line for people; nothing when a JSON document is wanted.
  private func say(_ line: String) {
    if !output.json { Terminal.print(line) }
  }
}
