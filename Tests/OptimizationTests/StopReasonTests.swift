import Optimization
import Testing

/// Every reason to stop is reached, and says what it should about convergence.
@Suite struct StopReasonTests {
  @Test(arguments: [
    (StoppingCriteria(gradientTolerance: 1e-3), StopReason.gradientTolerance),
    (
      StoppingCriteria(gradientTolerance: nil, relativeGradientTolerance: 1e-4),
      .relativeGradientTolerance
    ),
    (StoppingCriteria(gradientTolerance: nil, stepTolerance: 1e-3), .stepTolerance),
    (StoppingCriteria(gradientTolerance: nil, targetValue: 0.5), .targetValue),
    (StoppingCriteria(maxIterations: 3), .iterationLimit),
    (StoppingCriteria(maxEvaluations: 3), .evaluationLimit),
    (StoppingCriteria(timeLimit: .zero), .timeLimit),
  ])
  func isReached(_ criteria: StoppingCriteria, _ reason: StopReason) {
    var objective = Rosenbrock()
    let result = Algorithm.lbfgs.run(&objective, from: Rosenbrock.start, stoppingWhen: criteria)
    #expect(result.stopReason == reason)
    if reason == .targetValue { #expect(result.value <= 0.5) }
    if reason == .gradientTolerance { #expect(result.gradientNorm <= 1e-3) }
  }

  /// No time is left for the first evaluation, or for one in the middle of an iteration.
  @Test(arguments: Algorithm.allCases)
  func theTimeLimitIsReachedByEveryMinimizer(_ algorithm: Algorithm) {
    var objective = Rosenbrock()
    let none = algorithm.run(
      &objective, from: Rosenbrock.start, stoppingWhen: .init(timeLimit: .zero))
    #expect(none.stopReason == .timeLimit && none.evaluations.gradients == 0 && none.value.isNaN)
    var slow = SlowRosenbrock()
    let some = algorithm.run(
      &slow, from: Rosenbrock.start,
      stoppingWhen: .init(gradientTolerance: 0, timeLimit: .milliseconds(60)))
    #expect(some.stopReason == .timeLimit)
    #expect(some.evaluations.gradients > 0 && some.value.isFinite)
  }

  @Test func aSmallRelativeDecreaseIsReached() {
    var objective = LogBarrier(parameterCount: 5)
    let result = Algorithm.lbfgs.run(
      &objective, from: [0.001, 0.1, 1, 10, 50],
      stoppingWhen: .init(gradientTolerance: nil, functionTolerance: 1e-3))
    #expect(result.stopReason == .functionTolerance)
  }

  @Test func aMinimumAsStartNeedsNoIteration() {
    var objective = Rosenbrock()
    let result = Algorithm.lbfgs.run(&objective, from: [1, 1])
    #expect(result.stopReason == .gradientTolerance)
    #expect(result.iterations == 0 && result.evaluations.gradients == 1)
  }

  @Test(arguments: Algorithm.allCases)
  func aStartThatIsNotFiniteIsNamed(_ algorithm: Algorithm) {
    var objective = Spied(.notANumber)
    let result = algorithm.run(&objective, from: Rosenbrock.start)
    #expect(result.stopReason == .startNotFinite)
    #expect(result.evaluations.gradients == 1)
  }

  @Test(arguments: Algorithm.allCases, [Spied.Fault.negatedGradient, .shiftedGradient])
  func aWrongGradientIsNamed(_ algorithm: Algorithm, _ fault: Spied.Fault) {
    var objective = Spied(fault)
    let result = algorithm.run(
      &objective, from: Rosenbrock.start,
      stoppingWhen: .init(gradientTolerance: 1e-9, maxEvaluations: 5000))
    #expect(result.stopReason == .inconsistentGradient)
  }

  /// Two are left out: the approximate Wolfe conditions go by the slopes, and so their runs go on
  /// where the values no longer tell one point from the next.
  @Test(arguments: Algorithm.allCases.filter { $0 != .daiYuan && $0 != .hagerZhang })
  func theFloorOfTheArithmeticIsNamed(_ algorithm: Algorithm) {
    var objective = FlooredQuadratic()
    let result = algorithm.run(
      &objective, from: [3, -2, 5],
      stoppingWhen: .init(gradientTolerance: 0, maxEvaluations: 5000))
    #expect(result.stopReason == .precisionLimit || result.gradientNorm == 0, "\(result)")
    #expect(abs(result.value - 1e6) < 1e-6)
  }

  /// One trial, far too long: the gradient is right, and shorter steps would do.
  @Test func aSearchThatGivesUpTooSoonIsNamed() {
    var objective = Quadratic(parameterCount: 4)
    var minimizer = NonlinearConjugateGradient(
      parameterCount: 4, configuration: .init(lineSearch: MoreThuente(maxTrials: 1)))
    let result = minimize(&objective, from: [50, -50, 50, -50], using: &minimizer)
    #expect(result.stopReason == .lineSearchFailure)
  }

  @Test func everyReasonHasASentence() {
    for reason in StopReason.allCases {
      #expect(reason.description.count > 10 && !reason.description.hasSuffix("."))
      #expect(!(reason.isConverged && reason.isNumericalFailure))
    }
    #expect(StopReason.allCases.count(where: \.isConverged) == 5)
    #expect(StopReason.allCases.count(where: \.isNumericalFailure) == 7)
  }
}

/// Rosenbrock's valley at five milliseconds an evaluation.
private struct SlowRosenbrock: Objective, ~Copyable {
  let parameterCount = 2
  private var inner = Rosenbrock()

  mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    let end = ContinuousClock.now + .milliseconds(5)
    while ContinuousClock.now < end {}
    return inner.evaluate(at: point, gradient: &gradient)
  }
}

/// A quadratic on top of a million: its last digits are lost long before its gradient is 0.
private struct FlooredQuadratic: Objective, ~Copyable {
  let parameterCount = 3

  mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    var value = 1e6
    for index in 0..<3 {
      let distance = point[index] - Double(index) / 3
      value += Double(index + 1) * distance * distance
      gradient[index] = 2 * Double(index + 1) * distance
    }
    return value
  }
}
