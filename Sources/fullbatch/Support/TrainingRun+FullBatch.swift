import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import Reporting
import Training

extension TrainingRun {
  /// Trains by a full-batch minimizer.
  static func fullBatch<Scalar: BLASScalar>(
    on dataset: consuming Dataset<Scalar>, job: TrainingJob, threads: Int,
    outputs: TrainingOutputs,
    output: OutputOptions
  ) throws -> TrainingRun {
    let keeper = CheckpointKeeper(outputs, dataset: dataset, job: job)
    var trainer = Trainer(consume dataset, plan: job.plan, threads: threads)
    Interruption.listen()
    do {
      try trainer.requireMemory()
    } catch {
      throw ToolError(exitCode: .badData, message: error.description)
    }
    let progress = Progress(output)
    let resumed = try keeper.stateToResume()
    let predicted = trainer.predictedSecondsPerIteration()
    if let predicted {
      try requireTime(for: predicted, trainer, resuming: resumed)
      if !output.quiet {
        let order = trainer.start.count
        Terminal.note(
          "\(job.plan.minimizer.rawValue): at least about "
            + "\(String(format: "%.2g", predicted)) s an iteration, "
            + "with a matrix of \(order) × \(order)")
      }
    }
    // A limit that is too short for the check has no room for ten evaluations.
    let token = StopToken(
      linkedTo: Interruption.token, deadline: job.plan.stopping.timeLimit.map { .now + $0 / 4 })
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
        // A sample's cost is not the cost: what is written down is over all examples.
        let isWhole = record.share == 1 || !outputs.showsCourse
        history.append(
          isWhole ? record : record.replacingValue(cost.value(at: state().iterate.point.span)))
        progress.show(record)
        keeper.note(record.seconds, state)
        return .proceed
      }
    } catch {
      throw keeper.unsuitable(error)
    }
    let checkpointFailure = keeper.finish()
    progress.finish()
    if let last = history.last, last.share < 1 {
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

  /// Ends the command when the time limit leaves no time for one iteration.
  private static func requireTime<Scalar: BLASScalar>(
    for iteration: Double, _ trainer: borrowing Trainer<Scalar>, resuming state: MinimizationState?
  ) throws {
    let stopping = trainer.plan.stopping
    guard let limit = stopping.timeLimit.map({ $0 / .seconds(1) }),
      (stopping.maxIterations ?? .max) > (state?.iteration ?? 0)
    else { return }
    let left = limit - (state?.seconds ?? 0)
    // A run that has used its time up ends at once, and says so.
    guard iteration > left, left > 0 || state == nil else { return }
    let others: [MinimizerKind] = [.kroneckerLBFGS, .lbfgs]
    let fitsMemory = (try? trainer.objective.requireKroneckerMemory()) != nil
    throw ToolError(
      exitCode: .usage,
      message: String(format: "--time-limit %g: an iteration of ", limit)
        + trainer.plan.minimizer.rawValue
        + String(format: " takes at least about %.2g s here, and %.2g s are left", iteration, left)
        + " (take --minimizer \(others[fitsMemory ? 0 : 1].rawValue), or more time)")
  }
}

extension TraceLine {
  fileprivate init(_ record: IterationRecord) {
    iteration = record.iteration
    evaluations = record.evaluations.gradients
    share = record.share
    cost = JSONNumber(record.value)
    gradientNorm = JSONNumber(record.gradientNorm)
    step = JSONNumber(record.stepLength)
    seconds = record.seconds
  }
}
