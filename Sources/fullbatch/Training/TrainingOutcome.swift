import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import Reporting
import Training

/// A finished training run with its scores on each set of examples.
struct TrainingOutcome<Scalar: BLASScalar> {
  let run: TrainingRun
  /// The scores on the examples that were trained on.
  let trainingScores: ClassificationReport
  let validationScores: ClassificationReport?
  let testScores: ClassificationReport?
  let seed: UInt64
  let outputs: TrainingOutputs

  private var result: TrainingResult { run.result }

  /// The content of `train --json`.
  var summary: TrainingSummary {
    TrainingSummary(
      cost: JSONNumber(result.cost), iterations: result.iterations,
      evaluations: EvaluationSummary(result.evaluations), seconds: result.seconds,
      stopReason: result.stopReason.rawValue, converged: result.stopReason.isConverged,
      costNoise: result.noiseLevel,
      trainingAccuracy: trainingScores.accuracy,
      validationAccuracy: JSONNumber(validationScores?.accuracy ?? .nan),
      testAccuracy: JSONNumber(testScores?.accuracy ?? .nan),
      parametersSHA256: run.model.parametersSHA256, seed: seed,
      layers: run.model.topology.layerSizes,
      predictedSecondsPerIteration: run.predictedSecondsPerIteration,
      kroneckerFactors: run.kroneckerFactors)
  }

  /// The names of the available sets of examples, and the scores on them.
  var scores: [(name: String, report: ClassificationReport)] {
    let sets = [
      ("training examples", trainingScores), ("validation examples", validationScores),
      ("test examples", testScores),
    ]
    return sets.compactMap { name, report in report.map { (name, $0) } }
  }

  /// The result as text.
  var lines: [String] {
    [
      "\(run.model.topology), \(result.stopReason)\(noise)",
      "cost J \(result.cost) after \(iterations), "
        + "\(evaluations), "
        + String(format: "%.2f s", result.seconds),
      String(format: "training accuracy %.2f %%", 100 * trainingScores.accuracy)
        + percentage("validation", validationScores) + percentage("test", testScores),
      "seed \(seed), parameters SHA-256 \(run.model.parametersSHA256)",
    ]
  }

  /// The noise level that hides further decreases at the precision limit.
  private var noise: String {
    guard result.stopReason == .precisionLimit, let level = result.noiseLevel else { return "" }
    return String(format: " (the noise of the cost in \(Scalar.self) is %.1e)", level)
  }

  private var iterations: String {
    result.iterations == 1
      ? "1 \(run.iterationName.dropLast())" : "\(result.iterations) \(run.iterationName)"
  }

  /// The number of evaluations, in units of one over all examples, which may be fractional.
  private var evaluations: String {
    let count = result.evaluations.gradients
    if count == 1 { return "1 evaluation" }
    return String(format: count == count.rounded() ? "%.0f evaluations" : "%.1f evaluations", count)
  }

  private func percentage(_ name: String, _ report: ClassificationReport?) -> String {
    report.map { String(format: ", \(name) %.2f %%", 100 * $0.accuracy) } ?? ""
  }

  /// Writes the report as an HTML page, if a path is given; the page shows some examples of the sets.
  func writeReport(on sets: DatasetCollection<Scalar>, name: String) throws {
    guard let path = outputs.report else { return }
    let mistakes = mistakes(in: sets)
    // The result section shows these, rounded.
    let inResult: Set = ["cost", "iterations", "epochs", "stopReason"]
    let report = TrainingReport(
      title: "\(run.model.topology) on \(URL(fileURLWithPath: name).lastPathComponent)",
      settings: run.model.provenance.filter { !inResult.contains($0.name) }
        .map { .init($0.name, $0.text) },
      stopReason: result.stopReason.description, cost: result.cost, curve: run.curve,
      evaluations: scores.map { .init($0.name, $0.report) },
      hiddenUnits: sets.training.imageShape.map {
        ImageFiles.hiddenUnits(of: run.model, shape: $0)
      },
      mistakes: mistakes?.grid, mistakesName: mistakes?.name)
    do {
      try AtomicFile.write(report.document().html().utf8, to: path)
    } catch let error as ReportingError {
      throw ToolError(exitCode: .software, file: path, message: error.description)
    }
  }

  /// The misclassified examples of the first set that has any: the test set, the validation set,
  /// or otherwise the training set, which is the least informative.
  func mistakes(in sets: DatasetCollection<Scalar>) -> (name: String, grid: ImageGrid)? {
    let predictor = Predictor<Scalar>(
      topology: run.model.topology, parameters: run.model.parameters)
    for (name, dataset) in [("test examples", sets.test), ("validation examples", sets.validation)]
    {
      guard let dataset else { continue }
      let predicted = predictor.classIndices(for: dataset.features)
      if let grid = ImageGrid.mistakes(in: dataset, predicted: predicted) { return (name, grid) }
    }
    return ImageGrid.mistakes(in: sets.training, predicted: run.predicted)
      .map { ("training examples", $0) }
  }

  /// Throws the error that the run ended with, if it failed or was interrupted.
  func requireSuccess() throws {
    if let failure = run.checkpointFailure { throw failure }
    if Interruption.isRequested {
      throw ToolError(
        exitCode: .interrupted,
        message: "interrupted after \(iterations); \(outputs.resumeHint)")
    }
    if result.stopReason.isNumericalFailure {
      throw ToolError(
        exitCode: .numericalFailure,
        message: "\(result.stopReason); the best point is kept" + remedy)
    }
    guard result.cost.isFinite else {
      throw ToolError(
        exitCode: .numericalFailure,
        message: "the cost is not a finite number after \(iterations): \(result.stopReason) "
          + "(initialize closer to zero, or set wider limits)")
    }
  }

  /// How to fix a numerical failure, unless its description says so.
  private var remedy: String {
    switch result.stopReason {
    case .startNotFinite: " (initialize closer to zero: --init uniform)"
    case .lineSearchFailure: " (try another --minimizer, or another --seed)"
    case .inconsistentGradient: " (run fullbatch check-gradient on this data)"
    default: ""
    }
  }
}

extension TrainingJob {
  /// Trains, shows progress, and writes the model, the trace, the plot and the checkpoint.
  ///
  /// The sets are released once the examples are laid out; if the caller passes ownership, they are
  /// in memory only once.
  func train<Scalar: BLASScalar>(
    on sets: consuming DatasetCollection<Scalar>
  ) throws -> TrainingOutcome<Scalar> {
    let (training, validation, test) = (sets.training, sets.validation, sets.test)
    _ = consume sets
    let (classIndices, encoding) = (training.classIndices, training.encoding)
    let heldOut = validation.map { ($0, HeldOutSet.validation) } ?? test.map { ($0, .test) }
    let run = try run(on: consume training, heldOut: heldOut)
    let predictor = Predictor<Scalar>(
      topology: run.model.topology, parameters: run.model.parameters)
    let outcome = TrainingOutcome<Scalar>(
      run: run,
      trainingScores: ClassificationReport(
        actual: classIndices, predicted: run.predicted, encoding: encoding),
      validationScores: validation.map { ClassificationReport(predictor, on: $0) },
      testScores: test.map { ClassificationReport(predictor, on: $0) },
      seed: configuration.seed, outputs: outputs)
    try outputs.write(run)
    return outcome
  }
}

/// The content of `train --json`.
struct TrainingSummary: Encodable {
  let cost: JSONNumber
  let iterations: Int
  let evaluations: EvaluationSummary
  let seconds: Double
  let stopReason: String
  let converged: Bool
  /// The noise level of the cost, where a failed line search has measured it; otherwise omitted.
  var costNoise: Double?
  let trainingAccuracy: Double
  /// `null` without a validation set.
  let validationAccuracy: JSONNumber
  /// `null` without a test set.
  let testAccuracy: JSONNumber
  let parametersSHA256: String
  let seed: UInt64
  let layers: [Int]
  /// Omitted unless the minimizer predicts it.
  var predictedSecondsPerIteration: Double?
  var kroneckerFactors: String?
}
