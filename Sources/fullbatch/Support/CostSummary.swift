import LinearAlgebra
import NeuralNetwork

/// What `cost` tells of a cost function at a point.
struct CostSummary: Encodable {
  let cost: JSONNumber
  let unregularizedCost: JSONNumber
  let regularization: JSONNumber
  let gradientNorm: JSONNumber
  let gradientInfinityNorm: JSONNumber
  let examples: Int
  let layers: [Int]
  let lambda: Double

  /// Evaluates cost and gradient once.
  init(_ objective: inout NetworkObjective<some BLASScalar>, at parameters: [Double]) {
    var gradient = [Double](repeating: 0, count: parameters.count)
    var span = gradient.mutableSpan
    let value = objective.evaluate(at: parameters.span, gradient: &span)
    let penalty = objective.regularizationTerm(at: parameters.span)
    cost = JSONNumber(value)
    unregularizedCost = JSONNumber(value - penalty)
    regularization = JSONNumber(penalty)
    gradientNorm = JSONNumber(gradient.reduce(0) { $0 + $1 * $1 }.squareRoot())
    gradientInfinityNorm = JSONNumber(gradient.reduce(0) { max($0, abs($1)) })
    examples = objective.exampleCount
    layers = objective.topology.layerSizes
    lambda = objective.regularization
  }
}
