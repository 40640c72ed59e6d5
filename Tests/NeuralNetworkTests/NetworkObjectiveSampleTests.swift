import LinearAlgebra
import NetworkKernels
import NeuralNetwork
import Optimization
import Testing

/// The cost over a part of the examples: an objective of its own.
@Suite struct NetworkObjectiveSampleTests {
  static let exampleCount = 1500
  /// Of the six blocks of 256 examples: beginnings, a part in the middle, the last, and all.
  static let parts = [0..<2, 0..<4, 1..<4, 5..<6, 0..<6]

  /// The positions of the examples of some blocks, in the order of the layout.
  static func lanes(_ blocks: Range<Int>) -> Range<Int> {
    256 * blocks.lowerBound..<min(256 * blocks.upperBound, exampleCount)
  }

  /// The examples in the order of the layout, whose beginnings are the samples.
  static func order(_ problem: RandomProblem) -> [Int] {
    let objective: NetworkObjective<Double> = objective(problem, regularization: 0)
    return objective.layoutOrder
  }

  static func problem(_ hidden: Activation = .tanh, _ output: OutputLoss = .squaredError)
    -> RandomProblem
  {
    RandomProblem([6, 5, 4, 3], hidden: hidden, output: output, examples: exampleCount)
  }

  static func objective<Scalar: BLASScalar>(
    _ problem: RandomProblem, _: Scalar.Type = Double.self,
    examples: some Sequence<Int> = 0..<exampleCount, regularization: Double, threads: Int = 1
  ) -> NetworkObjective<Scalar> {
    let rows = Array(examples)
    return NetworkObjective(
      topology: problem.topology,
      features: Matrix(
        rows: rows.count, columns: 6,
        elements: rows.flatMap { row in
          problem.features.elements[row * 6..<(row + 1) * 6].map(Scalar.init)
        }),
      classIndices: rows.map { problem.classIndices[$0] }, regularization: regularization,
      threads: threads)
  }

  /// The cost of just these examples with the λ/m that all of them have with λ = 0.7.
  static func alone(
    _ problem: RandomProblem, _ examples: ArraySlice<Int>, threads: Int = 1
  ) -> NetworkObjective<Double> {
    objective(
      problem, examples: examples,
      regularization: 0.7 * Double(examples.count) / Double(exampleCount), threads: threads)
  }

  /// Cost, gradient, Hessian product: those of a cost of just these examples, with the same λ/m.
  @Test(arguments: networkKinds)
  func isTheCostOfTheSamplesExamples(hidden: Activation, output: OutputLoss) {
    let problem = Self.problem(hidden, output)
    let (point, direction) = (problem.parameters, problem.direction)
    let order = Self.order(problem)
    let whole: NetworkObjective<Double> = Self.objective(problem, regularization: 0.7, threads: 2)
    for blocks in Self.parts {
      let examples = order[Self.lanes(blocks)]
      var alone = Self.alone(problem, examples)
      var sample = whole.overBlocks(blocks)
      #expect(sample.blocks == blocks && sample.exampleCount == examples.count)
      let value = sample.value(at: point.span)
      #expect(abs(value - alone.value(at: point.span)) < 1e-13 * value)
      #expect(relativeDifference(sample.gradient(at: point), alone.gradient(at: point)) < 1e-13)
      #expect(
        relativeDifference(
          sample.product(at: point, with: direction), alone.product(at: point, with: direction))
          < 1e-13)
    }
  }

  /// The Gauss–Newton matrix is that of the sample's cost, too.
  @Test(arguments: networkKinds)
  func theGaussNewtonMatrixIsOfTheSample(hidden: Activation, output: OutputLoss) throws {
    let problem = Self.problem(hidden, output)
    let order = Self.order(problem)
    let whole: NetworkObjective<Double> = Self.objective(problem, regularization: 0.7, threads: 2)
    for blocks in Self.parts {
      let examples = order[Self.lanes(blocks)]
      let alone = Self.alone(problem, examples, threads: 2)
      let sample = whole.overBlocks(blocks)
      let matrix = try GaussNewtonSystemTests.matrix(of: sample, at: problem.parameters)
      let expected = try GaussNewtonSystemTests.matrix(of: alone, at: problem.parameters)
      #expect(
        relativeDifference(
          GaussNewtonSystemTests.product(matrix, problem.direction),
          GaussNewtonSystemTests.product(expected, problem.direction)) < 1e-13)
      // The blocks of less than 256 examples are narrower.
      #expect(
        examples.count < 256 || sample.gaussNewtonMemory == alone.gaussNewtonMemory)
    }
  }

  /// So are the Kronecker factors.
  @Test func theKroneckerFactorsAreOfTheSample() {
    let problem = Self.problem()
    let order = Self.order(problem)
    let whole: NetworkObjective<Double> = Self.objective(problem, regularization: 0.7, threads: 2)
    for blocks in Self.parts {
      let examples = order[Self.lanes(blocks)]
      let alone = Self.alone(problem, examples)
      let products = [whole.overBlocks(blocks).kroneckerFactors(), alone.kroneckerFactors()].map {
        factors in
        _ = factors.prepare(
          at: problem.parameters.span, iteration: 0, interruptedBy: StopToken())
        var vector = problem.direction
        var span = vector.mutableSpan
        factors.apply(to: &span)
        return vector
      }
      #expect(relativeDifference(products[0], products[1]) < 1e-9)
    }
  }

  /// Several costs on the same examples do not disturb each other.
  @Test func costsOnTheSameExamplesAreIndependent() {
    let problem = Self.problem()
    var whole: NetworkObjective<Double> = Self.objective(problem, regularization: 0.7)
    let expected = whole.value(at: problem.parameters.span)
    var sample = whole.overBlocks(0..<2)
    let before = sample.value(at: problem.parameters.span)
    var beside = sample.overAllExamples()
    #expect(beside.blocks == whole.blocks && sample.blocks == 0..<2)
    #expect(beside.value(at: problem.parameters.span) == expected)
    #expect(whole.value(at: problem.parameters.span) == expected)
    #expect(sample.value(at: problem.parameters.span) == before && before != expected)
  }

  @Test func hasTheSameBitsOnAnyNumberOfThreads() {
    let problem = Self.problem()
    var gradients: Set<[Double]> = []
    for threads in [1, 2, 3, 8] {
      let whole: NetworkObjective<Double> = Self.objective(
        problem, regularization: 0.7, threads: threads)
      var sample = whole.overBlocks(0..<4)
      gradients.insert(sample.gradient(at: problem.parameters))
    }
    #expect(gradients.count == 1)
  }

  /// The first blocks of a fifth and of half of the examples, at least two, and the next ones, a
  /// quarter as many.
  @Test(
    arguments: [
      (1, [0..<1, 0..<1], [1..<1, 1..<1]), (512, [0..<2, 0..<2], [2..<2, 2..<2]),
      (600, [0..<2, 0..<2], [2..<3, 2..<3]), (1500, [0..<2, 0..<3], [2..<3, 3..<4]),
      (5000, [0..<4, 0..<10], [4..<5, 10..<12]),
    ] as [(Int, [Range<Int>], [Range<Int>])])
  func samplesAreWholeBlocks(examples: Int, blocks: [Range<Int>], unseen: [Range<Int>]) {
    let problem = RandomProblem(
      [2, 2, 2], hidden: .sigmoid, output: .squaredError, examples: examples)
    let objective = NetworkObjective(
      topology: problem.topology, features: problem.features, classIndices: problem.classIndices,
      regularization: 0)
    for (index, fraction) in [0.2, 0.5].enumerated() {
      let first = objective.firstBlocks(fraction: fraction)
      #expect(first == blocks[index])
      let sample = objective.overBlocks(first)
      #expect(sample.unseenBlocks == unseen[index])
      #expect(sample.exampleCount == min(256 * first.count, examples))
    }
  }
}
