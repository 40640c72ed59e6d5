import LinearAlgebra
import NeuralNetwork
import Optimization
import Testing

@Suite struct NetworkObjectiveCurvatureTests {
  @Test(arguments: networkKinds)
  func hessianProductAgreesWithDifferencesOfGradients(hidden: Activation, output: OutputLoss) {
    let problem = RandomProblem(hidden: hidden, output: output)
    var objective = problem.objective()
    let step = 1e-5
    func gradient(_ objective: inout NetworkObjective<Double>, _ shift: Double) -> [Double] {
      objective.gradient(
        at: zip(problem.parameters, problem.direction).map { $0 + shift * $1 })
    }
    let (above, below) = (gradient(&objective, step), gradient(&objective, -step))
    let numerical = zip(above, below).map { ($0 - $1) / (2 * step) }
    let product = objective.product(at: problem.parameters, with: problem.direction)
    #expect(relativeDifference(product, numerical) < 1e-8)
  }

  @Test(arguments: networkKinds, CurvatureMatrix.allCases)
  func productsAreSymmetric(kind: (Activation, OutputLoss), curvature: CurvatureMatrix) {
    let problem = RandomProblem(hidden: kind.0, output: kind.1)
    var objective = problem.objective(curvature: curvature)
    let (u, v) = (problem.direction, problem.parameters.reversed().map { $0 * $0 - 0.3 })
    let hv = objective.product(at: problem.parameters, with: v)
    let hu = objective.product(at: problem.parameters, with: u)
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let (left, right) = (dot(u, hv), dot(v, hu))
    #expect(abs(left - right) <= 1e-12 * max(abs(left), abs(right), 1))
  }

  @Test(arguments: networkKinds)
  func gaussNewtonIsPositiveSemidefinite(hidden: Activation, output: OutputLoss) {
    for seed in UInt64(1)...5 {
      let problem = RandomProblem(hidden: hidden, output: output, seed: seed)
      var objective = problem.objective(regularization: 0, curvature: .gaussNewton)
      let product = objective.product(at: problem.parameters, with: problem.direction)
      #expect(zip(product, problem.direction).reduce(0) { $0 + $1.0 * $1.1 } >= 0)
    }
  }

  /// Without a hidden layer and with a loss that is matched to its outputs, nothing is left out.
  @Test(arguments: [OutputLoss.sigmoidCrossEntropy, .softmaxCrossEntropy])
  func gaussNewtonIsTheHessianOfALinearModel(output: OutputLoss) {
    let problem = RandomProblem([6, 3], hidden: .sigmoid, output: output)
    var hessian = problem.objective()
    var gaussNewton = problem.objective(curvature: .gaussNewton)
    #expect(
      relativeDifference(
        hessian.product(at: problem.parameters, with: problem.direction),
        gaussNewton.product(at: problem.parameters, with: problem.direction)) < 1e-14)
  }

  /// What is kept from the first product at a point changes no bit of a later one, whatever was
  /// evaluated in between; nor does keeping nothing.
  @Test(arguments: CurvatureMatrix.allCases, [0, 1 << 20])
  func aSeriesOfProductsHasTheBitsOfSingleOnes(curvature: CurvatureMatrix, limit: Int) {
    let problem = RandomProblem(hidden: .tanh, output: .softmaxCrossEntropy, examples: 300)
    func single(at point: [Double], with direction: [Double]) -> [Double] {
      var objective = problem.objective(curvature: curvature)
      return objective.product(at: point, with: direction)
    }
    let (x, v) = (problem.parameters, problem.direction)
    let (y, w) = (v.map { 0.5 * $0 }, x.map { 1 - $0 })
    var objective = problem.objective(curvature: curvature, threads: 3)
    objective.limitLinearizations(to: limit)
    for (point, direction) in [(x, v), (x, w), (y, v), (y, w), (x, w), (x, v)] {
      #expect(objective.product(at: point, with: direction) == single(at: point, with: direction))
      _ = objective.gradient(at: w)
    }
  }
}
