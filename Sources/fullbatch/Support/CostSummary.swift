import LinearAlgebra
import NeuralNetwork

/// What `cost` tells of a cost function at a point.
struct CostSummary: Encodable {
  let cost: Double
  let unregularizedCost: Double
  let regularization: Double
  let gradientNorm: Double
  let gradientInfinityNorm: Double
  let examples: Int
  let layers: [Int]
  let lambda: Double

  /// Evaluates cost and gradient once.
  init(_ objective: inout NetworkObjective<some BLASScalar>, at parameters: [Double]) {
    var gradient = [Double](repeating: 0, count: parameters.count)
    var span = gradient.mutableSpan
    cost = objective.evaluate(at: parameters.span, gradient: &span)
    regularization = objective.regularizationTerm(at: parameters.span)
    unregularizedCost = cost - regularization
    gradientNorm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    gradientInfinityNorm = gradient.reduce(0) { max($0, abs($1)) }
    examples = objective.exampleCount
    layers = objective.topology.layerSizes
    lambda = objective.regularization
  }
}
