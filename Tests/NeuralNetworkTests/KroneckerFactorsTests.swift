import LinearAlgebra
import NeuralNetwork
import Optimization
import Testing

/// The Kronecker factors against the matrices that they stand for.
@Suite struct KroneckerFactorsTests {
  private func apply<Scalar>(
    _ factors: KroneckerFactors<Scalar>, to vector: [Double]
  ) -> [Double] {
    var vector = vector
    var span = vector.mutableSpan
    factors.apply(to: &span)
    return vector
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private func factors<Scalar>(
    _ problem: RandomProblem, _: Scalar.Type = Double.self, threads: Int = 1
  ) -> KroneckerFactors<Scalar> {
    let objective: NetworkObjective<Scalar> = problem.objective(Scalar.self, threads: threads)
    let factors = objective.kroneckerFactors()
    _ = factors.prepare(at: problem.parameters.span, iteration: 0, interruptedBy: StopToken())
    return factors
  }

  /// With one output and weights of 0, G is the same number for every example, ¼, and A ⊗ G is the
  /// Gauss–Newton matrix itself: then H₀ (GN + damping) v = v.
  @Test func theyInvertTheMatrixThatIsAProduct() {
    let problem = RandomProblem([6, 1], hidden: .sigmoid, output: .sigmoidCrossEntropy)
    let origin = [Double](repeating: 0, count: problem.parameters.count)
    var objective = problem.objective(regularization: 0, curvature: .gaussNewton)
    let factors = objective.kroneckerFactors(damping: 0.01)
    _ = factors.prepare(at: origin.span, iteration: 0, interruptedBy: StopToken())
    let product = objective.product(at: origin, with: problem.direction)
    let damped = zip(product, problem.direction).map { $0 + 0.01 * $1 }
    #expect(relativeDifference(apply(factors, to: damped), problem.direction) < 1e-9)
  }

  /// More inputs than eigenpairs are kept: still symmetric, positive definite, and no larger than
  /// the inverse of the shift.
  @Test(arguments: [[6, 5, 4, 3], [90, 5, 3]])
  func theyAreSymmetricPositiveDefiniteAndBounded(sizes: [Int]) {
    let problem = RandomProblem(sizes, hidden: .tanh, output: .softmaxCrossEntropy, examples: 300)
    let factors = factors(problem)
    let (u, v) = (problem.direction, problem.parameters)
    let (hu, hv) = (apply(factors, to: u), apply(factors, to: v))
    #expect(abs(dot(u, hv) - dot(v, hu)) < 1e-10 * abs(dot(u, hv)))
    let shift = 0.7 / 300 + factors.damping
    #expect(dot(u, hu) > 0 && dot(u, hu) <= dot(u, u) / shift)
  }

  /// After steps of full length the damping shrinks, after many others it grows; a new run begins
  /// with the first one.
  @Test(arguments: [
    (10, 0, 0.7e-3), (9, 1, 0.7e-3), (8, 2, 1e-3), (7, 3, 1e-3 / 0.7), (4, 0, 1e-3),
  ])
  func theDampingFollowsTheSteps(full: Int, other: Int, expected: Double) throws {
    let problem = RandomProblem([6, 5, 3], hidden: .tanh, output: .softmaxCrossEntropy)
    let factors: KroneckerFactors<Double> = factors(problem)
    func prepare(_ factors: KroneckerFactors<Double>, _ iteration: Int) -> Bool {
      factors.prepare(
        at: problem.parameters.span, iteration: iteration, interruptedBy: StopToken())
    }
    for _ in 0..<full { factors.learn(fromStep: 1) }
    for _ in 0..<other { factors.learn(fromStep: 0.5) }
    let copy: KroneckerFactors<Double> = self.factors(problem)
    try copy.restore(factors.state, interruptedBy: StopToken())
    for factors in [factors, copy] {
      #expect(factors.damping == 1e-3)
      #expect(!prepare(factors, 9))
      #expect(prepare(factors, 10))
      #expect(abs(factors.damping - expected) < 1e-18)
      #expect(prepare(factors, 0) && factors.damping == 1e-3)
    }
  }

  @Test(arguments: [[6, 5, 4, 3], [90, 5, 3]])
  func theQuadraticFormIsThatOfTheProduct(sizes: [Int]) {
    let problem = RandomProblem(sizes, hidden: .tanh, output: .softmaxCrossEntropy, examples: 300)
    let factors = factors(problem)
    var scratch = problem.direction
    var span = scratch.mutableSpan
    let form = factors.quadraticForm(of: problem.direction.span, scratch: &span)
    let expected = dot(problem.direction, apply(factors, to: problem.direction))
    #expect(abs(form - expected) < 1e-11 * expected)
  }

  @Test func anyNumberOfThreadsGivesTheSameBits() {
    let problem = RandomProblem(
      [90, 5, 3], hidden: .sigmoid, output: .sigmoidCrossEntropy, examples: 3000)
    let one = apply(factors(problem), to: problem.direction)
    for threads in [2, 3, 5] {
      #expect(apply(factors(problem, threads: threads), to: problem.direction) == one)
    }
  }

  @Test func floatAgreesWithDouble() {
    let problem = RandomProblem(
      [90, 5, 3], hidden: .sigmoid, output: .sigmoidCrossEntropy, examples: 500)
    let double = apply(factors(problem), to: problem.direction)
    let float = apply(factors(problem, Float.self), to: problem.direction)
    #expect(relativeDifference(double, float) < 1e-3)
  }
}
