import Datasets
import Foundation
import LinearAlgebra
import MATFile
import NeuralNetwork
import Optimization
import Reporting
import Training

/// One training run of the tool: progress, trace, model file, and what is printed of it.
struct TrainingSession<Scalar: BLASScalar> {
  let model: Model
  let result: MinimizationResult
  let history: [IterationRecord]
  /// Predicted class of each training example.
  let predicted: [Int]
  let validationAccuracy: Double?
  let summary: Summary

  /// What `train --json` prints.
  struct Summary: Encodable {
    let cost: JSONNumber
    let iterations: Int
    let evaluations: EvaluationCounts
    let seconds: Double
    let stopReason: String
    let converged: Bool
    let trainingAccuracy: Double
    /// `null` without examples to measure the model on.
    let validationAccuracy: JSONNumber
    let parametersSHA256: String
    let seed: UInt64
    let layers: [Int]
  }

  /// Trains, shows progress, and writes the model and the trace where they are wanted.
  init(
    on training: Dataset<Scalar>, validation: Dataset<Scalar>?, plan: TrainingPlan, threads: Int,
    outputs: TrainingOutputs, output: OutputOptions
  ) throws {
    try outputs.requireCreatable()
    Interruption.listen()
    var trainer = Trainer(training, plan: plan, threads: threads)
    do {
      try trainer.requireMemory()
    } catch {
      throw ToolError(exitCode: .badData, message: error.description)
    }
    let progress = Progress(output)
    let keeper = CheckpointKeeper(outputs, dataset: training, plan: plan)
    let resumed = try keeper.stateToResume()
    var history: [IterationRecord] = []
    let result: MinimizationResult
    do {
      result = try trainer.run(resuming: resumed) { record, state in
        history.append(record)
        progress.show(record)
        keeper.note(record, state)
        return Interruption.isRequested ? .stop : .proceed
      }
    } catch {
      throw ToolError(
        exitCode: .badData, file: outputs.resume,
        message: "\(error) (resume with the options of the run that wrote it)")
    }
    try keeper.finish()
    progress.finish()
    let model = trainer.model(with: result, trainedOn: training)
    let predictor = Predictor<Scalar>(topology: model.topology, parameters: model.parameters)
    let predicted = predictor.classIndices(for: training.features)
    self.model = model
    self.result = result
    self.history = history
    self.predicted = predicted
    validationAccuracy = validation.map {
      Self.accuracy(predictor.classIndices(for: $0.features), $0)
    }
    summary = Summary(
      cost: JSONNumber(result.value), iterations: result.iterations,
      evaluations: result.evaluations, seconds: result.seconds,
      stopReason: result.stopReason.rawValue, converged: result.isConverged,
      trainingAccuracy: Self.accuracy(predicted, training),
      validationAccuracy: JSONNumber(validationAccuracy ?? .nan),
      parametersSHA256: model.parametersSHA256,
      seed: plan.seed, layers: model.topology.layerSizes)
    try outputs.write(model: model, history: history)
  }

  private static func accuracy(_ predicted: [Int], _ dataset: Dataset<Scalar>) -> Double {
    let correct = zip(predicted, dataset.classIndices).count { $0 == $1 }
    return Double(correct) / Double(dataset.exampleCount)
  }

  /// The run in lines for people.
  var lines: [String] {
    [
      "\(model.topology), \(result.stopReason)",
      "cost J \(result.value) after \(result.iterations) iterations, "
        + "\(result.evaluations.gradients) evaluations, "
        + String(format: "%.2f s", result.seconds),
      String(format: "training accuracy %.2f %%", 100 * summary.trainingAccuracy)
        + (validationAccuracy.map { String(format: ", validation %.2f %%", 100 * $0) } ?? ""),
      "seed \(summary.seed), parameters SHA-256 \(summary.parametersSHA256)",
    ]
  }

  /// Writes the run as one HTML page.
  func writeReport(to path: String, dataset: Dataset<Scalar>, name: String) throws {
    let report = TrainingReport(
      title: "\(model.topology) on \(name)",
      settings: model.provenance.map { .init($0.name, $0.text) },
      stopReason: result.stopReason.description, curve: history.map { TrainingCurvePoint($0) },
      evaluations: [
        .init(
          "training examples",
          ClassificationReport(
            actual: dataset.classIndices, predicted: predicted, encoding: dataset.encoding))
      ],
      hiddenUnits: dataset.imageShape.map { Pictures.hiddenUnits(of: model, shape: $0) },
      mistakes: .mistakes(in: dataset, predicted: predicted))
    do {
      try AtomicFile.write(report.document().html().utf8, to: path)
    } catch let error as ReportingError {
      throw ToolError(exitCode: .software, file: path, message: error.description)
    }
  }

  /// Ends the command with the code that its stop reason has, if it is not success.
  func requireSuccess() throws {
    if Interruption.isRequested {
      throw ToolError(
        exitCode: .interrupted, message: "interrupted; what was reached is written")
    }
    if result.stopReason.isNumericalFailure {
      throw ToolError(
        exitCode: .numericalFailure, message: "\(result.stopReason); the best point is kept")
    }
  }
}

/// The files that a training run writes.
struct TrainingOutputs {
  var model: String?
  var trace: String?
  var report: String?
  var checkpoint: String?
  /// The checkpoint to go on from: not an output, but a file of the run.
  var resume: String?

  /// Ends the command, before training, when one of the files can't be made.
  func requireCreatable() throws {
    for path in [model, trace, report, checkpoint].compactMap(\.self) {
      try AtomicFile.requireCreatable(path)
    }
  }

  func write(model trained: Model, history: [IterationRecord]) throws {
    if let model {
      do {
        try ModelFile.write(trained, to: model)
      } catch {
        throw ToolError(
          exitCode: error.kind == .cannotWrite ? .cannotCreate : .software, file: model,
          message: error.description)
      }
    }
    if let trace {
      let lines = try history.map { try JSON.line(TraceLine($0)) + "\n" }
      try AtomicFile.write(lines.joined().utf8, to: trace)
    }
  }

  /// A line of a trace.
  private struct TraceLine: Encodable {
    let iteration: Int
    let evaluations: Int
    let cost: JSONNumber
    let gradientNorm: JSONNumber
    let step: JSONNumber
    let seconds: Double

    init(_ record: IterationRecord) {
      iteration = record.iteration
      evaluations = record.evaluations.gradients
      cost = JSONNumber(record.value)
      gradientNorm = JSONNumber(record.gradientNorm)
      step = JSONNumber(record.stepLength)
      seconds = record.seconds
    }
  }
}
