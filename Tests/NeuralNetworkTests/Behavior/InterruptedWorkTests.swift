import LinearAlgebra
import NeuralNetwork
import Optimization
import Testing

/// What a token cuts short leaves nothing behind: the same work, done again, has its bits.
@Suite struct InterruptedWorkTests {
  static let problem = RandomProblem(
    [20, 30, 4], hidden: .tanh, output: .softmaxCrossEntropy,
    examples: 3000)

  /// Raised from the first, and raised in the middle of the work.
  static var tokens: [StopToken] {
    let token = StopToken()
    token.requestStop()
    return [token] + [20, 100, 500].map { StopToken(deadline: .now + .microseconds($0)) }
  }

  @Test(arguments: [1, 2])
  func evaluationsAndProducts(threads: Int) {
    let problem = Self.problem
    var reference = problem.objective(threads: threads) as NetworkObjective<Double>
    let gradient = reference.gradient(at: problem.parameters)
    let product = reference.product(at: problem.parameters, with: problem.direction)
    let value = reference.value(at: problem.parameters.span)
    var objective = problem.objective(threads: threads) as NetworkObjective<Double>
    for token in Self.tokens {
      objective.watch(token)
      for result in [
        objective.gradient(at: problem.parameters),
        objective.product(at: problem.parameters, with: problem.direction),
      ] where token.hasCutWork {
        let isUntouched = result.allSatisfy { $0.isNaN }
        #expect(isUntouched || result == gradient || result == product)
      }
      _ = objective.value(at: problem.parameters.span)
      objective.watch(nil)
      let again = (
        objective.gradient(at: problem.parameters),
        objective.product(at: problem.parameters, with: problem.direction),
        objective.value(at: problem.parameters.span)
      )
      #expect(again == (gradient, product, value))
    }
  }

  /// Exact factors, and damped ones with leading eigenpairs.
  @Test(arguments: [nil, [6, 600, 3]])
  func kroneckerFactors(sizes: [Int]?) throws {
    let problem =
      sizes.map { RandomProblem($0, hidden: .tanh, output: .softmaxCrossEntropy, examples: 700) }
      ?? Self.problem
    let objective = problem.objective(threads: 2) as NetworkObjective<Double>
    let factors = objective.kroneckerFactors()
    let isFirst = factors.prepare(
      at: problem.parameters.span, iteration: 0, interruptedBy: StopToken())
    #expect(isFirst)
    var expected = problem.direction
    var span = expected.mutableSpan
    factors.apply(to: &span)
    let state = factors.state
    let token = try #require(Self.tokens.first)
    let isRefreshed = factors.prepare(
      at: problem.direction.span, iteration: 10, interruptedBy: token)
    #expect(!isRefreshed)
    #expect(token.hasCutWork && factors.state == state)
    _ = factors.prepare(at: problem.parameters.span, iteration: 0, interruptedBy: StopToken())
    var result = problem.direction
    var resultSpan = result.mutableSpan
    factors.apply(to: &resultSpan)
    #expect(result == expected)
  }

  @Test func gaussNewtonMatrix() throws {
    let problem = RandomProblem(hidden: .tanh, output: .squaredError, examples: 700)
    let objective = problem.objective(threads: 2) as NetworkObjective<Double>
    let model = try objective.gaussNewtonSystem()
    let matrix = DampedSystem(order: problem.parameters.count)
    func elements(_ token: StopToken = StopToken()) -> [Double] {
      matrix.assemble {
        model.assemble(at: problem.parameters.span, interruptedBy: token, into: $0)
      }
      return problem.parameters.indices.flatMap { row in
        (row..<problem.parameters.count).map { matrix[row, $0] }
      }
    }
    let expected = elements()
    let token = try #require(Self.tokens.first)
    _ = elements(token)
    #expect(token.hasCutWork)
    #expect(elements() == expected)
  }

  /// P³/3, and for two units of three weights 2 m (3 · 9) within their layer.
  @Test func flopsOfTheMatrix() {
    let problem = RandomProblem([2, 2, 1], hidden: .tanh, output: .squaredError, examples: 16)
    let objective: NetworkObjective<Double> = problem.objective()
    #expect(objective.gaussNewtonFactorizationFlops == 243)
    // 2 · 16 · 9 for each pair: 3 of hidden units, 2 with the output, 1 of the output alone.
    #expect(objective.gaussNewtonAssemblyFlops == 1728)
    #expect(objective.predictedLevenbergMarquardtSeconds() > 0)
  }
}
