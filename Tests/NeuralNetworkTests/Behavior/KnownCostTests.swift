import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import TestSupport
import Testing

/// Costs, gradients and accuracies that others have published or computed.
@Suite struct KnownCostTests {
  @Test(arguments: [(0.0, 7.40696985607), (4.0, 19.4736365227)])
  func smallPublishedCase(regularization: Double, expected: Double) {
    var objective = NetworkObjective(
      topology: SmallCase.topology, features: SmallCase.features(),
      classIndices: SmallCase.classIndices, regularization: regularization)
    let parameters = SmallCase.parameters
    let cost = objective.value(at: parameters.span)
    #expect(abs(cost - expected) < 1e-10)
  }

  @Test(
    .enabled(if: TestFiles.referenceWeights != nil, "ex4weights.mat is missing"),
    arguments: [
      (0.0, 0.287629165161319), (1.0, 0.383769859090924), (3.0, 0.576051246950133),
    ])
  func costAtTheCoursesWeights(regularization: Double, expected: Double) throws {
    var objective = try Exercise.objective(Double.self, regularization: regularization)
    let weights = try Exercise.weights(TestFiles.referenceWeights!)
    let cost = objective.value(at: weights.span)
    #expect(abs(cost - expected) <= 1e-12 * expected)
    var float = try Exercise.objective(Float.self, regularization: regularization)
    #expect(abs(float.value(at: weights.span) - expected) <= 1e-6 * expected)
  }

  @Test(arguments: [
    (0.0, 0.200113619257611), (1.0, 0.362693142448460), (3.0, 0.687852188830157),
  ])
  func costAtSciPysWeights(regularization: Double, expected: Double) throws {
    var objective = try Exercise.objective(Double.self, regularization: regularization)
    let weights = try Exercise.weights(TestFiles.scipyWeights)
    let cost = objective.value(at: weights.span)
    #expect(abs(cost - expected) <= 1e-12 * expected)
  }

  @Test func gradientNormAtSciPysWeights() throws {
    var objective = try Exercise.objective(Double.self, regularization: 1)
    let weights = try Exercise.weights(TestFiles.scipyWeights)
    let gradient = objective.gradient(at: weights)
    let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(abs(norm - 0.0249096660596572) < 1e-14)
  }

  @Test(.enabled(if: TestFiles.referenceWeights != nil, "ex4weights.mat is missing"))
  func gradientAtTheCoursesWeights() throws {
    var objective = try Exercise.objective(Double.self, regularization: 0)
    let weights = try Exercise.weights(TestFiles.referenceWeights!)
    let gradient = objective.gradient(at: weights)
    let known = [6.18712766e-05, 9.38798109e-05, -1.92593606e-04, -1.68494568e-04]
    for (actual, expected) in zip(gradient, known) { #expect(abs(actual - expected) < 5e-13) }
    #expect(abs(gradient.reduce(0) { $0 + $1 * $1 } - 3.584034897e-04) < 5e-14)
  }

  @Test func accuracyOfSciPysWeights() throws {
    let (features, classIndices) = try Exercise.examples(Double.self)
    let predictor = Predictor<Double>(
      topology: Exercise.topology, parameters: try Exercise.weights(TestFiles.scipyWeights))
    let predicted = predictor.classIndices(for: features)
    #expect(zip(predicted, classIndices).count { $0 == $1 } == 4917)
  }

  /// The objective's own examples, which stand in another order in its layout.
  @Test(arguments: [1, 2, 3])
  func objectivePredictsAsThePredictorDoes(threads: Int) throws {
    let weights = try Exercise.weights(TestFiles.scipyWeights)
    let predictor = Predictor<Double>(topology: Exercise.topology, parameters: weights)
    var objective = try Exercise.objective(Double.self, regularization: 1, threads: threads)
    #expect(
      try objective.classIndices(at: weights.span)
        == predictor.classIndices(for: Exercise.examples(Double.self).0))
  }

  @Test(.enabled(if: TestFiles.referenceWeights != nil, "ex4weights.mat is missing"))
  func regularizationTermNeedsNoData() throws {
    let objective = try Exercise.objective(Double.self, regularization: 1)
    let weights = try Exercise.weights(TestFiles.referenceWeights!)
    let term = objective.regularizationTerm(at: weights.span)
    #expect(abs(term - 0.09614069392960473) < 1e-15)
  }

  @Test func anyNumberOfThreadsGivesTheSameBitsOnRealData() throws {
    let weights = try Exercise.weights(TestFiles.scipyWeights)
    var single = try Exercise.objective(Double.self, regularization: 1, threads: 1)
    let expected = single.gradient(at: weights)
    for threads in [2, 3, 8] {
      var several = try Exercise.objective(Double.self, regularization: 1, threads: threads)
      #expect(several.gradient(at: weights) == expected)
    }
  }
}

/// Examples that a network is certain of: the loss must not drown in the rounding of z.
@Suite struct ConfidentCostTests {
  /// One input x = 1 and weights 0, so that the biases are z.
  ///
  /// By hand: −log σ(z) ≈ e^−z for the label, and
  /// log(1 + e^−z) for the other class.
  @Test(arguments: [30.0, 40, 100, 700])
  func theLossOfACertainExampleIsExact(z: Double) {
    for (output, expected) in [
      (OutputLoss.sigmoidCrossEntropy, 2 * log1p(exp(-z))),
      (.softmaxCrossEntropy, log1p(exp(-2 * z))),
    ] {
      var objective = NetworkObjective(
        topology: NetworkTopology([1, 2], output: output),
        features: Matrix(rows: 1, columns: 1, elements: [1.0]), classIndices: [0],
        regularization: 0)
      let parameters = [z, -z, 0, 0]
      let cost = objective.value(at: parameters.span)
      #expect(abs(cost - expected) <= 4e-16 * expected)
    }
  }

  /// Certain and wrong: large, and finite.
  @Test func theLossOfACertainMistakeIsFinite() {
    var objective = NetworkObjective(
      topology: NetworkTopology([1, 2]),
      features: Matrix(rows: 1, columns: 1, elements: [1.0]), classIndices: [1],
      regularization: 0)
    let parameters = [900.0, -900, 0, 0]
    #expect(objective.value(at: parameters.span) == 1800)
  }
}
