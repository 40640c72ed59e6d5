import LinearAlgebra
import NeuralNetwork
import Optimization
import Testing

@Suite struct GaussNewtonSystemTests {
  /// The matrix, assembled whole.
  static func matrix<Scalar: BLASScalar>(
    of objective: borrowing NetworkObjective<Scalar>, at point: [Double]
  ) throws -> DampedSystem {
    let model = try objective.gaussNewtonSystem()
    let matrix = DampedSystem(order: point.count)
    matrix.assemble { model.assemble(at: point.span, interruptedBy: StopToken(), into: $0) }
    return matrix
  }

  static func product(_ matrix: DampedSystem, _ v: [Double]) -> [Double] {
    v.indices.map { row in
      v.indices.reduce(0) { $0 + matrix[min(row, $1), max(row, $1)] * v[$1] }
    }
  }

  /// Against the Gauss–Newton products, which share only the forward pass with the matrix.
  ///
  /// 300 examples fill one block and a part of another.
  @Test(arguments: networkKinds, [37, 300])
  func multipliesAsTheGaussNewtonProductDoes(
    kind: (Activation, OutputLoss), examples: Int
  ) throws {
    let problem = RandomProblem(hidden: kind.0, output: kind.1, examples: examples)
    var objective = problem.objective(curvature: .gaussNewton)
    let matrix = try Self.matrix(of: objective, at: problem.parameters)
    let expected = objective.product(at: problem.parameters, with: problem.direction)
    #expect(relativeDifference(Self.product(matrix, problem.direction), expected) < 1e-13)
  }

  @Test func floatAgreesToItsPrecision() throws {
    let problem = RandomProblem(hidden: .tanh, output: .squaredError)
    var objective = problem.objective(curvature: .gaussNewton)
    let inFloat: NetworkObjective<Float> = problem.objective(Float.self)
    let matrix = try Self.matrix(of: inFloat, at: problem.parameters)
    let expected = objective.product(at: problem.parameters, with: problem.direction)
    #expect(relativeDifference(Self.product(matrix, problem.direction), expected) < 1e-6)
  }

  @Test func anyNumberOfThreadsGivesTheSameBits() throws {
    let problem = RandomProblem(hidden: .tanh, output: .squaredError, examples: 700)
    let products = try [1, 2, 3, 8].map { threads in
      let objective: NetworkObjective<Double> = problem.objective(threads: threads)
      return Self.product(
        try Self.matrix(of: objective, at: problem.parameters), problem.direction)
    }
    #expect(products.allSatisfy { $0 == products[0] })
  }

  @Test func refusesWhatIsAboveTheLimit() {
    let problem = RandomProblem(hidden: .tanh, output: .squaredError)
    let objective: NetworkObjective<Double> = problem.objective()
    let needed = objective.gaussNewtonMemory
    #expect(throws: Never.self) { _ = try objective.gaussNewtonSystem(memoryLimit: needed) }
    #expect(
      throws: NetworkError.normalMatrixTooLarge(
        parameterCount: 74, bytes: needed, limit: needed - 1)
    ) { _ = try objective.gaussNewtonSystem(memoryLimit: needed - 1) }
  }

  @Test func theRefusalNamesTheNumbersAndTheMend() {
    let error = NetworkError.normalMatrixTooLarge(
      parameterCount: 50_000, bytes: 20_000_400_000, limit: 2 << 30)
    for part in ["50000 parameters", "18.63 GiB", "2.0 GiB", "lbfgs"] {
      #expect(error.description.contains(part))
    }
  }

  /// To the same minimum, that of the squared error with λ = 0.7.
  @Test func needsFewerIterationsThanLBFGS() throws {
    let problem = RandomProblem(hidden: .sigmoid, output: .squaredError, examples: 300)
    var objective: NetworkObjective<Double> = problem.objective()
    var marquardt = LevenbergMarquardt(model: try objective.gaussNewtonSystem())
    let result = minimize(&objective, from: problem.parameters, using: &marquardt)
    var quasiNewton = LBFGS(parameterCount: problem.parameters.count)
    let other = minimize(&objective, from: problem.parameters, using: &quasiNewton)
    #expect(result.stopReason == .gradientTolerance && other.stopReason == .gradientTolerance)
    #expect(result.value <= other.value + 1e-9)
    #expect(2 * result.iterations < other.iterations)
  }
}
