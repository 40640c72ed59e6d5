import Optimization

/// What `train --json` prints.
struct TrainingSummary: Encodable {
  let cost: JSONNumber
  let iterations: Int
  let evaluations: EvaluationCounts
  let seconds: Double
  let stopReason: String
  let converged: Bool
  /// The noise level of the cost, where a failed line search has measured it; else left out.
  var costNoise: Double?
  let trainingAccuracy: Double
  /// `null` without a validation set.
  let validationAccuracy: JSONNumber
  /// `null` without a test set.
  let testAccuracy: JSONNumber
  let parametersSHA256: String
  let seed: UInt64
  let layers: [Int]
  /// Left out but for a minimizer of long iterations.
  var predictedSecondsPerIteration: Double?
}
