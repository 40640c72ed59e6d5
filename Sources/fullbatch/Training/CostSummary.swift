import LinearAlgebra
import NeuralNetwork

/// The cost and its gradient at a point, the content of `cost --json`.
struct CostSummary: Encodable {
  let cost: JSONNumber
  let unregularizedCost: JSONNumber
  let regularization: JSONNumber
  let gradientNorm: JSONNumber
  let gradientInfinityNorm: JSONNumber
  let examples: Int
  let layers: [Int]
  let lambda: Double

  /// Why the cost is not finite; `nil` if it is finite.
  let fault: String?

  private enum CodingKeys: CodingKey {
    case cost, unregularizedCost, regularization, gradientNorm, gradientInfinityNorm, examples
    case layers, lambda
  }

  /// Evaluates the cost and its gradient once.
  init(_ objective: inout NetworkObjective<some BLASScalar>, at parameters: [Double]) {
    var gradient = [Double](repeating: 0, count: parameters.count)
    var span = gradient.mutableSpan
    let terms = objective.terms(at: parameters.span, gradient: &span)
    cost = JSONNumber(terms.cost)
    unregularizedCost = JSONNumber(terms.data)
    regularization = JSONNumber(terms.regularization)
    let largest =
      gradient.contains(where: \.isNaN) ? .nan : gradient.reduce(0) { max($0, abs($1)) }
    gradientNorm = JSONNumber(Self.norm(gradient, largest: largest))
    gradientInfinityNorm = JSONNumber(largest)
    examples = objective.exampleCount
    layers = objective.topology.layerSizes
    lambda = objective.regularization
    fault = terms.fault
  }

  /// ‖g‖₂, also where the squares of its components overflow.
  private static func norm(_ gradient: [Double], largest: Double) -> Double {
    let sum = gradient.reduce(0) { $0 + $1 * $1 }
    guard !sum.isFinite, largest.isFinite else { return sum.squareRoot() }
    return largest
      * gradient.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }
}

extension CostTerms {
  /// The terms that make the cost infinite or NaN; `nil` if the cost is finite.
  var fault: String? {
    if cost.isFinite { return nil }
    let terms = [("data term", data), ("regularization", regularization)]
    let faults = terms.filter { !$0.1.isFinite }.map { name, value in
      "the \(name) \(value.isNaN ? "is not a number" : "overflows")"
    }
    return faults.isEmpty ? "the sum of its terms overflows" : faults.joined(separator: " and ")
  }

  /// The error of a command whose cost is not finite.
  static func failure(_ fault: String, file: String) -> ToolError {
    ToolError(
      exitCode: .numericalFailure, file: file,
      message: "the cost is not a finite number: \(fault) (use smaller weights)")
  }
}
