import Optimization
import Testing

@Suite struct MinimizeTests {
  @Test func lbfgsFindsTheMinimumOfRosenbrock() {
    var objective = Rosenbrock()
    var minimizer = LBFGS(parameterCount: 2)
    let result = minimize(&objective, from: Rosenbrock.start, using: &minimizer)
    print(result)
    #expect(result.stopReason == .gradientTolerance)
    #expect(abs(result.parameters[0] - 1) < 1e-5)
  }

  @Test func conjugateGradientFindsTheMinimumOfRosenbrock() {
    var objective = Rosenbrock()
    var minimizer = NonlinearConjugateGradient(parameterCount: 2)
    let result = minimize(&objective, from: Rosenbrock.start, using: &minimizer)
    print(result)
    #expect(result.stopReason == .gradientTolerance)
    #expect(abs(result.parameters[0] - 1) < 1e-5)
  }
}
