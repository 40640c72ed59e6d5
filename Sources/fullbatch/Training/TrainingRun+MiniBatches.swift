import Datasets
import LinearAlgebra
import NeuralNetwork
import Optimization
import Reporting
import Training

extension TrainingRun {
  /// Trains by mini-batch gradient descent and prints a line per epoch: as a result, or as progress
  /// with `--json`.
  ///
  /// - Parameter heldOut: the examples to evaluate after each epoch, and the set that they are.
  static func miniBatches<Scalar: BLASScalar>(
    on dataset: consuming Dataset<Scalar>, heldOut: (dataset: Dataset<Scalar>, set: HeldOutSet)?,
    job: TrainingJob
  ) throws -> TrainingRun {
    let keeper = CheckpointKeeper(job.outputs, dataset: dataset, job: job)
    var trainer = MiniBatchTrainer(
      consume dataset, heldOut: heldOut?.dataset, configuration: job.configuration,
      measuresExactCost: job.computesFullLoss, threads: job.threads)
    Interruption.listen()
    let progress = Progress(job.output)
    var history: [EpochRecord] = []
    func observe(
      _ record: EpochRecord, _ state: () -> StochasticGradientDescent<Scalar>.State
    ) -> ObserverDecision {
      history.append(record)
      keeper.note(record.seconds) { state().minimizationState }
      if job.output.json {
        progress.show(record)
      } else if !job.output.quiet {
        Terminal.print(ProgressLine.text(record, style: job.output.style))
      }
      return .proceed
    }
    let result: MiniBatchResult
    do {
      let state = try keeper.stateToResume().map { try .init($0) } ?? trainer.state
      // The state to resume from if the first epoch is interrupted.
      keeper.note(state.seconds) { state.minimizationState }
      result = try trainer.run(
        resuming: state, observing: observe, interruptedBy: { Interruption.isRequested })
    } catch let error as OptimizationError {
      throw keeper.unsuitable(error)
    }
    let checkpointFailure = keeper.finish()
    progress.finish()
    return TrainingRun(
      model: trainer.model(with: result),
      predicted: trainer.objective.classIndices(at: result.parameters.span), cost: result.cost,
      iterations: result.epochs, iterationName: "epochs",
      // An epoch is one pass over the examples, as an evaluation is.
      evaluations: EvaluationCounts(
        values: Double(result.epochs), gradients: Double(result.epochs)),
      seconds: result.seconds,
      stopReason: result.stopReason,
      curve: history.map { TrainingCurvePoint($0, heldOut: heldOut?.set ?? .validation) },
      trace: history.map { TraceLine($0) }, checkpointFailure: checkpointFailure)
  }
}

extension TraceLine {
  fileprivate init(_ record: EpochRecord) {
    iteration = record.epoch
    evaluations = Double(record.epoch)
    share = 1
    cost = JSONNumber(record.exactCost ?? record.meanLoss)
    gradientNorm = JSONNumber(.nan)
    step = JSONNumber(record.learningRate)
    seconds = record.seconds
    epoch = record
  }
}
