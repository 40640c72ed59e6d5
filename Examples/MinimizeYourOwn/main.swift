// Minimizes a function of your own. The product Optimization links nothing but the package itself.
//
//     swift run -c release MinimizeYourOwn
import Optimization

// Rosenbrock's function of two variables: it writes ∇f(x) into `gradient` and returns f(x).
let rosenbrock: ClosureObjective.Function = { x, gradient in
  let bend = x[1] - x[0] * x[0]
  gradient[0] = -400 * x[0] * bend - 2 * (1 - x[0])
  gradient[1] = 200 * bend
  return 100 * bend * bend + (1 - x[0]) * (1 - x[0])
}

// A wrong gradient is the usual mistake: compare it with finite differences first.
let check = checkGradient(at: [0.3, 0.7], of: rosenbrock)
print(check)
guard check.verdict == .consistent else { fatalError("the gradient is wrong") }

// L-BFGS, until no component of the gradient is larger than 1e−6.
let result = minimize(from: [-1.2, 1], rosenbrock)
print(result.parameters)
print(result)

// Other criteria, and a line for each iteration.
let brief = minimize(
  from: [-1.2, 1], stoppingWhen: StoppingCriteria(maxIterations: 3), rosenbrock
) { record, _ in
  print(record)
  return .proceed
}
print(brief.stopReason)

// Another algorithm: conjugate gradients.
var objective = ClosureObjective(parameterCount: 2, rosenbrock)
var minimizer = NonlinearConjugateGradient(parameterCount: 2)
print(minimize(&objective, from: [-1.2, 1], using: &minimizer).parameters)
