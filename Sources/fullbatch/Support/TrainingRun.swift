import Optimization
import Reporting
import Training

/// What a training run leaves, whichever kind of algorithm it was.
struct TrainingRun {
  let model: Model
  /// The predicted class of each training example.
  let predicted: [Int]
  /// J at the model's parameters.
  let cost: Double
  let iterations: Int
  /// What an iteration is called: "iterations" or "epochs".
  let iterationName: String
  let evaluations: EvaluationCounts
  let seconds: Double
  let stopReason: StopReason
  /// The noise level of the cost, where a failed line search has measured it.
  var noiseLevel: Double?
  let curve: [TrainingCurvePoint]
  let trace: [TraceLine]
  /// Why the last checkpoint is not there, when it should be.
  let checkpointFailure: ToolError?
  /// How long an iteration was predicted to take, for a minimizer of long ones.
  var predictedSecondsPerIteration: Double?
}

/// A line of a trace: where the run stood after an iteration or an epoch.
struct TraceLine: Encodable {
  let iteration: Int
  let evaluations: Double
  /// The share of the examples that cost and gradient are of: 1 unless the run is on a sample.
  let share: Double
  let cost: JSONNumber
  let gradientNorm: JSONNumber
  let step: JSONNumber
  let seconds: Double
  /// What only an epoch of mini-batches has.
  var epoch: EpochRecord?
}
