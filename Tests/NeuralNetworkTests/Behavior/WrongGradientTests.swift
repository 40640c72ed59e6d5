import LinearAlgebra
import NeuralNetwork
import Optimization
import Testing

@Suite struct WrongGradientTests {
  static func problem() -> RandomProblem {
    RandomProblem(hidden: .sigmoid, output: .sigmoidCrossEntropy)
  }

  static func check(
    _ mistake: Mistake?, at point: [Double], over extent: GradientCheck.Extent
  ) -> GradientCheck {
    let problem = problem()
    var objective = MistakenObjective<Double>(
      problem: problem, mistake: mistake, loaded: problem.parameters)
    var generator = TestGenerator(state: 7)
    return checkGradient(of: &objective, at: point, over: extent, using: &generator)
  }

  @Test(arguments: Mistake.allCases)
  func everyMistakeIsFoundAtARandomPoint(mistake: Mistake) {
    let point = Self.problem().direction
    for extent in [GradientCheck.Extent.everyComponent, .directions(4)] {
      #expect(Self.check(mistake, at: point, over: extent).relativeDifference > 1e-5)
    }
  }

  @Test func theRightGradientPassesEverywhere() {
    for point in [Self.problem().direction, Self.problem().parameters] {
      for extent in [GradientCheck.Extent.everyComponent, .directions(4)] {
        #expect(Self.check(nil, at: point, over: extent).relativeDifference < 1e-9)
      }
    }
  }

  /// Why checks are made at random points.
  @Test func aStaleRegularizationCannotBeSeenAtTheLoadedWeights() {
    let check = Self.check(
      .regularizationOfStaleParameters, at: Self.problem().parameters, over: .everyComponent)
    #expect(check.relativeDifference < 1e-9)
  }

  @Test func theWorstComponentOfAMissingBiasGradientIsABias() throws {
    let check = Self.check(
      .biasGradientMissing, at: Self.problem().direction, over: .everyComponent)
    let worst = try #require(check.worst)
    let layout = Self.problem().topology.parameterLayout
    #expect(layout.position(of: worst.index).column == 0)
  }

  /// Not for ReLU: the wide differences of the check reach across its kinks.
  @Test(arguments: networkKinds.filter { $0.0 != .relu })
  func theEngineAgreesWithDifferencesOnASmallNetwork(hidden: Activation, output: OutputLoss) {
    let problem = RandomProblem(hidden: hidden, output: output)
    var objective = problem.objective()
    var generator = TestGenerator(state: 3)
    let check = checkGradient(
      of: &objective, at: problem.parameters, over: .everyComponent, using: &generator)
    #expect(check.comparisons.count == problem.parameters.count)
    #expect(check.relativeDifference < 1e-9)
  }

  @Test(arguments: networkKinds, FeatureScale.allCases)
  func theEngineAgreesWithThePlainGradient(
    kind: (hidden: Activation, output: OutputLoss), scale: FeatureScale
  ) {
    let problem = RandomProblem(hidden: kind.hidden, output: kind.output, scale: scale)
    expectAgreement(problem, Double.self)
    expectAgreement(problem, Float.self)
  }

  private func expectAgreement<Scalar: BLASScalar>(_ problem: RandomProblem, _: Scalar.Type) {
    let tolerance = 100 * Double(Scalar.ulpOfOne)
    var plain = MistakenObjective<Scalar>(problem: problem, mistake: nil, loaded: [])
    var expected = problem.parameters
    var span = expected.mutableSpan
    let cost = plain.evaluate(at: problem.parameters.span, gradient: &span)
    var engine = problem.objective(Scalar.self)
    #expect(abs(engine.value(at: problem.parameters.span) - cost) < tolerance * cost)
    #expect(relativeDifference(engine.gradient(at: problem.parameters), expected) < tolerance)
  }
}
