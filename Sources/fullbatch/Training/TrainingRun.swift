import Optimization
import Reporting
import Training

/// The result of a training run, full-batch or mini-batch.
struct TrainingRun {
  let model: Model
  /// The predicted class of each training example.
  let predicted: [Int]
  /// J at the model's parameters.
  let cost: Double
  let iterations: Int
  /// The plural of an iteration's name: "iterations" or "epochs".
  let iterationName: String
  let evaluations: EvaluationCounts
  let seconds: Double
  let stopReason: StopReason
  /// The noise level of the cost, where a failed line search measured it.
  var noiseLevel: Double?
  let curve: [TrainingCurvePoint]
  let trace: [TraceLine]
  /// Why the last checkpoint was not written.
  let checkpointFailure: ToolError?
  /// The predicted duration of an iteration, for a minimizer whose iterations are long.
  var predictedSecondsPerIteration: Double?
}

/// A line of a trace: the state of the run after an iteration or an epoch.
struct TraceLine: Encodable {
  let iteration: Int
  /// Evaluations of cost and gradient so far, in units of one over all examples.
  let evaluations: Double
  /// The share of the examples that the run is on: 1 unless it is on a subsample.
  let share: Double
  let cost: JSONNumber
  let gradientNorm: JSONNumber
  let step: JSONNumber
  let seconds: Double
  /// The record of an epoch, in mini-batch runs only.
  var epoch: EpochRecord?
}
