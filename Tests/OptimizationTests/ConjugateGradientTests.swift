import Optimization
import Testing

@Suite struct ConjugateGradientTests {
  /// On a quadratic with exact line searches every rule is the linear conjugate gradient method,
  /// which is done after as many iterations as the Hessian has different eigenvalues.
  @Test(arguments: ConjugateGradientUpdate.allCases)
  func solvesAQuadraticInOneIterationAnEigenvalue(_ update: ConjugateGradientUpdate) {
    let n = 6
    var objective = Quadratic(parameterCount: n)
    var minimizer = NonlinearConjugateGradient(
      parameterCount: n,
      configuration: .init(
        update: update,
        lineSearch: MoreThuente(sufficientDecrease: 1e-9, curvature: 1e-9)))
    let start = (0..<n).map { 3 - Double($0) }
    let result = minimize(
      &objective, from: start, using: &minimizer, stoppingWhen: .init(gradientTolerance: 1e-4))
    #expect(result.stopReason == .gradientTolerance)
    #expect(result.iterations <= n)
  }

  @Test(
    arguments: ConjugateGradientUpdate.allCases, [InitialStep.slopeRatio, .lastDecrease, .unit])
  func solvesRosenbrockWithEveryInitialStep(
    _ update: ConjugateGradientUpdate, _ initialStep: InitialStep
  ) {
    var objective = Rosenbrock()
    var minimizer = NonlinearConjugateGradient(
      parameterCount: 2, configuration: .init(update: update, initialStep: initialStep))
    let result = minimize(&objective, from: Rosenbrock.start, using: &minimizer)
    #expect(result.stopReason == .gradientTolerance)
  }

  /// Restarted at every iteration it is steepest descent, which zigzags down the valley.
  @Test func restartsAreMade() {
    func iterations(_ configuration: NonlinearConjugateGradient.Configuration) -> Int {
      var objective = Rosenbrock()
      var minimizer = NonlinearConjugateGradient(parameterCount: 2, configuration: configuration)
      let result = minimize(
        &objective, from: Rosenbrock.start, using: &minimizer,
        stoppingWhen: .init(maxIterations: 1000))
      return result.iterations
    }
    let free = iterations(.init())
    #expect(iterations(.init(restartInterval: 1)) > 5 * free)
    // No two gradients in a row are orthogonal enough for Powell's test with ν near 0.
    #expect(iterations(.init(orthogonality: 1e-12)) > 5 * free)
  }
}
