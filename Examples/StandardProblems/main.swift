// Runs L-BFGS on the standard test problems of Moré, Garbow and Hillstrom (1981).
//
//     swift run -c release StandardProblems
import Optimization
import OptimizationProblems

var solved = 0
for problem in StandardProblems.all {
  var objective = problem.makeObjective()
  var minimizer = LBFGS(parameterCount: problem.parameterCount)
  let result = minimize(
    &objective, from: problem.start, using: &minimizer,
    stoppingWhen: StoppingCriteria(gradientTolerance: 1e-8, maxEvaluations: 5000))
  // Some problems have more than one local minimum; not all are known.
  let isKnown = problem.minima.contains { $0.matches(result.value, absolute: 1e-9) }
  if isKnown { solved += 1 }
  print(
    isKnown ? "✓" : "·", problem, "f = \(result.value)", "\(objective.evaluationCount) evaluations")
}
print("\(solved) of \(StandardProblems.all.count) end at a known minimum")
