import Optimization
import OptimizationProblems
import Testing

@Suite struct NonlinearConjugateGradientTests {
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
    arguments: ConjugateGradientUpdate.allCases,
    [InitialStep.slopeRatio, .previousDecrease, .quadratic, .unit])
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
    #expect(iterations(.init(powellRestartThreshold: 1e-12)) > 5 * free)
  }

  /// On a quadratic along d the rule's first trial is the minimizer; where the probe is higher than
  /// the origin, or the quadratic not convex, it is twice the last step.
  @Test func theQuadraticRuleFindsTheMinimizerOfAQuadratic() throws {
    // Two iterations of steepest descent on ½(x₁² + 100x₂²): each takes the exact step at once.
    var objective = Quadratic(parameterCount: 2)
    var minimizer = NonlinearConjugateGradient(
      parameterCount: 2,
      configuration: .init(
        lineSearch: MoreThuente(sufficientDecrease: 1e-9, curvature: 1e-8),
        initialStep: .quadratic, restartInterval: 1))
    var records: [IterationRecord] = []
    _ = minimize(
      &objective, from: [101, 2], using: &minimizer, stoppingWhen: .init(maxIterations: 5)
    ) { record, _ in
      records.append(record)
      return .proceed
    }
    for (earlier, later) in zip(records.dropFirst(), records.dropFirst(2)) {
      // The probe, and the minimizer.
      #expect(later.evaluations.gradients - earlier.evaluations.gradients == 2)
    }
  }

  /// SciPy's CG solves 41 of the 45 instances in 11 719 evaluations (`Fixtures/scipy-mgh.json`).
  @Test func solvesAsManyAsSciPyInFewerEvaluations() {
    let outcome = StandardProblemTests.run(.conjugateGradient)
    #expect(StandardProblems.all.count - outcome.failures.count >= 41)
    #expect(outcome.evaluations < 11_719)
  }
}
