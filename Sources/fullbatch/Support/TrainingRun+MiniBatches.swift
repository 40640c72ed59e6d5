import Datasets
import LinearAlgebra
import NeuralNetwork
import Optimization
import Reporting
import Training

extension TrainingRun {
  /// Trains by epochs of mini-batches; each epoch is a line of the results, or of the progress
  /// where the results are a document.
  ///
  /// - Parameter heldOut: examples to count the correct ones of after each epoch, and which they
  ///   are.
  static func miniBatches<Scalar: BLASScalar>(
    on dataset: consuming Dataset<Scalar>, heldOut: (dataset: Dataset<Scalar>, set: HeldOutSet)?,
    job: TrainingJob, measuresExactCost: Bool, threads: Int, outputs: TrainingOutputs,
    output: OutputOptions
  ) throws -> TrainingRun {
    let keeper = CheckpointKeeper(outputs, dataset: dataset, job: job)
    var trainer = MiniBatchTrainer(
      consume dataset, heldOut: heldOut?.dataset, plan: job.plan,
      measuresExactCost: measuresExactCost, threads: threads)
    Interruption.listen()
    let progress = Progress(output)
    var history: [EpochRecord] = []
    func observe(
      _ record: EpochRecord, _ state: () -> StochasticGradientDescent<Scalar>.State
    ) -> ObserverDecision {
      history.append(record)
      keeper.note(record.seconds) { state().minimizationState }
      if output.json {
        progress.show(record)
      } else if !output.quiet {
        Terminal.print(ProgressLine.text(record))
      }
      return .proceed
    }
    let result: MiniBatchResult
    do {
      let state = try keeper.stateToResume().map { try .init($0) } ?? trainer.state
      // What there is to go on from, should the first epoch be interrupted.
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
      // An epoch reads all examples once, forward and backward, as an evaluation does.
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
