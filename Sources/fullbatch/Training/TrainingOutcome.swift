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
  let trainingScores: ModelScores
  let validationScores: ModelScores?
  let testScores: ModelScores?
  let seed: UInt64
  let keep: KeptPoint
  let outputs: TrainingOutputs
  /// How the data was read.
  let reading: DataSummary

  private var result: TrainingResult { run.result }

  /// The content of `train --json`.
  var summary: TrainingSummary {
    TrainingSummary(
      cost: JSONNumber(result.keptCost), iterations: result.iterations,
      evaluations: EvaluationSummary(result.evaluations), seconds: result.seconds,
      stopReason: result.stopReason.rawValue, converged: result.stopReason.isConverged,
      costNoise: result.noiseLevel,
      targets: run.model.targets.rawValue,
      trainingAccuracy: JSONNumber(trainingScores.accuracy ?? .nan),
      validationAccuracy: JSONNumber(validationScores?.accuracy ?? .nan),
      testAccuracy: JSONNumber(testScores?.accuracy ?? .nan),
      trainingErrors: trainingScores.errors.map { ErrorSummary($0) },
      validationErrors: validationScores?.errors.map { ErrorSummary($0) },
      testErrors: testScores?.errors.map { ErrorSummary($0) },
      parametersSHA256: run.model.parametersSHA256, seed: seed,
      layers: run.model.topology.layerSizes,
      predictedSecondsPerIteration: run.predictedSecondsPerIteration,
      keep: keep.rawValue, final: keep.needsValidation ? PointSummary(finalOf: result) : nil,
      best: PointSummary(bestOf: result), kroneckerFactors: run.kroneckerFactors,
      data: reading)
  }

  /// The names of the available sets of examples, and the scores on them.
  var scores: [(name: String, scores: ModelScores)] {
    let sets = [
      ("training examples", trainingScores), ("validation examples", validationScores),
      ("test examples", testScores),
    ]
    return sets.compactMap { name, scores in scores.map { (name, $0) } }
  }

  /// The result as text.
  var lines: [String] {
    [
      "\(run.model.topology), \(result.stopReason)\(noise)"
    ] + (run.keptSentence.map { [$0] } ?? []) + [
      cost + ", \(evaluations), " + String(format: "%.2f s", result.seconds),
      "training " + figure(trainingScores, named: true)
        + (validationScores.map { ", validation " + figure($0) } ?? "")
        + (testScores.map { ", test " + figure($0) } ?? ""),
      "seed \(seed), parameters SHA-256 \(run.model.parametersSHA256)",
    ]
  }

  /// J of the network that is kept, and of the last one.
  private var cost: String {
    result.keepsEarlierPoint
      ? "cost J \(result.keptCost) of the kept network, \(result.cost) of the last one, after \(iterations)"
      : "cost J \(result.cost) after \(iterations)"
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

  /// The accuracy of a classifier, or the mean squared error per example of an autoencoder.
  private func figure(_ scores: ModelScores, named: Bool = false) -> String {
    switch scores {
    case .classification(let report):
      (named ? "accuracy " : "") + String(format: "%.2f %%", 100 * report.accuracy)
    case .reconstruction(let errors):
      (named ? "squared error per example " : "") + String(format: "%.4g", errors.squaredError)
    }
  }

  /// Writes the report as an HTML page, if a path is given; the page shows some examples of the sets.
  func writeReport(on sets: DatasetCollection<Scalar>, name: String) throws {
    guard let path = outputs.report else { return }
    let mistakes = mistakes(in: sets)
    // The result section shows these, rounded.
    let inResult: Set = [
      "cost", "iterations", "epochs", "stopReason", "keptIteration", "validationCost",
      "validationAccuracy",
    ]
    let report = TrainingReport(
      title: "\(run.model.topology) on \(URL(fileURLWithPath: name).lastPathComponent)",
      settings: run.model.provenance.filter { !inResult.contains($0.name) }
        .map { .init($0.name, $0.text) },
      stopReason: result.stopReason.description, kept: run.keptSentence, cost: result.keptCost,
      curve: run.curve,
      evaluations: scores.map { .init($0.name, $0.scores) },
      hiddenUnits: sets.training.imageShape.map {
        ImageFiles.hiddenUnits(of: run.model, shape: $0)
      },
      mistakes: mistakes?.grid, mistakesName: mistakes?.name,
      reconstructions: ImageFiles.reconstructions(
        by: run.model, of: sets.test ?? sets.validation ?? sets.training, count: 30, seed: 1))
    do {
      try AtomicFile.write(report.document().html().utf8, to: path)
    } catch let error as ReportingError {
      throw ToolError(exitCode: .software, file: path, message: error.description)
    }
  }

  /// The misclassified examples of the first set that has any: the test set, the validation set,
  /// or otherwise the training set, which is the least informative.
  func mistakes(in sets: DatasetCollection<Scalar>) -> (name: String, grid: ImageGrid)? {
    guard run.model.targets == .labels else { return nil }
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
    guard result.keptCost.isFinite else {
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
    on sets: consuming DatasetCollection<Scalar>, reading: DataSummary
  ) throws -> TrainingOutcome<Scalar> {
    let (training, validation, test) = (sets.training, sets.validation, sets.test)
    _ = consume sets
    let (classIndices, encoding) = (training.classIndices, training.encoding)
    // A forward pass an iteration, only where it is asked for; an epoch always shows a count.
    let isMiniBatchRun = configuration.minimizer.usesMiniBatches
    let isScored = isMiniBatchRun || configuration.keep.needsValidation || outputs.recordsCurves
    var run = try run(
      on: consume training, validation: isScored ? validation : nil,
      test: isMiniBatchRun && validation == nil ? test : nil, reading: reading)
    run.model.provenance += reading.notes
    let outcome = TrainingOutcome<Scalar>(
      run: run,
      trainingScores: run.trainingErrors.map { .reconstruction($0) }
        ?? .classification(
          ClassificationReport(actual: classIndices, predicted: run.predicted, encoding: encoding)),
      validationScores: validation.map { ModelScores(of: run.model, on: $0, threads: threads) },
      testScores: test.map { ModelScores(of: run.model, on: $0, threads: threads) },
      seed: configuration.seed, keep: configuration.keep, outputs: outputs,
      reading: reading)
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
  /// `labels`, or `features` for an autoencoder.
  let targets: String
  /// `null` for an autoencoder.
  let trainingAccuracy: JSONNumber
  /// `null` without a validation set.
  let validationAccuracy: JSONNumber
  /// `null` without a test set.
  let testAccuracy: JSONNumber
  /// The errors of an autoencoder on each set; otherwise omitted.
  let trainingErrors: ErrorSummary?
  let validationErrors: ErrorSummary?
  let testErrors: ErrorSummary?
  let parametersSHA256: String
  let seed: UInt64
  let layers: [Int]
  /// Omitted unless the minimizer predicts it.
  var predictedSecondsPerIteration: Double?
  /// Which point's network is kept.
  let keep: String
  /// The last point and the best one; omitted unless the best one is kept.
  var final: PointSummary?
  var best: PointSummary?
  /// How Kronecker factors represent the curvature; omitted without them.
  var kroneckerFactors: String?
  /// How the data was read.
  let data: DataSummary
}
