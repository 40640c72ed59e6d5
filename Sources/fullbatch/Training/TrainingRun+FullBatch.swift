import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import Reporting
import Training

extension TrainingRun {
  /// Trains with a full-batch minimizer.
  static func fullBatch<Scalar: BLASScalar>(
    on dataset: consuming Dataset<Scalar>, job: TrainingJob
  ) throws -> TrainingRun {
    let keeper = CheckpointKeeper(job.outputs, dataset: dataset, job: job)
    var trainer = Trainer(consume dataset, configuration: job.configuration, threads: job.threads)
    Interruption.listen()
    do {
      try trainer.requireMemory()
    } catch {
      throw ToolError(exitCode: .badData, message: error.description)
    }
    let progress = Progress(job.output)
    let resumed = try keeper.stateToResume()
    let predicted = trainer.predictedSecondsPerIteration()
    if let predicted {
      try requireTime(for: predicted, trainer, resuming: resumed)
      if !job.output.quiet {
        let order = trainer.start.count
        Terminal.note(
          "\(job.configuration.minimizer.rawValue): at least about "
            + "\(String(format: "%.2g", predicted)) s per iteration, "
            + "with a matrix of \(order) × \(order)")
      }
    }
    // A short time limit may leave no room for the check's ten evaluations.
    let token = StopToken(
      linkedTo: Interruption.token,
      deadline: job.configuration.stopping.timeLimit.map { .now + $0 / 4 })
    let slope = trainer.checkSlope(resuming: resumed, interruptedBy: token)
    if slope.isInconsistent, !token.hasCutWork {
      throw ToolError(
        exitCode: .numericalFailure,
        message: "\(StopReason.inconsistentGradient): \(slope); nothing was trained")
    }
    var history: [IterationRecord] = []
    var cost = trainer.objective.overAllExamples()
    let result: MinimizationResult
    do {
      result = try trainer.run(resuming: resumed, interruptedBy: Interruption.token) {
        record, state in
        // The cost of a subsample is not the cost: the history records it over all examples.
        let isFullBatch = record.sampleFraction == 1 || !job.outputs.recordsHistory
        history.append(
          isFullBatch ? record : record.replacingValue(cost.value(at: state().iterate.point.span)))
        progress.show(record)
        keeper.note(record.seconds, state)
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
    return TrainingRun(
      model: trainer.model(with: result),
      predicted: trainer.objective.classIndices(at: result.parameters.span), cost: result.value,
      iterations: result.iterations, iterationName: "iterations", evaluations: result.evaluations,
      seconds: result.seconds, stopReason: result.stopReason, noiseLevel: result.noiseLevel,
      curve: history.map { TrainingCurvePoint($0) }, trace: history.map { TraceLine($0) },
      checkpointFailure: checkpointFailure, predictedSecondsPerIteration: predicted)
  }

  /// Throws an error when the time limit is too short for one iteration.
  private static func requireTime<Scalar: BLASScalar>(
    for iteration: Double, _ trainer: borrowing Trainer<Scalar>, resuming state: MinimizationState?
  ) throws {
    let stopping = trainer.configuration.stopping
    guard let limit = stopping.timeLimit.map({ $0 / .seconds(1) }),
      (stopping.maxIterations ?? .max) > (state?.iteration ?? 0)
    else { return }
    let left = limit - (state?.seconds ?? 0)
    // A resumed run without time left ends at once with that stop reason.
    guard iteration > left, left > 0 || state == nil else { return }
    let others: [MinimizerKind] = [.kroneckerLBFGS, .lbfgs]
    let fitsMemory = (try? trainer.objective.requireKroneckerMemory()) != nil
    throw ToolError(
      exitCode: .usage,
      message: String(format: "--time-limit %g: an iteration of ", limit)
        + trainer.configuration.minimizer.rawValue
        + String(format: " takes at least about %.2g s here, and %.2g s are left", iteration, left)
        + " (use --minimizer \(others[fitsMemory ? 0 : 1].rawValue), or raise the limit)")
  }
}

extension TraceLine {
  fileprivate init(_ record: IterationRecord) {
    iteration = record.iteration
    evaluations = record.evaluations.gradients
    share = record.sampleFraction
    cost = JSONNumber(record.value)
    gradientNorm = JSONNumber(record.gradientNorm)
    step = JSONNumber(record.stepLength)
    seconds = record.seconds
  }
}
