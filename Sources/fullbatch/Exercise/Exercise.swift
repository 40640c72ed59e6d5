import Datasets
import LinearAlgebra
import Machine
import NeuralNetwork
import Reporting
import Training

/// The steps of the exercise before training: known costs, and the gradient.
struct Exercise: Encodable {
  /// A cost, compared with its known value.
  struct CostCheck: Encodable {
    let lambda: Double
    let cost: JSONNumber
    /// `nil` for weights without known values.
    let known: Double?
    let passed: Bool?
    /// Why the cost is not finite; `nil` if it is finite.
    let fault: String?

    private enum CodingKeys: CodingKey { case lambda, cost, known, passed }
  }

  let weights: String
  let costs: [CostCheck]
  let correct: Int
  let knownCorrect: Int?
  let gradient: GradientCheckReport
  private let topology: NetworkTopology
  private let exampleCount: Int

  private enum CodingKeys: CodingKey { case weights, costs, correct, knownCorrect, gradient }

  /// Evaluates the cost at the weights for each λ, and checks the gradient with λ = 1.
  init(at weights: LoadedModel, on dataset: Dataset<Double>, threads: Int) {
    let model = weights.model
    topology = model.topology
    exampleCount = dataset.exampleCount
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
    gradient = GradientCheckReport(
      &regularized, randomPoints: 2, given: [model.parameters], seed: 1)
  }

  /// The results as text.
  func lines(_ style: TextStyle) -> [String] {
    let header = style.bold("Cost at \(weights), \(topology)")
    let costLines = costs.map { check in
      let agreement =
        check.passed.map { $0 ? style.good("agrees") : style.bad("DIFFERS") } ?? ""
      let known = check.known.map { "   known \($0)   " } ?? check.fault.map { "   \($0)" } ?? ""
      return "  λ = \(check.lambda)   J = \(check.cost)" + known + agreement
    }
    let accuracy =
      "  \(correct) of \(exampleCount) correct" + (knownCorrect.map { ", known \($0)" } ?? "")
    return [header] + costLines + [accuracy]
      + [style.bold("Gradient check, λ = 1, at random points and at these weights")]
      + gradient.lines(style).map { "  \($0)" }
  }

  /// Whether all known values agree and the gradient check passed.
  var passed: Bool {
    costs.allSatisfy { $0.passed ?? true } && correct == knownCorrect ?? correct
      && gradient.passed
  }
}

/// The known costs of certain weights on the exercise's digits, published or recorded.
struct KnownValues {
  /// The name of the weights.
  let name: String
  /// J for each λ.
  let costs: [(lambda: Double, cost: Double)]
  /// How many of the 5000 digits the weights classify correctly.
  let correct: Int

  /// The largest relative difference allowed in Double.
  static let tolerance = 1e-12

  /// The known values of these parameters on these examples; `nil` if there are none.
  ///
  /// The exercise's digits are recognized by the number of examples: a digest would differ between
  /// files with exactly the same cost.
  init?(of parameters: [Double], on dataset: Dataset<Double>) {
    guard dataset.exampleCount == 5000 else { return nil }
    switch SHA256.hexDigest(ofBits: parameters) {
    // The course's own weights: costs 0.2876 and 0.3838, accuracy 97.52 %.
    case "6e52a94ded9dd5010bbf3baf6500d2ccc35eee801ac5f409cbf112e4e05b5f01":
      name = "reference weights"
      costs = [(0, 0.287629165161319), (1, 0.383769859090924), (3, 0.576051246950133)]
      correct = 4876
    // Weights for the same network by SciPy's TNC: a second, independent set.
    case "53caa850859ef8198d37df1623178a7207e7adef22d715527795a4400a61a57a":
      name = "SciPy's weights"
      costs = [(0, 0.200113619257611), (1, 0.362693142448460), (3, 0.687852188830157)]
      correct = 4917
    default: return nil
    }
  }
}
