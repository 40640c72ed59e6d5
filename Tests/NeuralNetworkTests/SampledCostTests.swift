import LinearAlgebra
import NeuralNetwork
import Optimization
import Testing

/// The cost over a part of the examples, as a run on growing samples sees it.
@Suite struct SampledCostTests {
  static let exampleCount = 1500
  /// Six blocks of examples; a sample of a third, one of two thirds, and all.
  static let order = (0..<exampleCount).map { ($0 * 1237) % exampleCount }
  static let samples = NestedSamples(order: order, shares: [0.33, 0.67])
  static let sizes = [512, 1024, 1500]

  static func problem(_ hidden: Activation = .tanh, _ output: OutputLoss = .squaredError)
    -> RandomProblem
  {
    RandomProblem([6, 5, 4, 3], hidden: hidden, output: output, examples: exampleCount)
  }

  static func objective<Scalar: BLASScalar>(
    _ problem: RandomProblem, _: Scalar.Type = Double.self,
    examples: some Sequence<Int> = 0..<exampleCount, regularization: Double,
    samples: NestedSamples? = nil, threads: Int = 1
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
      samples: samples, threads: threads)
  }

  /// Cost, gradient, Hessian product: those of a cost of just these examples, with the same λ/m.
  @Test(arguments: networkKinds)
  func isTheCostOfTheSamplesExamples(hidden: Activation, output: OutputLoss) {
    let problem = Self.problem(hidden, output)
    let (point, direction) = (problem.parameters, problem.direction)
    var sampled: NetworkObjective<Double> = Self.objective(
      problem, regularization: 0.7, samples: Self.samples, threads: 2)
    for size in Self.sizes {
      var alone: NetworkObjective<Double> = Self.objective(
        problem, examples: Self.order.prefix(size),
        regularization: 0.7 * Double(size) / Double(Self.exampleCount))
      #expect(sampled.sample?.share ?? 1 == Double(size) / Double(Self.exampleCount))
      let value = sampled.value(at: point.span)
      #expect(abs(value - alone.value(at: point.span)) < 1e-13 * value)
      #expect(relativeDifference(sampled.gradient(at: point), alone.gradient(at: point)) < 1e-13)
      #expect(
        relativeDifference(
          sampled.product(at: point, with: direction), alone.product(at: point, with: direction))
          < 1e-13)
      sampled.grow()
    }
    #expect(sampled.sample == nil)
    sampled.grow()
    #expect(sampled.sample == nil)
  }

  /// Against the gradients of the single examples.
  @Test(arguments: networkKinds)
  func knowsItsSamplingError(hidden: Activation, output: OutputLoss) {
    let problem = Self.problem(hidden, output)
    let point = problem.parameters
    let gradients = Self.order.prefix(512).map { example in
      var alone: NetworkObjective<Double> = Self.objective(
        problem, examples: [example], regularization: 0)
      return alone.gradient(at: point)
    }
    let mean = point.indices.map { index in gradients.reduce(0) { $0 + $1[index] } / 512 }
    let deviations = gradients.reduce(0) { sum, gradient in
      sum + zip(gradient, mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    let expected = deviations / 511 / 512 * (1 - 512.0 / 1500)

    var double: NetworkObjective<Double> = Self.objective(
      problem, regularization: 0.7, samples: Self.samples)
    _ = double.gradient(at: point)
    let estimate = double.sample!.gradientVariance
    #expect(abs(estimate - expected) < 1e-11 * expected)
    var single: NetworkObjective<Float> = Self.objective(
      problem, Float.self, regularization: 0.7, samples: Self.samples)
    _ = single.gradient(at: point)
    let rounded = single.sample!.gradientVariance
    #expect(abs(rounded - expected) < 1e-4 * expected)
  }

  @Test func hasTheSameBitsOnAnyNumberOfThreads() {
    let problem = Self.problem()
    var gradients: Set<[Double]> = []
    var samples: Set<TermSample> = []
    for threads in [1, 2, 3, 8] {
      var objective: NetworkObjective<Double> = Self.objective(
        problem, regularization: 0.7, samples: Self.samples, threads: threads)
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
      samples: NestedSamples(order: Array(0..<examples), shares: [0.2, 0.5]))
    for size in sizes {
      #expect(objective.sample?.share == Double(size) / Double(examples))
      objective.grow()
    }
    #expect(objective.sample == nil)
  }
}
