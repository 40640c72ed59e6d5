import Datasets
import LinearAlgebra
import Optimization
import Reporting
import Training

extension TrainingRun {
  /// Trains by epochs of mini-batches; each epoch is a line of the results, or of the progress
  /// where the results are a document.
  ///
  /// - Parameter heldOut: examples to count the correct ones of after each epoch.
  static func miniBatches<Scalar: BLASScalar>(
    on dataset: Dataset<Scalar>, heldOut: Dataset<Scalar>?, plan: TrainingPlan,
    measuresExactCost: Bool, threads: Int, output: OutputOptions
  ) -> TrainingRun {
    var trainer = MiniBatchTrainer(
      dataset, heldOut: heldOut, plan: plan, measuresExactCost: measuresExactCost,
      threads: threads)
    let progress = Progress(output)
    var history: [EpochRecord] = []
    let result = trainer.run { record, _ in
      history.append(record)
      if output.json {
        progress.show(record)
      } else if !output.quiet {
        Terminal.print(ProgressLine.text(record))
      }
      return Interruption.isRequested ? .stop : .proceed
    }
    progress.finish()
    return TrainingRun(
      model: trainer.model(with: result, trainedOn: dataset), cost: result.cost,
      iterations: result.epochs, iterationName: "epochs",
      evaluations: EvaluationCounts(epochs: result.epochs), seconds: result.seconds,
      stopReason: result.stopReason, curve: history.map { TrainingCurvePoint($0) },
      trace: history.map { TraceLine($0) })
  }
}

extension EvaluationCounts {
  /// An epoch reads all examples once, forward and backward, as an evaluation does.
  fileprivate init(epochs: Int) {
    self.init()
    values = epochs
    gradients = epochs
  }
}

extension TraceLine {
  fileprivate init(_ record: EpochRecord) {
    iteration = record.epoch
    evaluations = record.epoch
    cost = JSONNumber(record.exactCost ?? record.meanLoss)
    gradientNorm = JSONNumber(.nan)
    step = JSONNumber(record.learningRate)
    seconds = record.seconds
    epoch = record
  }
}
