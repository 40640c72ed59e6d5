import LinearAlgebra
import NeuralNetwork
import Optimization
import Random
import Testing

/// How many evaluations L-BFGS takes on ex4 with λ = 1 from weights uniform in ±0.12.
@Suite struct EvaluationCountTests {
  /// SciPy's L-BFGS-B with memory 20 needs 98 evaluations to 0.34 and 143 to 0.325 (medians of five
  /// starts).
  @Test func lbfgsNeedsFewerThanSciPy() throws {
    var needed: [Double: [Int]] = [:]
    for seed in 1...5 {
      var generator = Xoshiro256StarStar(seed: UInt64(seed))
      var objective = try Exercise.objective(Double.self, regularization: 1)
      let start = WeightInitializer.uniform(halfWidth: 0.12)
        .parameters(for: objective.layout, using: &generator)
      var minimizer = LBFGS(parameterCount: start.count)
      _ = minimize(
        &objective, from: start, using: &minimizer,
        stoppingWhen: .init(targetValue: 0.325, maxEvaluations: 200)
      ) { record, _ in
        for goal in [0.34, 0.325]
        where record.value <= goal && needed[goal, default: []].count < seed {
          needed[goal, default: []].append(Int(record.evaluations.gradients))
        }
        return .proceed
      }
    }
    let medians = needed.mapValues { $0.sorted()[2] }
    #expect(medians[0.34] ?? .max <= 90)
    #expect(medians[0.325] ?? .max <= 140)
  }
}
