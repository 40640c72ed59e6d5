import Datasets
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
    do {
      try trainer.requireMemory()
    } catch {
      throw ToolError(exitCode: .badData, message: error.description)
    }
    let progress = Progress(output)
    let resumed = try keeper.stateToResume()
    let slope = trainer.checkSlope(resuming: resumed)
    if slope.isInconsistent {
      throw ToolError(
        exitCode: .numericalFailure,
        message: "\(StopReason.inconsistentGradient): \(slope); nothing was trained")
    }
    var history: [IterationRecord] = []
    var cost = trainer.objective.overAllExamples()
    let result: MinimizationResult
    do {
      result = try trainer.run(resuming: resumed) { record, state in
        // A sample's cost is not the cost: what is written down is over all examples.
        let isWhole = record.share == 1 || !outputs.showsCourse
        history.append(
          isWhole ? record : record.replacingValue(cost.value(at: state().iterate.point.span)))
        progress.show(record)
        keeper.note(record.seconds, state)
        return Interruption.isRequested ? .stop : .proceed
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
      seconds: result.seconds, stopReason: result.stopReason,
      curve: history.map { TrainingCurvePoint($0) }, trace: history.map { TraceLine($0) },
      checkpointFailure: checkpointFailure)
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
