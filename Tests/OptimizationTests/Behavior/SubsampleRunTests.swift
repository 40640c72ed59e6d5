import Optimization
import Testing

/// Runs that begin on a sample of an objective's terms, with every minimizer.
@Suite struct SubsampleRunTests {
  static let start = [Double](repeating: 0, count: 6)

  static func objective(spread: Double = 1) -> MeanOfQuadratics {
    MeanOfQuadratics(sizes: [8, 20, 40], spread: spread)
  }

  /// f over all terms, the bits that an evaluation gives.
  static func wholeValue(at point: [Double]) -> Double {
    var whole = objective()
    whole.increaseSampleSize()
    whole.increaseSampleSize()
    var gradient = point
    var span = gradient.mutableSpan
    return whole.evaluate(at: point.span, gradient: &span)
  }

  /// Every fifth iteration: a value of unseen terms that has not decreased ends the sample, as one that
  /// is not finite does, though the norm test is passed.
  @Test(
    arguments: [
      ([3, 2, 1], 1.0 / 5), ([3, 2, 2], 1), ([3, 4], 1), ([3, .nan], 1), ([3, .infinity], 1),
    ] as [([Double], Double)])
  func unseenTermsEndASample(_ unseen: [Double], _ fraction: Double) {
    var objective = MeanOfQuadratics(sizes: [8, 40], spread: 0, parameterCount: 30)
    objective.unseenValues = unseen
    var minimizer = NonlinearConjugateGradient(parameterCount: 30)
    var fractions: [Double] = []
    let result = minimize(
      &objective, from: [Double](repeating: 0, count: 30), using: &minimizer,
      stoppingWhen: .init(gradientTolerance: 0, maxIterations: 15)
    ) { record, _ in
      fractions.append(record.sampleFraction)
      return .proceed
    }
    #expect(fractions.count == 16 && fractions.last == fraction)
    #expect(fractions.prefix(5 * (unseen.count - 1)).allSatisfy { $0 == 0.2 })
    let read = objective.shares.reduce(0) { $0 + ($1 * 40).rounded() } / 40
    #expect(abs(result.evaluations.gradients - read - 0.1 * Double(unseen.count)) < 1e-9)
  }

  @Test(arguments: Algorithm.allCases)
  func endsAtTheMinimumOfAllTerms(_ algorithm: Algorithm) {
    var objective = Self.objective()
    var shares: [Double] = []
    let result = algorithm.run(&objective, from: Self.start) { record, _ in
      shares.append(record.sampleFraction)
      return .proceed
    }
    #expect(result.isConverged && result.gradientNorm <= 1e-6)
    #expect(result.value == Self.wholeValue(at: result.parameters))
    #expect(shares.first == 0.2 && shares.last == 1 && shares == shares.sorted())
    let passes = objective.shares.reduce(0) { $0 + ($1 * 40).rounded() } / 40
    #expect(result.evaluations.gradients == passes)
    for (index, parameter) in result.parameters.enumerated() {
      let mean = objective.centers.reduce(0) { $0 + $1[index] } / 40
      #expect(abs(parameter - mean) < 1e-6)
    }
  }

  @Test(arguments: Algorithm.allCases, [0, 1, 2, 5])
  func alwaysReturnsTheValueOfAllTerms(_ algorithm: Algorithm, _ limit: Int) {
    var objective = Self.objective()
    let byIterations = algorithm.run(
      &objective, from: Self.start, stoppingWhen: .init(maxIterations: limit))
    #expect(byIterations.value == Self.wholeValue(at: byIterations.parameters))
    #expect(byIterations.iterations <= limit)
    #expect(byIterations.value == objective.wholeValues.min())

    objective = Self.objective()
    let byEvaluations = algorithm.run(
      &objective, from: Self.start, stoppingWhen: .init(maxEvaluations: limit))
    let spent = byEvaluations.evaluations.gradients + byEvaluations.evaluations.hessianProducts
    #expect(spent <= Double(limit) && spent > Double(limit - 1))
    #expect(limit == 0 || byEvaluations.value == Self.wholeValue(at: byEvaluations.parameters))
    #expect(limit > 0 || byEvaluations.value.isNaN)

    objective = Self.objective()
    let byObserver = algorithm.run(&objective, from: Self.start) { record, _ in
      record.iteration == limit ? .stop : .proceed
    }
    #expect(byObserver.stopReason == .observer && byObserver.iterations == limit)
    #expect(byObserver.value == Self.wholeValue(at: byObserver.parameters))
  }

  @Test func noIterationNeedsNoSample() {
    var objective = Self.objective()
    _ = Algorithm.lbfgs.run(&objective, from: Self.start, stoppingWhen: .init(maxIterations: 0))
    #expect(objective.shares == [1])
    objective = Self.objective()
    _ = Algorithm.lbfgs.run(&objective, from: Self.start, stoppingWhen: .init(maxEvaluations: 1))
    #expect(objective.shares == [1])
  }

  /// When the time is over on a sample, one evaluation follows, of all terms.
  @Test func timeEndsARunWithTheValueOfAllTerms() {
    var objective = Self.objective()
    var minimizer = LBFGS(parameterCount: 6)
    var isOver = false
    let result = minimize(
      &objective, from: Self.start, using: &minimizer,
      stoppingWhen: .init(gradientTolerance: nil, timeLimit: .milliseconds(50))
    ) { record, _ in
      while record.iteration == 1, !isOver {
        isOver = ContinuousClock.now - began > .milliseconds(60)
      }
      return .proceed
    }
    #expect(result.stopReason == .timeLimit && result.iterations == 1)
    #expect(objective.shares.last == 1 && objective.shares.dropLast().allSatisfy { $0 < 1 })
    #expect(result.value == Self.wholeValue(at: result.parameters))
  }
  private let began = ContinuousClock.now

  /// Terms that all have one minimum: no gradient is ever smaller than its sampling error, and each
  /// criterion is met first by the samples and then by all terms.
  @Test(arguments: [
    (StopReason.gradientTolerance, StoppingCriteria(gradientTolerance: 1e-9)),
    (.targetValue, StoppingCriteria(gradientTolerance: nil, targetValue: 1e-3)),
    (.functionTolerance, StoppingCriteria(gradientTolerance: nil, functionTolerance: 0.99)),
    (.precisionLimit, StoppingCriteria(gradientTolerance: nil)),
  ])
  func whatASampleMeetsAllTermsMustMeet(reason: StopReason, criteria: StoppingCriteria) {
    var objective = Self.objective(spread: 0)
    let result = Algorithm.lbfgs.run(&objective, from: Self.start, stoppingWhen: criteria)
    #expect(result.stopReason == reason)
    #expect(objective.sample == nil && objective.shares.last == 1)
    #expect(Set(objective.shares).count == 3)
  }

  @Test(arguments: Algorithm.allCases)
  func aResumedRunHasTheSameBits(_ algorithm: Algorithm) {
    var states: [any SavedState] = []
    var objective = Self.objective()
    let expected = algorithm.run(&objective, from: Self.start) { _, run in
      states.append(run.state())
      return .proceed
    }
    for state in states.prefix(12) {
      var objective = Self.objective()
      let result = algorithm.run(&objective, from: [], resuming: state)
      #expect(result.parameters == expected.parameters && result.value == expected.value)
      #expect(result.evaluations == expected.evaluations)
      #expect(result.iterations == expected.iterations)
    }
  }

  /// A term that the sample left out and that is no number ends the run, with its reason.
  @Test func aTermThatIsNoNumberIsFoundWhenTheSampleGrows() {
    var objective = MeanOfQuadratics(sizes: [8, 20, 40], spread: 0, lastCenter: .infinity)
    let result = Algorithm.lbfgs.run(&objective, from: Self.start)
    #expect(result.stopReason == .startNotFinite && result.stopReason.isNumericalFailure)
    #expect(objective.sample == nil && !result.value.isFinite)
  }

  /// The estimate has no bias: over all samples of n of m terms its mean is the mean squared error.
  @Test(arguments: [(2, 5), (3, 5), (4, 7), (6, 7)])
  func theSamplingErrorIsUnbiased(count: Int, total: Int) {
    let gradients = (0..<total).map { index -> [Double] in
      let i = Double(index)
      return [i * i, 3 - i, index % 2 == 0 ? 5 : -1]
    }
    func mean(_ members: [Int]) -> [Double] {
      (0..<3).map { index in
        members.reduce(0) { $0 + gradients[$1][index] } / Double(members.count)
      }
    }
    func square(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 } }
    let whole = mean(Array(0..<total))
    var (error, estimate) = (0.0, 0.0)
    for mask in 0..<(1 << total) where mask.nonzeroBitCount == count {
      let members = (0..<total).filter { mask >> $0 & 1 == 1 }
      error += square(zip(mean(members), whole).map(-))
      estimate +=
        Subsample(
          of: count, among: total,
          squaredGradients: members.reduce(0) { $0 + square(gradients[$1]) },
          squaredMean: square(mean(members))
        ).gradientVariance ?? .nan
    }
    #expect(abs(estimate - error) < 1e-12 * error)
  }
}
