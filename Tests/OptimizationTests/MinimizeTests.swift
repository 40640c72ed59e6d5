import Optimization
import OptimizationProblems
import Testing

/// What holds for every minimizer, because the loop sees to it.
@Suite struct MinimizeTests {
  @Test(arguments: Algorithm.allCases)
  func findsTheMinimumOfRosenbrock(_ algorithm: Algorithm) {
    var objective = Rosenbrock()
    let result = algorithm.run(&objective, from: Rosenbrock.start)
    #expect(result.stopReason == .gradientTolerance)
    #expect(result.gradientNorm <= 1e-6)
    #expect(abs(result.parameters[0] - 1) < 1e-5 && abs(result.parameters[1] - 1) < 1e-5)
  }

  @Test(arguments: Algorithm.allCases)
  func returnsTheBestEvaluatedPointWithItsOwnValue(_ algorithm: Algorithm) throws {
    for limit in [1, 2, 3, 5, 8, 13, 21, 34] {
      var objective = Spied()
      let result = algorithm.run(
        &objective, from: Rosenbrock.start, stoppingWhen: .init(maxEvaluations: limit))
      let place = try #require(objective.points.firstIndex(of: result.parameters))
      #expect(objective.values[place] == result.value)
      #expect(objective.values.min() == result.value)
    }
  }

  @Test(arguments: Algorithm.allCases, [0, 1, 2, 7])
  func iterationLimitIsExact(_ algorithm: Algorithm, _ limit: Int) {
    var objective = Spied()
    var records: [IterationRecord] = []
    let result = algorithm.run(
      &objective, from: Rosenbrock.start, stoppingWhen: .init(maxIterations: limit)
    ) { record, _ in
      records.append(record)
      return .proceed
    }
    #expect(result.stopReason == .iterationLimit)
    #expect(result.iterations == limit)
    #expect(records.map(\.iteration) == Array(0...limit))
    #expect(result.evaluations.gradients == Double(objective.values.count))
    #expect(result.evaluations.gradients == Double(objective.values.count))
  }

  @Test(arguments: Algorithm.allCases, [0, 1, 2, 7])
  func evaluationLimitIsExact(_ algorithm: Algorithm, _ limit: Int) {
    var objective = Spied()
    let result = algorithm.run(
      &objective, from: Rosenbrock.start, stoppingWhen: .init(maxEvaluations: limit))
    #expect(result.stopReason == .evaluationLimit)
    #expect(result.evaluations.gradients + result.evaluations.hessianProducts == Double(limit))
    if limit == 0 {
      #expect(result.value.isNaN && result.parameters == Rosenbrock.start)
    }
  }

  @Test(arguments: Algorithm.allCases)
  func neverEvaluatesAPointTwice(_ algorithm: Algorithm) {
    var objective = Spied()
    _ = algorithm.run(&objective, from: Rosenbrock.start)
    #expect(Set(objective.points).count == objective.points.count)
  }

  @Test(arguments: Algorithm.allCases)
  func anObserverChangesNoBit(_ algorithm: Algorithm) {
    var quiet = Rosenbrock()
    var watched = Rosenbrock()
    let expected = algorithm.run(&quiet, from: Rosenbrock.start)
    var states = 0
    let result = algorithm.run(&watched, from: Rosenbrock.start) { _, run in
      states += run.state().iterate.point.count
      return .proceed
    }
    #expect(states > 0)
    #expect(result.parameters == expected.parameters)
    #expect(result.evaluations == expected.evaluations)
  }

  @Test(arguments: Algorithm.allCases)
  func anObserverStopsTheRun(_ algorithm: Algorithm) {
    for iteration in [0, 3] {
      var objective = Rosenbrock()
      let result = algorithm.run(&objective, from: Rosenbrock.start) { record, _ in
        record.iteration == iteration ? .stop : .proceed
      }
      #expect(result.stopReason == .observer)
      #expect(result.iterations == iteration)
    }
  }

  @Test(arguments: Algorithm.allCases, [0, 1, 5, 12])
  func aResumedRunHasTheSameBits(_ algorithm: Algorithm, _ pause: Int) {
    for problem in StandardProblems.all where [2, 10, 100].contains(problem.parameterCount) {
      var objective = problem.makeObjective()
      var saved: (any SavedState)?
      let expected = algorithm.run(
        &objective, from: problem.start, stoppingWhen: .init(maxIterations: 20)
      ) { record, run in
        if record.iteration == pause { saved = run.state() }
        return .proceed
      }
      guard let saved else { continue }  // the minimum was reached before
      let result = algorithm.run(
        &objective, from: [], stoppingWhen: .init(maxIterations: 20), resuming: saved)
      #expect(result.parameters == expected.parameters)
      #expect(result.value == expected.value)
      #expect(result.iterations == expected.iterations)
      #expect(result.evaluations == expected.evaluations)
      #expect(result.stopReason == expected.stopReason)
    }
  }

  /// The state after the iteration that meets a criterion about progress ends a run, too.
  @Test(
    arguments: Algorithm.allCases,
    [
      StoppingCriteria(gradientTolerance: nil, functionTolerance: 0.05),
      .init(gradientTolerance: nil, stepTolerance: 1e-2),
    ])
  func theLastStateOfARunEndsIt(_ algorithm: Algorithm, _ criteria: StoppingCriteria) {
    var objective = Rosenbrock()
    var last: (any SavedState)?
    let result = algorithm.run(&objective, from: Rosenbrock.start, stoppingWhen: criteria) {
      _, run in
      last = run.state()
      return .proceed
    }
    #expect([.functionTolerance, .stepTolerance].contains(result.stopReason))
    let again = algorithm.run(&objective, from: [], stoppingWhen: criteria, resuming: last)
    #expect(again.parameters == result.parameters && again.stopReason == result.stopReason)
    #expect(again.evaluations == result.evaluations && again.iterations == result.iterations)
  }

  @Test(arguments: Algorithm.allCases)
  func survivesValuesThatAreNoNumbers(_ algorithm: Algorithm) {
    var objective = LogBarrier(parameterCount: 5)
    let result = algorithm.run(&objective, from: [0.001, 0.1, 1, 10, 50])
    #expect(result.stopReason == .gradientTolerance)
    #expect(abs(result.value - 5) < 1e-9)
  }

  @Test func aStateOfAnotherSizeIsRefused() throws {
    var objective = Rosenbrock()
    var minimizer = LBFGS(parameterCount: 2)
    var saved: MinimizationState<QuasiNewtonState<IdentityInverseHessian.State>>?
    _ = minimize(&objective, from: Rosenbrock.start, using: &minimizer) { record, run in
      saved = run.state()
      return record.iteration == 5 ? .stop : .proceed
    }
    let state = try #require(saved)
    var smaller = LBFGS(parameterCount: 2, configuration: .init(memory: 2))
    #expect(throws: OptimizationError.self) {
      _ = try minimize(&objective, resuming: state, using: &smaller)
    }
    var another = LBFGS(parameterCount: 3)
    var larger = Quadratic(parameterCount: 3)
    #expect(throws: OptimizationError.self) {
      _ = try minimize(&larger, resuming: state, using: &another)
    }
  }

  @Test func aWorkspaceServesManyRuns() {
    var objective = Rosenbrock()
    var minimizer = LBFGS(parameterCount: 2)
    let first = minimize(&objective, from: Rosenbrock.start, using: &minimizer)
    _ = minimize(&objective, from: [3, -4], using: &minimizer)
    let again = minimize(&objective, from: Rosenbrock.start, using: &minimizer)
    #expect(again.parameters == first.parameters)
  }
}
