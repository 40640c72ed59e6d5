import Optimization
import Testing

/// How runs on a sample end, and go on.
@Suite struct SubsampleRunEndTests {
  static let start = SubsampleRunTests.start

  /// Wherever a limit ends a run, in the middle of a growth, too, it goes on from its last state as
  /// if it had never been ended.
  @Test(arguments: Algorithm.allCases)
  func aRunThatALimitHasEndedGoesOn(_ algorithm: Algorithm) {
    var objective = SubsampleRunTests.objective()
    let expected = algorithm.run(&objective, from: Self.start)
    for limit in 2...12 {
      var state: (any SavedState)?
      objective = SubsampleRunTests.objective()
      _ = algorithm.run(
        &objective, from: Self.start, stoppingWhen: .init(maxEvaluations: limit)
      ) { _, run in
        state = run.state()
        return .proceed
      }
      objective = SubsampleRunTests.objective()
      let result = algorithm.run(&objective, from: [], resuming: state)
      #expect(result.parameters == expected.parameters && result.value == expected.value)
      #expect(result.evaluations == expected.evaluations)
      #expect(result.iterations == expected.iterations)
    }
  }

  /// Levenberg–Marquardt has no place among the algorithms without a model.
  @Test func levenbergMarquardtGoesOnToo() throws {
    func run(
      _ criteria: StoppingCriteria = .init(),
      resuming state: MinimizationState<LevenbergMarquardtState>? = nil,
      observing observe: IterationObserver<LevenbergMarquardtState> = { _, _ in .proceed }
    ) throws -> MinimizationResult {
      var objective = SubsampleRunTests.objective()
      var minimizer = LevenbergMarquardt(model: ExactCurvature(diagonal: objective.curvatures))
      guard let state else {
        return minimize(
          &objective, from: Self.start, using: &minimizer, stoppingWhen: criteria,
          observing: observe)
      }
      return try minimize(&objective, resuming: state, using: &minimizer, stoppingWhen: criteria)
    }
    let expected = try run()
    #expect(expected.stopReason == .gradientTolerance)
    #expect(expected.value == SubsampleRunTests.wholeValue(at: expected.parameters))
    for limit in 2...8 {
      var state: MinimizationState<LevenbergMarquardtState>?
      let ended = try run(.init(maxEvaluations: limit)) { _, run in
        state = run.state()
        return .proceed
      }
      #expect(ended.value == SubsampleRunTests.wholeValue(at: ended.parameters))
      let result = try run(resuming: state)
      #expect(result.parameters == expected.parameters && result.value == expected.value)
      #expect(result.evaluations == expected.evaluations)
    }
  }

  /// What a line search has seen on a sample says nothing about one over all terms.
  @Test(arguments: Algorithm.allCases, [0, 1])
  func theFloorOfTheArithmeticIsNamed(_ algorithm: Algorithm, spread: Double) {
    var objective = SubsampleRunTests.objective(spread: spread)
    let result = algorithm.run(
      &objective, from: Self.start,
      stoppingWhen: .init(gradientTolerance: 0, maxEvaluations: 5000))
    #expect(!result.stopReason.isNumericalFailure)
    #expect(objective.sample == nil && result.gradientNorm < 1e-5)
  }

  /// A term that is no number and that the sample has left out is found at the end of every run.
  @Test(arguments: [StoppingCriteria(maxIterations: 1), .init(maxEvaluations: 2)])
  func aTermThatIsNoNumberIsFoundAtTheEnd(criteria: StoppingCriteria) {
    var objective = MeanOfQuadratics(sizes: [8, 20, 40], spread: 0, lastCenter: .infinity)
    let result = Algorithm.lbfgs.run(&objective, from: Self.start, stoppingWhen: criteria)
    #expect(result.stopReason == .startNotFinite && !result.value.isFinite)
  }

  /// A state belongs to a sample.
  @Test func aStateOfAnotherSampleIsRefused() throws {
    var states: [Double: MinimizationState<QuasiNewtonState<IdentityInverseHessian.State>>] = [:]
    var objective = SubsampleRunTests.objective()
    var minimizer = LBFGS(parameterCount: 6)
    _ = minimize(&objective, from: Self.start, using: &minimizer) { record, run in
      states[record.sampleFraction] = run.state()
      return .proceed
    }
    let onFirst = try #require(states[0.2])
    let onAll = try #require(states[1])
    // The objective has all terms by now.
    #expect(throws: OptimizationError.self) {
      _ = try minimize(&objective, resuming: onFirst, using: &minimizer)
    }
    #expect(throws: Never.self) {
      _ = try minimize(&objective, resuming: onAll, using: &minimizer)
    }
    var other = MeanOfQuadratics(sizes: [10, 40])
    #expect(throws: OptimizationError.self) {
      _ = try minimize(&other, resuming: onFirst, using: &minimizer)
    }
    for share in [-1, 0, 2, .infinity, .nan] {
      var state = onFirst
      state.iterate = Iterate(
        point: Self.start, value: 1, gradient: Self.start,
        sample: Subsample(fraction: share, gradientVariance: 1))
      objective = SubsampleRunTests.objective()
      #expect(throws: OptimizationError.self) {
        _ = try minimize(&objective, resuming: state, using: &minimizer)
      }
    }
  }
}

/// A Hessian that is diagonal and the same everywhere.
private struct ExactCurvature: GaussNewtonModel {
  let diagonal: [Double]
  var parameterCount: Int { diagonal.count }

  func assemble(
    at point: Span<Double>, in context: EvaluationContext, into matrix: CholeskySolver
  ) {
    for row in diagonal.indices {
      for column in row..<diagonal.count { matrix[row, column] = row == column ? diagonal[row] : 0 }
    }
  }
}
