import LinearAlgebra
import NeuralNetwork
import Optimization
import Random
import Testing

/// Stochastic natural-gradient descent.
@Suite struct NaturalGradientTests {
  static func problem(_ hidden: Activation = .tanh, _ output: OutputLoss = .softmaxCrossEntropy)
    -> RandomProblem
  {
    RandomProblem([6, 9, 5, 3], hidden: hidden, output: output, examples: 2600)
  }

  static func objective<Scalar: BLASScalar>(
    _ problem: RandomProblem, _: Scalar.Type = Scalar.self, threads: Int = 1
  ) -> NetworkObjective<Scalar> {
    NetworkObjective(
      topology: problem.topology,
      features: Matrix(
        rows: 2600, columns: 6, elements: problem.features.elements.map { Scalar($0) }),
      classIndices: problem.classIndices, regularization: 0.5, threads: threads)
  }

  /// θ after some iterations.
  static func parameters<Scalar: BLASScalar>(
    _: Scalar.Type, iterations: Int, threads: Int
  ) -> [Double] {
    let problem = problem()
    let objective = objective(problem, Scalar.self, threads: threads)
    var descent = NaturalGradientDescent(objective)
    descent.begin(at: problem.parameters.span, seed: 3)
    for _ in 0..<iterations { _ = descent.iterate { true } }
    return descent.parameters
  }

  @Test func anyNumberOfThreadsGivesTheSameBits() {
    let (double, float) = (
      Self.parameters(Double.self, iterations: 12, threads: 1),
      Self.parameters(Float.self, iterations: 12, threads: 1)
    )
    for threads in [2, 3, 5] {
      #expect(Self.parameters(Double.self, iterations: 12, threads: threads) == double)
      #expect(Self.parameters(Float.self, iterations: 12, threads: threads) == float)
    }
  }

  /// Every loss and activation: J falls, and an iteration reads what it says.
  @Test(arguments: networkKinds)
  func lowersTheCost(hidden: Activation, output: OutputLoss) {
    let problem = Self.problem(hidden, output)
    let objective: NetworkObjective<Double> = Self.objective(problem)
    var all = objective.overAllExamples()
    var descent = NaturalGradientDescent(objective)
    descent.begin(at: problem.parameters.span, seed: 1)
    let first = all.value(at: problem.parameters.span)
    var passes = 0.0
    for _ in 0..<12 {
      let limit = descent.passesOfNextIteration
      let statistics = descent.iterate { true }
      #expect(statistics?.isFinite == true)
      #expect(descent.evaluations.passes > passes)
      #expect(descent.evaluations.passes <= passes + limit + 1e-12)
      passes = descent.evaluations.passes
    }
    #expect(all.value(at: descent.parameters.span) < first)
  }

  /// Where an iteration ends, before and after refreshes, and where the mini-batch has grown.
  @Test(arguments: [0, 1, 5, 9, 14])
  func aRestoredStateContinuesWithTheSameBits(pause: Int) throws {
    let problem = Self.problem()
    let objective: NetworkObjective<Float> = Self.objective(problem, threads: 2)
    var descent = NaturalGradientDescent(objective)
    descent.begin(at: problem.parameters.span, seed: 5)
    for _ in 0..<pause { _ = descent.iterate { true } }
    var other = NaturalGradientDescent(objective)
    try other.restore(descent.state)
    for _ in 0..<5 {
      #expect(descent.iterate { true } == other.iterate { true })
      #expect(descent.state == other.state)
    }
  }

  /// An abandoned iteration leaves no result; the state before it can be restored.
  @Test func anAbandonedIterationHasNoResult() throws {
    let problem = Self.problem()
    let objective: NetworkObjective<Double> = Self.objective(problem)
    var descent = NaturalGradientDescent(objective)
    descent.begin(at: problem.parameters.span, seed: 5)
    for _ in 0..<8 { _ = descent.iterate { true } }
    let state = descent.state
    var calls = 0
    let result = descent.iterate {
      calls += 1
      return calls < 2
    }
    #expect(result == nil)
    try descent.restore(state)
    #expect(descent.state == state)
  }

  @Test func aStateOfOtherExamplesIsRefused() throws {
    let problem = Self.problem()
    let objective: NetworkObjective<Double> = Self.objective(problem)
    var descent = NaturalGradientDescent(objective)
    descent.begin(at: problem.parameters.span, seed: 5)
    _ = descent.iterate { true }
    for change: (inout NaturalGradientState) -> Void in [
      { $0.weights.removeLast() }, { $0.velocity = [] }, { $0.average.append(0) },
    ] {
      var state = descent.state
      change(&state)
      var other = NaturalGradientDescent(objective)
      #expect(throws: OptimizationError.self) { try other.restore(state) }
    }
  }
}
