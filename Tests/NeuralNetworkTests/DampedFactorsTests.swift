import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import TestSupport
import Testing

/// The Kronecker factors of wide networks, and the choice between them and exact ones.
@Suite struct DampedFactorsTests {
  private static func apply<Scalar>(
    _ factors: KroneckerFactors<Scalar>, to vector: [Double]
  ) -> [Double] {
    var vector = vector
    var span = vector.mutableSpan
    factors.apply(to: &span)
    return vector
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// A factor of leading eigenpairs, and one of all elements.
  private static let wide = RandomProblem(
    [20, 600, 130, 4], hidden: .tanh, output: .softmaxCrossEntropy, examples: 2500)

  private static func factors<Scalar>(
    _ problem: RandomProblem = wide, _: Scalar.Type = Scalar.self, threads: Int = 2
  ) -> KroneckerFactors<Scalar> {
    let factors = problem.objective(Scalar.self, threads: threads).kroneckerFactors()
    let isRefreshed = factors.prepare(
      at: problem.parameters.span, iteration: 0, interruptedBy: StopToken())
    #expect(isRefreshed && factors.representation == .damped)
    return factors
  }

  /// Layer sizes and numbers of examples; the cost of exact factors in evaluations, from the
  /// formula in Python.
  @Test(
    arguments: [
      ([400, 25, 10], 5000, .exact, 0.848), ([784, 100, 10], 60_000, .exact, 0.869),
      ([784, 100, 10], 4000, .exact, 1.26), ([784, 128, 128, 10], 60_000, .exact, 1.88),
      ([4, 25, 3], 150, .exact, 8.73), ([784, 200, 10], 60_000, .exact, 1.35),
      ([784, 300, 10], 4000, .damped, 2.76), ([784, 512, 256, 10], 60_000, .damped, 3.51),
      ([784, 1000, 10], 10_000, .damped, 6.46), ([784, 2000, 10], 4000, .damped, 18.9),
      ([400, 600, 2], 1_000_000, .damped, 1.84), ([5000, 600, 2], 1_000_000, .damped, 0.461),
      ([20, 10_000, 10], 1000, .damped, 12_000),
    ] as [([Int], Int, KroneckerRepresentation, Double)])
  func predictedCostDecides(
    sizes: [Int], examples: Int, expected: KroneckerRepresentation, evaluations: Double
  ) {
    let topology = NetworkTopology(sizes, hidden: .relu, output: .softmaxCrossEntropy)
    let costs = KroneckerCosts(topology, exampleCount: examples)
    #expect(costs.representation == expected)
    #expect(abs(costs.exact / costs.evaluation / evaluations - 1) < 0.01)
  }

  /// Cases of `Fixtures/kronecker_damped.py`.
  private struct Reference: Decodable, Sendable {
    struct Case: Decodable, Sendable {
      var sizes: [Int]
      var examples: Int
      var scale: Double
      var form: Double
      var components: [Double]
    }
    var regularization: Double
    var damping: Double
    var cases: [Case]
  }

  /// The last case has factors of a higher rank than the eigenpairs that are kept.
  @Test(arguments: [(0, 1e-9), (1, 1e-9), (2, 1e-7), (3, 0.01)])
  func theyAreThoseOfDenseMatrices(index: Int, tolerance: Double) throws {
    let reference: Reference = try TestFiles.decodeFixture("kronecker-damped.json")
    let given = reference.cases[index]
    let topology = NetworkTopology(given.sizes, hidden: .tanh, output: .sigmoidCrossEntropy)
    var parameters: [Double] = []
    for region in topology.parameterLayout.regions {
      let scale = given.scale / Double(region.columns - 1).squareRoot()
      for index in region.range { parameters.append(scale * sin(1.3 * Double(index) + 0.5)) }
    }
    let vector = parameters.indices.map { sin(0.7 * Double($0) + 1) }
    let objective = NetworkObjective(
      topology: topology,
      features: Matrix(
        rows: given.examples, columns: given.sizes[0],
        elements: (0..<given.examples * given.sizes[0]).map { sin(1.7 * pow(Double($0), 1.1)) }),
      classIndices: [Int](repeating: 0, count: given.examples),
      regularization: reference.regularization)
    let factors = objective.kroneckerFactors(damping: reference.damping)
    _ = factors.prepare(at: parameters.span, iteration: 0, interruptedBy: StopToken())
    #expect(factors.representation == .damped)
    var scratch = vector
    var span = scratch.mutableSpan
    let form = factors.quadraticForm(of: vector.span, scratch: &span)
    #expect(abs(form / given.form - 1) < tolerance)
    let product = Self.apply(factors, to: vector)
    let components = stride(from: 0, to: product.count, by: 97).map { product[$0] }
    #expect(relativeDifference(components, given.components) < tolerance)
  }

  @Test func theyAreSymmetricPositiveDefinite() {
    let factors: KroneckerFactors<Double> = Self.factors()
    let (u, v) = (Self.wide.direction, Self.wide.parameters)
    let (hu, hv) = (Self.apply(factors, to: u), Self.apply(factors, to: v))
    #expect(abs(Self.dot(u, hv) - Self.dot(v, hu)) < 1e-10 * abs(Self.dot(u, hv)))
    let shift = 0.7 / 2500 + factors.damping
    #expect(Self.dot(u, hu) > 0 && Self.dot(u, hu) <= Self.dot(u, u) / shift)
  }

  @Test func anyNumberOfThreadsGivesTheSameBits() {
    func product<Scalar>(_: Scalar.Type, threads: Int) -> [Double] where Scalar: BLASScalar {
      let factors: KroneckerFactors<Scalar> = Self.factors(threads: threads)
      return Self.apply(factors, to: Self.wide.direction)
    }
    let (double, float) = (product(Double.self, threads: 1), product(Float.self, threads: 1))
    for threads in [2, 3] {
      #expect(product(Double.self, threads: threads) == double)
      #expect(product(Float.self, threads: threads) == float)
    }
    #expect(relativeDifference(double, float) < 1e-3)
  }

  /// A refresh reads the first shards with 2048 examples; a restored state has the same factors.
  @Test func aRestoredStateHasTheSameBits() throws {
    let factors: KroneckerFactors<Float> = Self.factors()
    #expect(factors.passesPerRefresh == 2048 / 2500)
    for _ in 0..<10 { factors.learn(fromStep: 1) }
    let point = Self.wide.parameters.map { 0.9 * $0 }
    let isRefreshed = factors.prepare(at: point.span, iteration: 10, interruptedBy: StopToken())
    #expect(isRefreshed && factors.damping == 0.7e-3)
    let state = try JSONDecoder().decode(
      KroneckerFactorsState.self, from: JSONEncoder().encode(factors.state))
    let other: KroneckerFactors<Float> = Self.factors(threads: 1)
    #expect(Self.apply(other, to: point) != Self.apply(factors, to: point))
    try other.restore(state, interruptedBy: StopToken())
    #expect(Self.apply(other, to: point) == Self.apply(factors, to: point))
  }

  /// Layers of which no matrix would fit in memory.
  @Test(arguments: [[3, 30_000, 3], [3, 9000, 8, 9000, 3]])
  func veryWideNetworksHaveFactors(sizes: [Int]) {
    let problem = RandomProblem(sizes, hidden: .relu, output: .softmaxCrossEntropy, examples: 60)
    let factors: KroneckerFactors<Float> = Self.factors(problem)
    let product = Self.apply(factors, to: problem.direction)
    let form = Self.dot(product, problem.direction)
    #expect(form > 0 && form.isFinite)
  }

  /// The factors replace others; the values overflow, but not the product.
  @Test func momentsThatOverflowGiveTheIdentity() {
    let problem = RandomProblem(
      [3, 600, 3], hidden: .relu, output: .squaredError, examples: 300)
    let factors: KroneckerFactors<Float> = Self.factors(problem)
    let huge = problem.parameters.map { 1e25 * $0 }
    _ = factors.prepare(at: huge.span, iteration: 10, interruptedBy: StopToken())
    let isFinite = Self.apply(factors, to: problem.direction).allSatisfy { $0.isFinite }
    #expect(isFinite)
  }
}
