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
  let run: TrainingRun
  let summary: TrainingSummary
  /// The scores on the examples that were trained on.
  let trainingScores: ClassificationReport
  /// The scores on the examples that were not, where there are any.
  private let validationScores: ClassificationReport?
  private let testScores: ClassificationReport?
  private let outputs: TrainingOutputs

  /// Trains, shows progress, and writes what is wanted of the run.
  ///
  /// - Parameter sets: let go of when the examples are laid out; a caller who hands them over has
  ///   them in memory once.
  init(
    on sets: consuming DatasetCollection<Scalar>, job: TrainingJob,
    measuresExactCost: Bool = false,
    threads: Int, outputs: TrainingOutputs, output: OutputOptions
  ) throws {
    self.outputs = outputs
    let (training, validation, test) = (sets.training, sets.validation, sets.test)
    _ = consume sets
    let (classIndices, encoding) = (training.classIndices, training.encoding)
    if job.plan.minimizer == .stochasticGradientDescent {
      let heldOut = validation.map { ($0, HeldOutSet.validation) } ?? test.map { ($0, .test) }
      run = try .miniBatches(
        on: consume training, heldOut: heldOut, job: job,
        measuresExactCost: measuresExactCost, threads: threads, outputs: outputs, output: output)
    } else {
      run = try .fullBatch(
        on: consume training, job: job, threads: threads, outputs: outputs, output: output)
    }
    let predictor = Predictor<Scalar>(
      topology: run.model.topology, parameters: run.model.parameters)
    trainingScores = ClassificationReport(
      actual: classIndices, predicted: run.predicted, encoding: encoding)
    validationScores = validation.map { ClassificationReport(predictor, on: $0) }
    testScores = test.map { ClassificationReport(predictor, on: $0) }
    summary = TrainingSummary(
      cost: JSONNumber(run.cost), iterations: run.iterations, evaluations: run.evaluations,
      seconds: run.seconds, stopReason: run.stopReason.rawValue,
      converged: run.stopReason.isConverged, costNoise: run.noiseLevel,
      trainingAccuracy: trainingScores.accuracy,
      validationAccuracy: JSONNumber(validationScores?.accuracy ?? .nan),
      testAccuracy: JSONNumber(testScores?.accuracy ?? .nan),
      parametersSHA256: run.model.parametersSHA256,
      seed: job.plan.seed, layers: run.model.topology.layerSizes,
      predictedSecondsPerIteration: run.predictedSecondsPerIteration)
    try outputs.write(run)
  }

  /// The scores on each set of examples that there is, under its name.
  var scores: [(name: String, report: ClassificationReport)] {
    let sets = [
      ("training examples", trainingScores), ("validation examples", validationScores),
      ("test examples", testScores),
    ]
    return sets.compactMap { name, report in report.map { (name, $0) } }
  }

  /// The run in lines for people.
  var lines: [String] {
    [
      "\(run.model.topology), \(run.stopReason)\(noise)",
      "cost J \(run.cost) after \(iterations), "
        + "\(evaluations), "
        + String(format: "%.2f s", run.seconds),
      String(format: "training accuracy %.2f %%", 100 * summary.trainingAccuracy)
        + percentage("validation", summary.validationAccuracy)
        + percentage("test", summary.testAccuracy),
      "seed \(summary.seed), parameters SHA-256 \(summary.parametersSHA256)",
    ]
  }

  /// What hides further decreases at the limit of precision.
  private var noise: String {
    guard run.stopReason == .precisionLimit, let level = run.noiseLevel else { return "" }
    return String(format: " (the noise of the cost in \(Scalar.self) is %.1e)", level)
  }

  /// What mends a numerical failure, unless its sentence says it.
  private var remedy: String {
    switch run.stopReason {
    case .startNotFinite: " (start nearer to zero: --init uniform)"
    case .lineSearchFailure: " (try another --minimizer, or another --seed)"
    case .inconsistentGradient: " (run fullbatch check-gradient on these data)"
    default: ""
    }
  }

  private var iterations: String {
    run.iterations == 1
      ? "1 \(run.iterationName.dropLast())" : "\(run.iterations) \(run.iterationName)"
  }

  /// Evaluations in units of one over all examples, so not always a whole number.
  private var evaluations: String {
    let count = run.evaluations.gradients
    if count == 1 { return "1 evaluation" }
    return String(format: count == count.rounded() ? "%.0f evaluations" : "%.1f evaluations", count)
  }

  private func percentage(_ name: String, _ accuracy: JSONNumber) -> String {
    accuracy.value.isFinite ? String(format: ", \(name) %.2f %%", 100 * accuracy.value) : ""
  }

  /// Writes the run as one HTML page, where one is wanted.
  ///
  /// - Parameter sets: the examples of the run, of which the page shows some.
  func writeReport(on sets: DatasetCollection<Scalar>, name: String) throws {
    guard let path = outputs.report else { return }
    let mistakes = mistakes(in: sets)
    // What the run came to stands in the outcome, and rounded.
    let outcome: Set = ["cost", "iterations", "epochs", "stopReason"]
    let report = TrainingReport(
      title: "\(run.model.topology) on \(URL(fileURLWithPath: name).lastPathComponent)",
      settings: run.model.provenance.filter { !outcome.contains($0.name) }
        .map { .init($0.name, $0.text) },
      stopReason: run.stopReason.description, cost: run.cost, curve: run.curve,
      evaluations: scores.map { .init($0.name, $0.report) },
      hiddenUnits: sets.training.imageShape.map { Pictures.hiddenUnits(of: run.model, shape: $0) },
      mistakes: mistakes?.sheet, mistakesName: mistakes?.name)
    do {
      try AtomicFile.write(report.document().html().utf8, to: path)
    } catch let error as ReportingError {
      throw ToolError(exitCode: .software, file: path, message: error.description)
    }
  }

  /// The wrongly predicted examples of the first set that has any: the test set, the validation set,
  /// and last the examples that were trained on, which say least.
  func mistakes(in sets: DatasetCollection<Scalar>) -> (name: String, sheet: PictureSheet)? {
    let predictor = Predictor<Scalar>(
      topology: run.model.topology, parameters: run.model.parameters)
    for (name, dataset) in [("test examples", sets.test), ("validation examples", sets.validation)]
    {
      guard let dataset else { continue }
      let predicted = predictor.classIndices(for: dataset.features)
      if let sheet = PictureSheet.mistakes(in: dataset, predicted: predicted) {
        return (name, sheet)
      }
    }
    return PictureSheet.mistakes(in: sets.training, predicted: run.predicted)
      .map { ("training examples", $0) }
  }

  /// Ends the command with the code that its end has, if it is not success.
  func requireSuccess() throws {
    if let failure = run.checkpointFailure { throw failure }
    if Interruption.isRequested {
      throw ToolError(
        exitCode: .interrupted,
        message: "interrupted after \(iterations); \(outputs.whatIsKept)")
    }
    if run.stopReason.isNumericalFailure {
      throw ToolError(
        exitCode: .numericalFailure,
        message: "\(run.stopReason); the best point is kept" + remedy)
    }
    guard run.cost.isFinite else {
      throw ToolError(
        exitCode: .numericalFailure,
        message: "the cost is not a finite number after \(iterations): \(run.stopReason) "
          + "(start nearer to zero, or set wider limits)")
    }
  }
}
