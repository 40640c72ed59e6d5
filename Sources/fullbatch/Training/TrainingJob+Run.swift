import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import Reporting
import Training

extension TrainingJob {
  /// Trains, shows progress, and writes checkpoints.
  ///
  /// The data set is released once the examples are laid out. The network is evaluated on the
  /// validation and the test examples after each iteration.
  func run<Scalar: BLASScalar>(
    on dataset: consuming Dataset<Scalar>, validation: Dataset<Scalar>?, test: Dataset<Scalar>?,
    reading: DataSummary
  ) throws -> TrainingRun {
    let keeper = CheckpointKeeper(outputs, dataset: dataset, validation: validation, job: self)
    let isFullBatch = !configuration.minimizer.usesMiniBatches
    var trainer = Trainer(
      consume dataset, validation: validation, test: test, configuration: configuration,
      computesFullLoss: computesFullLoss, threads: threads)
    Interruption.listen()
    do {
      try trainer.requireMemory()
    } catch {
      throw ToolError(exitCode: .badData, message: error.description)
    }
    let progress = Progress(output)
    let resumed = try keeper.stateToResume()
    let predicted = try predictDuration(trainer, resuming: resumed)
    if isFullBatch { try checkSlope(&trainer, resuming: resumed) }
    // Errors before the run are a single line.
    reading.show(output)
    var history: [TrainingRecord] = []
    // The history has the cost over all examples, even when the run is on a sample.
    let needsFullCost = outputs.recordsHistory && trainer.beginsOnSample
    var fullCost = needsFullCost ? trainer.objective.overAllExamples() : nil
    let result: TrainingResult
    do {
      result = try trainer.run(resuming: resumed, interruptedBy: Interruption.token) {
        record, run in
        keeper.note(record.seconds, run)
        if record.sampleFraction < 1, needsFullCost {
          history.append(record.evaluated(on: &fullCost!, at: run.parameters))
        } else if record.cost != nil {
          history.append(record)
        }
        if record.cost != nil { show(record, in: progress) }
        return .proceed
      }
    } catch {
      throw keeper.unsuitable(error)
    }
    let checkpointFailure = keeper.finish()
    progress.finish()
    if let last = history.last, last.sampleFraction < 1 {
      history[history.count - 1] = result.completing(last)
    }
    let isAutoencoder = configuration.targets == .features
    return TrainingRun(
      model: trainer.model(with: result),
      predicted: isAutoencoder
        ? [] : trainer.objective.classIndices(at: result.keptParameters.span),
      trainingErrors: isAutoencoder
        ? trainer.objective.targetErrors(at: result.keptParameters.span) : nil,
      result: result,
      iterationName: isFullBatch ? "iterations" : "epochs",
      curve: history.map { TrainingCurvePoint($0) },
      trace: history.map { TraceLine($0) }, checkpointFailure: checkpointFailure,
      predictedSecondsPerIteration: predicted,
      kroneckerFactors: trainer.kroneckerRepresentation?.rawValue)
  }

  /// Shows an iteration as progress, and an epoch as a line of the result, or as progress with
  /// `--json`.
  private func show(_ record: TrainingRecord, in progress: Progress) {
    if record.epoch == nil || output.json {
      progress.show(record)
    } else if !output.quiet {
      Terminal.print(ProgressLine.text(record, style: output.style))
    }
  }

  /// Compares the gradient with finite differences before training.
  private func checkSlope<Scalar: BLASScalar>(
    _ trainer: inout Trainer<Scalar>, resuming state: TrainingState?
  ) throws {
    // A short time limit may leave no time for the check's ten evaluations.
    let token = StopToken(
      linkedTo: Interruption.token,
      deadline: configuration.stopping.timeLimit.map { .now + $0 / 4 })
    let slope = trainer.checkSlope(resuming: state, interruptedBy: token)
    guard slope.isInconsistent, !token.hasCutWork else { return }
    throw ToolError(
      exitCode: .numericalFailure,
      message: "\(StopReason.inconsistentGradient): \(slope); nothing was trained")
  }

  /// Predicts the duration of an iteration, for a minimizer whose iterations are long.
  ///
  /// - Throws: an error when the time limit is too short for one iteration.
  private func predictDuration<Scalar: BLASScalar>(
    _ trainer: borrowing Trainer<Scalar>, resuming state: TrainingState?
  ) throws -> Double? {
    guard let predicted = trainer.predictedSecondsPerIteration() else { return nil }
    try requireTime(for: predicted, trainer, resuming: state)
    if !output.quiet {
      let order = trainer.start.count
      Terminal.note(
        "\(configuration.minimizer.rawValue): at least about "
          + "\(String(format: "%.2g", predicted)) s per iteration, "
          + "with a matrix of \(order) × \(order)")
    }
    return predicted
  }

  private func requireTime<Scalar: BLASScalar>(
    for iteration: Double, _ trainer: borrowing Trainer<Scalar>, resuming state: TrainingState?
  ) throws {
    let stopping = configuration.stopping
    guard let limit = stopping.timeLimit.map({ $0 / .seconds(1) }),
      (stopping.maxIterations ?? .max) > (state?.iteration ?? 0)
    else { return }
    let left = limit - (state?.seconds ?? 0)
    // A resumed run with no time left ends immediately with that stop reason.
    guard iteration > left, left > 0 || state == nil else { return }
    throw ToolError(
      exitCode: .usage,
      message: String(format: "--time-limit %g: an iteration of ", limit)
        + configuration.minimizer.rawValue
        + String(format: " takes at least about %.2g s here, and %.2g s are left", iteration, left)
        + " (use --minimizer \(MinimizerKind.kroneckerLBFGS.rawValue), or raise the limit)")
  }
}
