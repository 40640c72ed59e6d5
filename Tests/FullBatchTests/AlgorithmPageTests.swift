import Foundation
import FullBatch
import OptimizationProblems
import Random
import TestSupport
import Testing

/// The example of each page in docs/algorithms compiles, and does what the page says.
@Suite struct AlgorithmPageTests {
  @Test func lbfgs() {
    var objective = StandardProblems.all[0].makeObjective()
    var minimizer = LBFGS(parameterCount: 2, configuration: .init(memory: 10))
    let result = minimize(
      &objective, from: [-1.2, 1], using: &minimizer,
      stoppingWhen: .init(gradientTolerance: 1e-8, maxIterations: 200))
    print(result.parameters, result.stopReason)
    #expect(result.stopReason == .gradientTolerance)
  }

  @Test func conjugateGradient() {
    var objective = StandardProblems.all[0].makeObjective()
    var minimizer = NonlinearConjugateGradient(
      parameterCount: 2,
      configuration: .init(
        update: .hagerZhang, lineSearch: HagerZhang(curvature: 0.1), initialStep: .quadratic))
    let result = minimize(&objective, from: [-1.2, 1], using: &minimizer)
    print(result.iterations, result.evaluations)
    #expect(result.isConverged)
  }

  @Test func fmincg() throws {
    let digits = try Dataset(contentsOf: TestFiles.digits)
    let classifier = Classifier(hidden: [25], minimizer: .fmincg, maxIterations: 50)
    let model = try classifier.fit(digits)
    print(try model.score(digits))
    #expect(try model.score(digits) > 0.9)
  }

  @Test func truncatedNewton() {
    let problem = StandardProblems.all[0]
    var objective = problem.makeObjective()
    var minimizer = TruncatedNewton(
      parameterCount: problem.parameterCount, configuration: .init(maxInnerIterations: 20))
    let result = minimize(&objective, from: problem.start, using: &minimizer)
    print(result.value, result.evaluations.hessianProducts)
    #expect(result.isConverged && result.evaluations.hessianProducts > 0)
  }

  @Test func levenbergMarquardt() {
    let problem = StandardProblems.all[0]
    var objective = problem.makeObjective()
    var minimizer = LevenbergMarquardt(
      model: SumOfSquaresCurvature(problem.problem), configuration: .init(initialDamping: 1e-3))
    let result = minimize(&objective, from: problem.start, using: &minimizer)
    print(result.value, result.iterations)
    #expect(result.isConverged)
  }

  @Test func kroneckerLBFGS() throws {
    let digits = try Dataset(contentsOf: TestFiles.digits)
    let topology = NetworkTopology([400, 25, 10], hidden: .sigmoid, output: .sigmoidCrossEntropy)
    var generator = Xoshiro256StarStar(seed: 1)
    let start = WeightInitializer.uniform(halfWidth: 0.12)
      .parameters(for: topology.parameterLayout, using: &generator)
    var objective = NetworkObjective(
      topology: topology, features: digits.features, classIndices: digits.classIndices,
      regularization: 1, threads: 2)
    var minimizer = LBFGS(
      parameterCount: objective.parameterCount, configuration: .init(memory: 20),
      initialInverseHessian: objective.kroneckerFactors())
    let result = minimize(
      &objective, from: start, using: &minimizer, stoppingWhen: .init(targetValue: 0.34))
    print(result.evaluations.passes, result.evaluations.preconditionerRefreshes)
    #expect(result.stopReason == .targetValue)
  }

  @Test func growingSamples() throws {
    var configuration = TrainingConfiguration()
    configuration.minimizer = .lbfgs
    configuration.sampleFractions = [0.2, 0.5]
    configuration.stopping.maxIterations = 60
    var trainer = Trainer(
      try Dataset(contentsOf: TestFiles.digits), configuration: configuration,
      threads: 2)
    let result = try trainer.run { record, _ in
      print(record.iteration, record.sampleFraction, record.evaluations.passes)
      return .proceed
    }
    #expect(result.evaluations.passes < 60)
  }

  @Test func lineSearches() {
    var search = MoreThuente(sufficientDecrease: 1e-4, curvature: 0.1)
    let outcome = search.search(
      from: LinePoint(step: 0, value: 0, slope: -1), initialStep: 1
    ) { step in
      LinePoint(step: step, value: step * step - step, slope: 2 * step - 1)
    }
    if case .accepted(let point) = outcome { print(point.step) }
    guard case .accepted(let point) = outcome else {
      Issue.record("no step")
      return
    }
    #expect(abs(point.step - 0.5) < 0.05)
  }

  @Test func stopping() {
    let criteria = StoppingCriteria(
      gradientTolerance: 1e-8, maxEvaluations: 1000, timeLimit: .seconds(10))
    let result = minimize(from: [3, -2], stoppingWhen: criteria) { x, gradient in
      gradient[0] = 2 * x[0]
      gradient[1] = 20 * x[1]
      return x[0] * x[0] + 10 * x[1] * x[1]
    }
    print(result.stopReason, result.isConverged)
    #expect(result.isConverged)
  }

  @Test func gradientCheck() {
    let check = checkGradient(at: [1, 2]) { x, gradient in
      gradient[0] = 2 * x[0] * x[1]
      gradient[1] = x[0]  // wrong: x[0] * x[0]
      return x[0] * x[0] * x[1]
    }
    print(check.verdict, check.count(of: .mistake), check.worst as Any)
    #expect(check.verdict == .consistent, "at x[0] = 1 the mistake vanishes")
    let other = checkGradient(at: [3, 2]) { x, gradient in
      gradient[0] = 2 * x[0] * x[1]
      gradient[1] = x[0]
      return x[0] * x[0] * x[1]
    }
    #expect(other.verdict == .inconsistent && other.worst?.index == 1)
  }

  @Test func testProblems() {
    for standard in StandardProblems.all {
      var objective = standard.makeObjective()
      var minimizer = LBFGS(parameterCount: standard.parameterCount)
      let result = minimize(&objective, from: standard.start, using: &minimizer)
      print(standard.name, result.value, standard.minima.map(\.value))
    }
    #expect(StandardProblems.all.count == 45)
  }

  static let pages = [
    "lbfgs", "conjugate-gradient", "fmincg", "truncated-newton", "levenberg-marquardt",
    "kronecker-lbfgs", "growing-samples", "line-searches", "stopping", "gradient-check",
    "test-problems",
  ]

  @Test(arguments: pages)
  func theExampleIsThatOfThePage(_ name: String) throws {
    func text(_ url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }
    let page = try text(TestFiles.packageRoot.appending(path: "docs/algorithms/\(name).md"))
    let here = try text(URL(filePath: #filePath))
      .replacing("TestFiles.digits", with: "\"data/ex4data1.mat\"")
    let example = try #require(page.firstMatch(of: /```swift\n((?s).*?)```/)?.1)
    for line in example.split(separator: "\n") where !line.hasPrefix("import ") {
      #expect(here.contains("    \(line)\n"), "\(name): \(line)")
    }
  }
}
