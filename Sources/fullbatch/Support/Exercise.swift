import Datasets
import LinearAlgebra
import NeuralNetwork
import Training

/// The steps of the exercise before training: known costs, and the gradient.
struct Exercise: Encodable {
  /// A cost beside the one that is known.
  struct CostCheck: Encodable {
    let lambda: Double
    let cost: Double
    let known: Double
    let passed: Bool
  }

  let weights: String
  let costs: [CostCheck]
  let correct: Int
  let knownCorrect: Int
  let gradient: GradientVerdict

  /// Evaluates the cost at the known weights for each λ, and checks the gradient with λ = 1.
  init(_ known: KnownValues, _ model: Model, on dataset: Dataset<Double>, threads: Int) {
    func objective(_ lambda: Double) -> NetworkObjective<Double> {
      NetworkObjective(
        topology: model.topology, features: dataset.features, classIndices: dataset.classIndices,
        regularization: lambda, threads: threads)
    }
    weights = known.name
    costs = known.costs.map { lambda, expected in
      var objective = objective(lambda)
      let cost = objective.value(at: model.parameters.span)
      return CostCheck(
        lambda: lambda, cost: cost, known: expected,
        passed: abs(cost - expected) <= KnownValues.tolerance * expected)
    }
    let predicted = Predictor<Double>(topology: model.topology, parameters: model.parameters)
      .classIndices(for: dataset.features)
    correct = zip(predicted, dataset.classIndices).count { $0 == $1 }
    knownCorrect = known.correct
    var regularized = objective(1)
    gradient = GradientVerdict(
      &regularized, randomPoints: 2, given: [model.parameters], seed: 1)
  }

  /// Whether everything agrees.
  var passed: Bool { costs.allSatisfy(\.passed) && correct == knownCorrect && gradient.passed }
}
