import Optimization
import OptimizationProblems
import Testing

@Suite struct TruncatedNewtonTests {
  static let start = (0..<12).map { 3 * Double($0) - 7 }

  /// With the exact inverse as preconditioner one product gives Newton's step, which a quadratic is
  /// done with.
  @Test func anExactPreconditionerNeedsOneProduct() {
    var objective = Quadratic(parameterCount: 12)
    var minimizer = TruncatedNewton(
      parameterCount: 12, preconditioner: QuadraticInverse(parameterCount: 12))
    let result = minimize(&objective, from: Self.start, using: &minimizer)
    #expect(result.stopReason == .gradientTolerance)
    #expect(result.iterations == 1)
    #expect(result.evaluations.gradients == 2 && result.evaluations.hessianProducts == 1)
    #expect(result.evaluations.preconditionerRefreshes == 1)
  }

  /// Newton's equation solved to a small residual takes a product an eigenvalue, and one iteration.
  @Test func aSmallResidualGivesNewtonsStep() {
    var objective = Quadratic(parameterCount: 12)
    var minimizer = TruncatedNewton(
      parameterCount: 12, configuration: .init(maxForcingTerm: 1e-12, minRelativeDecrease: 0))
    let result = minimize(&objective, from: Self.start, using: &minimizer)
    #expect(result.iterations == 1)
    #expect(result.evaluations.hessianProducts == 12)
    #expect(result.parameters.allSatisfy { abs($0 - 1) < 1e-9 })
  }

  /// A limit of the inner iteration is kept, whatever is left of the residual.
  @Test(arguments: [1, 2, 5])
  func theLimitOfTheInnerIterationIsKept(_ limit: Int) {
    var objective = Quadratic(parameterCount: 12)
    var minimizer = TruncatedNewton(
      parameterCount: 12,
      configuration: .init(maxForcingTerm: 1e-12, minRelativeDecrease: 0, maxInnerIterations: limit)
    )
    var products = 0.0
    let result = minimize(&objective, from: Self.start, using: &minimizer) { record, _ in
      #expect(record.evaluations.hessianProducts - products <= Double(limit))
      products = record.evaluations.hessianProducts
      return .proceed
    }
    #expect(result.stopReason == .gradientTolerance)
  }

  /// Between the two valleys of (x² − 1)² + y² the curvature along x is negative: at once, or after
  /// a step along y.
  @Test(arguments: [[0.1, 0.0], [0.1, 1], [-0.3, 5], [0.5, -0.01]])
  func negativeCurvatureIsLeftDownhill(_ start: [Double]) {
    var objective = TwoValleys()
    var minimizer = TruncatedNewton(parameterCount: 2)
    let result = minimize(&objective, from: start, using: &minimizer)
    #expect(result.stopReason == .gradientTolerance)
    #expect(abs(abs(result.parameters[0]) - 1) < 1e-6 && abs(result.parameters[1]) < 1e-6)
  }

  /// What earlier products have shown saves later ones: SciPy's TNC, which keeps no pairs, takes
  /// 145 evaluations for the first and 82 for the second.
  @Test(arguments: ["21:n100,m100", "22:n100,m100"])
  func pairsSaveProducts(_ identifier: String) throws {
    let problem = try #require(StandardProblems.all.first { $0.identifier == identifier })
    func products(memory: Int) -> Double {
      var objective = problem.makeObjective()
      var minimizer = TruncatedNewton(
        parameterCount: problem.parameterCount, configuration: .init(memory: memory))
      let result = minimize(&objective, from: problem.start, using: &minimizer)
      #expect(result.stopReason == .gradientTolerance)
      return result.evaluations.hessianProducts
    }
    #expect(products(memory: 20) < products(memory: 0))
  }

  /// SciPy's TNC solves 40 of the 45 instances in 8456 evaluations.
  @Test func solvesMoreThanSciPyInFewerPasses() {
    let outcome = StandardProblemTests.run(.truncatedNewton)
    #expect(StandardProblems.all.count - outcome.failures.count > 40)
    #expect(outcome.evaluations < 8456)
  }
}

/// (x² − 1)² + y².
private struct TwoValleys: Objective, ~Copyable {
  let parameterCount = 2

  mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    let (x, y) = (point[0], point[1])
    gradient[0] = 4 * x * (x * x - 1)
    gradient[1] = 2 * y
    return (x * x - 1) * (x * x - 1) + y * y
  }

  mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) {
    product[0] = (12 * point[0] * point[0] - 4) * direction[0]
    product[1] = 2 * direction[1]
  }
}
