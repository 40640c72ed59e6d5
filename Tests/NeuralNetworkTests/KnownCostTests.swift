import LinearAlgebra
import NeuralNetwork
import Optimization
import Testing

@Suite struct KnownCostTests {
  @Test(arguments: [(0.0, 7.40696985607), (4.0, 19.4736365227)])
  func smallPublishedCase(regularization: Double, expected: Double) {
    var objective = NetworkObjective(
      topology: SmallCase.topology, features: SmallCase.features(),
      classIndices: SmallCase.classIndices, regularization: regularization)
    var gradient = [Double](repeating: .nan, count: 18)
    var span = gradient.mutableSpan
    let cost = objective.evaluate(at: SmallCase.parameters.span, gradient: &span)
    #expect(abs(cost - expected) < 1e-10)
    #expect(gradient.allSatisfy { $0.isFinite })
  }
}
