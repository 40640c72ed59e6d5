import LinearAlgebra
import NeuralNetwork
import Optimization
import TestSupport
import Testing

/// The scores of a network on examples that it is not trained on.
@Suite struct HeldOutExamplesTests {
  /// SciPy's weights, whose cost and accuracy are known.
  @Test func scoresOfKnownWeights() throws {
    let (features, classIndices) = try Exercise.examples()
    let weights = try Exercise.weights(TestFiles.scipyWeights)
    var examples = HeldOutExamples(
      features: features, targets: .classes(classIndices), topology: Exercise.topology, threads: 2)
    let scores = examples.scores(at: weights.span)
    let known = try #require(scores)
    #expect(abs(known.cost - 0.200113619257611) < 1e-12 * known.cost)
    #expect(known.correctCount == 4917 && known.exampleCount == 5000)
    #expect(known.accuracy == 4917.0 / 5000)
  }

  /// The classes are the predictor's and the cost is the objective's, for any number of threads; up
  /// to, at and beyond a block.
  @Test(arguments: OutputLoss.allCases, [1, 37, 256, 257, 700])
  func theyAreThoseOfThePredictorAndTheObjective(_ loss: OutputLoss, count: Int) throws {
    for hidden in [Activation.sigmoid, .tanh] {
      let problem = RandomProblem(hidden: hidden, output: loss, examples: count)
      try Self.expectScores(of: problem, problem.features, tolerance: 1e-12)
      let floats = Matrix<Float>(
        rows: count, columns: problem.features.columns,
        elements: problem.features.elements.map { Float($0) })
      try Self.expectScores(of: problem, floats, tolerance: 1e-5)
    }
  }

  private static func expectScores<Scalar: BLASScalar>(
    of problem: RandomProblem, _ features: Matrix<Scalar>, tolerance: Double
  ) throws {
    let (parameters, classes) = (problem.parameters, problem.classIndices)
    let predicted = Predictor<Scalar>(topology: problem.topology, parameters: parameters)
      .classIndices(for: features)
    var objective = NetworkObjective(
      topology: problem.topology, features: features, classIndices: classes, regularization: 0)
    let cost = objective.value(at: parameters.span)
    var first: ExampleScores?
    for threads in 1...3 {
      var examples = HeldOutExamples(
        features: features, targets: .classes(classes), topology: problem.topology, threads: threads
      )
      let result = examples.scores(at: parameters.span)
      let scores = try #require(result)
      #expect(scores.correctCount == zip(predicted, classes).count { $0 == $1 })
      #expect(scores.exampleCount == classes.count)
      #expect(abs(scores.cost - cost) <= tolerance * cost)
      #expect(scores == first ?? scores)
      first = scores
      // A pass leaves nothing behind.
      _ = examples.scores(at: problem.direction.span)
      let again = examples.scores(at: parameters.span)
      #expect(again == scores)
    }
  }

  /// A raised token cuts a pass short; the next one is whole.
  @Test func aRaisedTokenCutsAPassShort() throws {
    let problem = RandomProblem(hidden: .sigmoid, output: .softmaxCrossEntropy, examples: 300)
    var examples = HeldOutExamples(
      features: problem.features, targets: .classes(problem.classIndices),
      topology: problem.topology, threads: 2)
    let token = StopToken()
    token.requestStop()
    let cut = examples.scores(at: problem.parameters.span, interruptedBy: token)
    let whole = examples.scores(at: problem.parameters.span)
    #expect(cut == nil && whole != nil)
  }

  /// An autoencoder has the cost of the objective over the same examples, and no accuracy.
  @Test(arguments: [OutputLoss.sigmoidCrossEntropy, .squaredError])
  func featuresAsTargets(output: OutputLoss) throws {
    let problem = RandomProblem(hidden: .tanh, output: output, examples: 300)
    let topology = NetworkTopology(
      [problem.features.columns, 3, problem.features.columns], hidden: .tanh, output: output)
    let features = Matrix(
      rows: 300, columns: problem.features.columns,
      elements: problem.features.elements.map { 1 / (1 + $0 * $0) })
    let parameters = (0..<topology.parameterLayout.parameterCount).map { Double($0 % 7 - 3) / 4 }
    var objective = NetworkObjective(
      topology: topology, features: features, targets: .features, regularization: 2, threads: 2)
    let expected = objective.terms(at: parameters.span).data
    for threads in [1, 3] {
      var examples = HeldOutExamples(
        features: features, targets: .features, topology: topology, threads: threads)
      let found = examples.scores(at: parameters.span)
      let scores = try #require(found)
      #expect(abs(scores.cost - expected) < 1e-13 * expected)
      #expect(scores.correctCount == nil && scores.accuracy == nil)
    }
  }

  /// A cost that is no number is reported as it is; there is none without examples.
  @Test func scoresThatAreNoNumbers() throws {
    let topology = NetworkTopology([2, 3])
    let parameters = [Double](repeating: 0.5, count: 9)
    var bad = HeldOutExamples(
      features: Matrix(rows: 2, columns: 2, elements: [1, .nan, 2, 3]), targets: .classes([0, 1]),
      topology: topology)
    let badScores = bad.scores(at: parameters.span)
    #expect(try #require(badScores).cost.isNaN)
    var none = HeldOutExamples<Double>(
      features: Matrix(rows: 0, columns: 2), targets: .classes([]), topology: topology)
    let noScores = none.scores(at: parameters.span)
    let scores = try #require(noScores)
    #expect(scores.cost.isNaN && scores.accuracy!.isNaN && scores.exampleCount == 0)
  }

  #if canImport(Glibc)
    /// The features are not copied: the workspace is that of a block.
    @Test func theFeaturesAreShared() throws {
      let (features, classIndices) = try Exercise.examples()
      let before = Allocations.bytes
      var examples = HeldOutExamples(
        features: features, targets: .classes(classIndices), topology: Exercise.topology)
      let weights = [Double](repeating: 0.01, count: 10285)
      let scores = examples.scores(at: weights.span)
      #expect(scores != nil)
      let dense = 5000 * 400 * MemoryLayout<Double>.stride
      #expect(Allocations.bytes - before < dense / 8)
    }
  #endif
}
