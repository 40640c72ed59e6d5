import NeuralNetwork
import Training

/// A point of a run, with the stable keys of `train --json`.
struct PointSummary: Encodable {
  let iteration: Int
  /// J over all training examples.
  let cost: JSONNumber
  /// `null` where the point was not evaluated on the validation examples.
  let validationCost: JSONNumber
  let validationAccuracy: JSONNumber

  /// The point at which a run has ended.
  init(finalOf result: TrainingResult) {
    let scores = result.validation?.final
    iteration = result.iterations
    cost = JSONNumber(result.cost)
    validationCost = JSONNumber(scores?.cost ?? .nan)
    validationAccuracy = JSONNumber(scores?.accuracy ?? .nan)
  }

  /// The best point of a run; `nil` if there is none.
  init?(bestOf result: TrainingResult) {
    guard let best = result.validation?.best else { return nil }
    iteration = best.iteration
    cost = JSONNumber(result.keptCost)
    validationCost = JSONNumber(best.scores.cost)
    validationAccuracy = JSONNumber(best.scores.accuracy ?? .nan)
  }
}
