import LinearAlgebra
import NeuralNetwork
import Optimization
import Testing

@Suite struct NetworkObjectiveTests {
  @Test(arguments: networkKinds)
  func gradientAgreesWithCentralDifferences(hidden: Activation, output: OutputLoss) {
    let problem = RandomProblem(hidden: hidden, output: output)
    var objective = problem.objective()
    let analytic = objective.gradient(at: problem.parameters)
    let step = 1e-5
    let numerical = problem.parameters.indices.map { index in
      var point = problem.parameters
      point[index] += step
      let above = objective.value(at: point.span)
      point[index] -= 2 * step
      let below = objective.value(at: point.span)
      return (above - below) / (2 * step)
    }
    #expect(relativeDifference(analytic, numerical) < 1e-9)
  }

  @Test(arguments: networkKinds)
  func floatGradientAgreesWithDouble(hidden: Activation, output: OutputLoss) {
    let problem = RandomProblem(hidden: hidden, output: output)
    var double = problem.objective()
    var float = problem.objective(Float.self)
    let (expected, actual) = (
      double.gradient(at: problem.parameters), float.gradient(at: problem.parameters)
    )
    #expect(relativeDifference(expected, actual) < 1e-6)
    let costs = (
      double.value(at: problem.parameters.span), float.value(at: problem.parameters.span)
    )
    #expect(abs(costs.0 - costs.1) < 1e-6 * costs.0)
  }

  @Test(arguments: networkKinds)
  func valueAloneIsTheValueWithItsGradient(hidden: Activation, output: OutputLoss) {
    let problem = RandomProblem(hidden: hidden, output: output)
    var objective = problem.objective()
    var gradient = problem.parameters
    var span = gradient.mutableSpan
    let together = objective.evaluate(at: problem.parameters.span, gradient: &span)
    let alone = objective.value(at: problem.parameters.span)
    #expect(together == alone)
  }

  @Test(arguments: [1, 15, 16, 17, 255, 256, 257, 1000])
  func costIsTheMeanOverTheExamplesWhateverTheirNumber(examples: Int) {
    let problem = RandomProblem(
      hidden: .tanh, output: .softmaxCrossEntropy, examples: examples)
    var whole = problem.objective(regularization: 0)
    let costs = (0..<examples).map { example in
      var single = NetworkObjective(
        topology: problem.topology, features: problem.features.gathering(rows: [example]),
        classIndices: [problem.classIndices[example]], regularization: 0)
      return single.value(at: problem.parameters.span)
    }
    let mean = costs.reduce(0, +) / Double(examples)
    #expect(abs(whole.value(at: problem.parameters.span) - mean) < 1e-13 * mean)
  }

  @Test(arguments: networkKinds)
  func anyNumberOfThreadsGivesTheSameBits(hidden: Activation, output: OutputLoss) {
    let problem = RandomProblem(hidden: hidden, output: output, examples: 3000)
    var single = problem.objective()
    let expected = single.gradient(at: problem.parameters)
    for threads in [2, 3, 8] {
      var several = problem.objective(threads: threads)
      #expect(several.gradient(at: problem.parameters) == expected)
      #expect(
        several.value(at: problem.parameters.span) == single.value(at: problem.parameters.span))
    }
  }
}
