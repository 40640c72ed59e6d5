import LinearAlgebra
import NetworkKernels
import NeuralNetwork
import Optimization
import Testing

/// The cost over a part of the examples, as a run on growing samples sees it.
@Suite struct NetworkObjectiveSampleTests {
  static let exampleCount = 1500
  /// Six blocks of examples; a sample of a third, one of two thirds, and all.
  static let shares = [0.33, 0.67]
  static let sizes = [512, 1024, 1500]

  /// The examples in the order of the layout, whose beginnings are the samples.
  static func order(_ problem: RandomProblem) -> [Int] {
    GroupedFeatures(problem.features, labels: problem.classIndices).order
  }

  static func problem(_ hidden: Activation = .tanh, _ output: OutputLoss = .squaredError)
    -> RandomProblem
  {
    RandomProblem([6, 5, 4, 3], hidden: hidden, output: output, examples: exampleCount)
  }

  static func objective<Scalar: BLASScalar>(
    _ problem: RandomProblem, _: Scalar.Type = Double.self,
    examples: some Sequence<Int> = 0..<exampleCount, regularization: Double,
    sampleFractions: [Double] = [], threads: Int = 1
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
      sampleFractions: sampleFractions, threads: threads)
  }

  /// Cost, gradient, Hessian product: those of a cost of just these examples, with the same λ/m.
  @Test(arguments: networkKinds)
  func isTheCostOfTheSamplesExamples(hidden: Activation, output: OutputLoss) {
    let problem = Self.problem(hidden, output)
    let (point, direction) = (problem.parameters, problem.direction)
    let order = Self.order(problem)
    var sampled: NetworkObjective<Double> = Self.objective(
      problem, regularization: 0.7, sampleFractions: Self.shares, threads: 2)
    for size in Self.sizes {
      var alone: NetworkObjective<Double> = Self.objective(
        problem, examples: order.prefix(size),
        regularization: 0.7 * Double(size) / Double(Self.exampleCount))
      #expect(sampled.sample?.fraction ?? 1 == Double(size) / Double(Self.exampleCount))
      let value = sampled.value(at: point.span)
      #expect(abs(value - alone.value(at: point.span)) < 1e-13 * value)
      #expect(relativeDifference(sampled.gradient(at: point), alone.gradient(at: point)) < 1e-13)
      #expect(
        relativeDifference(
          sampled.product(at: point, with: direction), alone.product(at: point, with: direction))
          < 1e-13)
      sampled.increaseSampleSize()
    }
    #expect(sampled.sample == nil)
    sampled.increaseSampleSize()
    #expect(sampled.sample == nil)
  }

  /// The mean loss of the examples after the sample: a quarter as many, at least a block.
  @Test(arguments: networkKinds)
  func theUnseenValueIsOfTheNextExamples(hidden: Activation, output: OutputLoss) {
    let problem = Self.problem(hidden, output)
    let order = Self.order(problem)
    var sampled: NetworkObjective<Double> = Self.objective(
      problem, regularization: 0.7, sampleFractions: Self.shares, threads: 2)
    for size in Self.sizes.dropLast() {
      let unseen = order[size..<min(size + 256, order.count)]
      var alone: NetworkObjective<Double> = Self.objective(
        problem, examples: unseen, regularization: 0)
      let expected = alone.value(at: problem.parameters.span)
      let found = sampled.unseenValue(at: problem.parameters.span)
      #expect(abs((found?.value ?? .nan) - expected) < 1e-13 * expected)
      #expect(found?.fraction == Double(unseen.count) / Double(Self.exampleCount))
      sampled.increaseSampleSize()
    }
    #expect(sampled.unseenValue(at: problem.parameters.span) == nil)
  }

  /// The Gauss–Newton matrix is that of the sample's cost, too.
  @Test(arguments: networkKinds)
  func theGaussNewtonMatrixIsOfTheSample(hidden: Activation, output: OutputLoss) throws {
    let problem = Self.problem(hidden, output)
    let order = Self.order(problem)
    var sampled: NetworkObjective<Double> = Self.objective(
      problem, regularization: 0.7, sampleFractions: Self.shares, threads: 2)
    let model = try sampled.gaussNewtonSystem()
    let matrix = DampedSystem(order: problem.parameters.count)
    for size in Self.sizes {
      let alone: NetworkObjective<Double> = Self.objective(
        problem, examples: order.prefix(size),
        regularization: 0.7 * Double(size) / Double(Self.exampleCount))
      let context = EvaluationContext(subsample: sampled.sample)
      matrix.assemble { model.assemble(at: problem.parameters.span, in: context, into: $0) }
      let expected = try GaussNewtonSystemTests.matrix(of: alone, at: problem.parameters)
      #expect(
        relativeDifference(
          GaussNewtonSystemTests.product(matrix, problem.direction),
          GaussNewtonSystemTests.product(expected, problem.direction)) < 1e-13)
      sampled.increaseSampleSize()
    }
  }

  /// Against the gradients of the single examples.
  @Test(arguments: networkKinds)
  func knowsItsSamplingError(hidden: Activation, output: OutputLoss) {
    let problem = Self.problem(hidden, output)
    func expectError<Scalar: BLASScalar>(_: Scalar.Type, within tolerance: Double) {
      let order = GroupedFeatures<Scalar>(
        problem.features(in: Scalar.self), labels: problem.classIndices
      ).order
      let gradients = order.prefix(512).map { example in
        var alone: NetworkObjective<Double> = Self.objective(
          problem, examples: [example], regularization: 0)
        return alone.gradient(at: problem.parameters)
      }
      let mean = problem.parameters.indices.map { index in
        gradients.reduce(0) { $0 + $1[index] } / 512
      }
      let deviations = gradients.reduce(0.0) { sum, gradient in
        let distances = zip(gradient, mean).map(-)
        return sum + distances.reduce(0.0) { $0 + $1 * $1 }
      }
      let expected = deviations / 511 / 512 * (1 - 512.0 / 1500)
      var sampled: NetworkObjective<Scalar> = Self.objective(
        problem, Scalar.self, regularization: 0.7, sampleFractions: Self.shares)
      _ = sampled.gradient(at: problem.parameters)
      let variance = sampled.sample?.gradientVariance ?? .nan
      #expect(abs(variance - expected) < tolerance * expected)
    }
    expectError(Double.self, within: 1e-11)
    expectError(Float.self, within: 1e-4)
  }

  /// Beside the cost that grows, one that does not.
  @Test func theCostOverAllExamplesIsAtHand() {
    let problem = Self.problem()
    var sampled: NetworkObjective<Double> = Self.objective(
      problem, regularization: 0.7, sampleFractions: Self.shares)
    var whole: NetworkObjective<Double> = Self.objective(problem, regularization: 0.7)
    var beside = sampled.overAllExamples()
    #expect(beside.sample == nil && sampled.sample != nil)
    let before = sampled.value(at: problem.parameters.span)
    #expect(
      beside.value(at: problem.parameters.span) == whole.value(at: problem.parameters.span))
    #expect(sampled.value(at: problem.parameters.span) == before)
  }

  @Test func hasTheSameBitsOnAnyNumberOfThreads() {
    let problem = Self.problem()
    var gradients: Set<[Double]> = []
    var samples: Set<Subsample> = []
    for threads in [1, 2, 3, 8] {
      var objective: NetworkObjective<Double> = Self.objective(
        problem, regularization: 0.7, sampleFractions: Self.shares, threads: threads)
      gradients.insert(objective.gradient(at: problem.parameters))
      samples.insert(objective.sample!)
    }
    #expect(gradients.count == 1 && samples.count == 1)
  }

  /// A sample has at least two blocks of examples, and leaves some out.
  @Test(
    arguments: [
      (1, []), (256, []), (512, []), (600, [512]), (1500, [512, 768]), (5000, [1024, 2560]),
    ] as [(Int, [Int])])
  func samplesAreWholeBlocks(examples: Int, sizes: [Int]) {
    let problem = RandomProblem(
      [2, 2, 2], hidden: .sigmoid, output: .squaredError, examples: examples)
    var objective = NetworkObjective(
      topology: problem.topology, features: problem.features, classIndices: problem.classIndices,
      regularization: 0,
      sampleFractions: [0.2, 0.5])
    for size in sizes {
      #expect(objective.sample?.fraction == Double(size) / Double(examples))
      objective.increaseSampleSize()
    }
    #expect(objective.sample == nil)
  }
}
