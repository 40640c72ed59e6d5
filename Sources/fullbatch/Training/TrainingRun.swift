import NeuralNetwork
import Optimization
import Reporting
import Training

/// A finished training run.
struct TrainingRun {
  var model: Model
  /// The predicted class of each training example; empty for an autoencoder.
  let predicted: [Int]
  /// The errors of an autoencoder on the training examples.
  let trainingErrors: TargetErrors?
  let result: TrainingResult
  /// The plural of an iteration's name: "iterations" or "epochs".
  let iterationName: String
  let curve: [TrainingCurvePoint]
  let trace: [TraceLine]
  /// Why the last checkpoint was not written.
  let checkpointFailure: ToolError?
  /// The predicted duration of an iteration, for a minimizer whose iterations are long.
  let predictedSecondsPerIteration: Double?
  /// How Kronecker factors represent the curvature, for a minimizer that uses them.
  let kroneckerFactors: String?

  /// The sentence on the network that is kept, where it is not the last one.
  var keptSentence: String? {
    KeptNetworkSentence.text(result, unit: String(iterationName.dropLast()))
  }
}

/// A line of a trace: the state of the run after an iteration or an epoch.
struct TraceLine: Encodable {
  let iteration: Int
  /// The evaluations of cost and gradient so far, in units of one over all examples.
  let evaluations: Double
  /// The fraction of the examples in the current subsample; 1 for all examples.
  let share: Double
  let cost: JSONNumber
  let gradientNorm: JSONNumber
  let step: JSONNumber
  let seconds: Double
  /// The scores on the validation examples; omitted where they were not evaluated.
  let validationCost: JSONNumber?
  let validationAccuracy: JSONNumber?
  /// The measurements of an epoch, in mini-batch runs only.
  let epoch: EpochLine?

  init(_ record: TrainingRecord) {
    iteration = record.iteration
    evaluations = record.evaluations.gradients
    share = record.sampleFraction
    cost = JSONNumber(record.cost ?? .nan)
    gradientNorm = JSONNumber(record.gradientNorm ?? .nan)
    step = JSONNumber(record.stepLength)
    seconds = record.seconds
    validationCost = record.validation.map { JSONNumber($0.cost) }
    validationAccuracy = record.validation?.accuracy.map { JSONNumber($0) }
    epoch = record.epoch.map { EpochLine($0, of: record) }
  }
}

/// The measurements of an epoch, with the stable keys of a trace.
struct EpochLine: Encodable {
  let epoch: Int
  let learningRate: Double
  let meanLoss: Double
  /// Omitted for an autoencoder.
  let correctBeforeUpdate: Int?
  let exampleCount: Int
  let exactCost: Double?
  let heldOutCorrect: Int?
  let heldOutCount: Int?
  let seconds: Double

  init(_ statistics: EpochStatistics, of record: TrainingRecord) {
    epoch = record.iteration
    learningRate = statistics.learningRate
    meanLoss = statistics.meanLoss
    correctBeforeUpdate = statistics.runningCorrectCount
    exampleCount = statistics.exampleCount
    exactCost = statistics.fullLoss
    heldOutCorrect = (record.validation ?? record.test)?.correctCount
    heldOutCount = (record.validation ?? record.test)?.exampleCount
    seconds = record.seconds
  }
}

/// The evaluations of a run, with the stable keys of `train --json`.
struct EvaluationSummary: Encodable {
  /// Value and gradient are always computed together, so the first two are equal.
  let values: Double
  let gradients: Double
  let hessianProducts: Double
  let preconditionerRefreshes: Double

  init(_ counts: EvaluationCounts) {
    values = counts.gradients
    gradients = counts.gradients
    hessianProducts = counts.hessianProducts
    preconditionerRefreshes = counts.preconditionerRefreshes
  }
}
