import Optimization
import OptimizationProblems
import Testing

@Suite struct LevenbergMarquardtTests {
  @Test(arguments: StandardProblems.all)
  func table(_ problem: StandardProblem) {
    var objective = problem.makeObjective()
    var minimizer = LevenbergMarquardt(model: SumOfSquaresCurvature(problem.problem))
    let result = minimize(
      &objective, from: problem.start, using: &minimizer,
      stoppingWhen: .init(gradientTolerance: 1e-6, maxEvaluations: 3000))
    print("LM", problem.identifier, result.stopReason.rawValue, result.evaluations.values, result.gradientNorm, result.value)
  }
}
