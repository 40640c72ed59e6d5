import Datasets
import LinearAlgebra
import NeuralNetwork
import Training

/// The steps of the exercise before training: known costs, and the gradient.
struct Exercise: Encodable {
  /// A cost, beside the one that is known.
  struct CostCheck: Encodable {
    let lambda: Double
    let cost: JSONNumber
    /// Nothing is known of most weights.
    let known: Double?
    let passed: Bool?
    /// Why the cost is not a finite number, if it is not.
    let fault: String?

    private enum CodingKeys: CodingKey { case lambda, cost, known, passed }
  }

  let weights: String
  let costs: [CostCheck]
  let correct: Int
  let knownCorrect: Int?
  let gradient: GradientVerdict

  /// Evaluates the cost at some weights for each λ, and checks the gradient with λ = 1.
  init(at weights: LoadedModel, on dataset: Dataset<Double>, threads: Int) {
    let model = weights.model
    let known = KnownValues(of: model.parameters, on: dataset)
    func objective(_ lambda: Double) -> NetworkObjective<Double> {
      NetworkObjective(
        topology: model.topology, features: dataset.features, classIndices: dataset.classIndices,
        regularization: lambda, threads: threads)
    }
    self.weights = known?.name ?? weights.path
    let expectations: [(Double, Double?)] =
      known?.costs.map { ($0.lambda, $0.cost) } ?? [(0, nil), (1, nil), (3, nil)]
    costs = expectations.map { lambda, expected in
      var objective = objective(lambda)
      let terms = objective.terms(at: model.parameters.span)
      let cost = terms.cost
      return CostCheck(
        lambda: lambda, cost: JSONNumber(cost), known: expected,
        passed: expected.map { abs(cost - $0) <= KnownValues.tolerance * $0 },
        fault: terms.fault)
    }
    let predicted = Predictor<Double>(topology: model.topology, parameters: model.parameters)
      .classIndices(for: dataset.features)
    correct = zip(predicted, dataset.classIndices).count { $0 == $1 }
    knownCorrect = known?.correct
    var regularized = objective(1)
    gradient = GradientVerdict(
      &regularized, randomPoints: 2, given: [model.parameters], seed: 1)
  }

  /// Whether everything agrees that is known.
  var passed: Bool {
    costs.allSatisfy { $0.passed ?? true } && correct == knownCorrect ?? correct
      && gradient.passed
  }
}
