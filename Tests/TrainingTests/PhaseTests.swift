import Datasets
import LinearAlgebra
import NeuralNetwork
import Optimization
import TestSupport
import Testing
import Training

/// Runs on samples of the examples before all of them.
@Suite struct PhaseTests {
  private let folder = TemporaryFolder()

  /// 1250 digits, five blocks: samples of two and three blocks, and all.
  static let digits = ExerciseTrainingTests.digits.selecting(
    stride(from: 0, to: 5000, by: 4).map { $0 })
  static let minimizers: [MinimizerKind] = [
    .kroneckerLBFGS, .lbfgs, .conjugateGradient, .fmincg, .truncatedNewton, .levenbergMarquardt,
  ]

  static func configuration(
    _ minimizer: MinimizerKind = .lbfgs, iterations: Int? = nil
  ) -> TrainingConfiguration {
    var configuration = TrainingConfiguration()
    configuration.minimizer = minimizer
    configuration.hiddenUnits = minimizer == .levenbergMarquardt ? [1] : [10]
    // Without regularization the samples are soon fitted better than the other examples.
    configuration.regularization = 0
    configuration.sampleFractions = [0.4, 0.6]
    configuration.stopping = StoppingCriteria(gradientTolerance: nil, maxIterations: iterations)
    return configuration
  }

  /// A run, with its records and its states.
  struct Run {
    var result: TrainingResult
    var records: [TrainingRecord] = []
    var states: [TrainingState] = []

    init(_ configuration: TrainingConfiguration, resuming state: TrainingState? = nil) throws {
      var trainer = Trainer(PhaseTests.digits, configuration: configuration, threads: 2)
      var records: [TrainingRecord] = []
      var states: [TrainingState] = []
      result = try trainer.run(resuming: state) { record, run in
        records.append(record)
        states.append(run.state())
        return .proceed
      }
      (self.records, self.states) = (records, states)
    }

    var fractions: [Double] { records.map(\.sampleFraction) }
  }

  static func objective(_ configuration: TrainingConfiguration) -> NetworkObjective<Double> {
    NetworkObjective(
      topology: configuration.topology(
        featureCount: digits.featureCount, classCount: digits.classCount),
      features: digits.features, classIndices: digits.classIndices,
      regularization: configuration.regularization, threads: 2)
  }

  static func expectSame(_ run: TrainingResult, _ expected: TrainingResult) {
    #expect(run.parameters == expected.parameters && run.cost == expected.cost)
    #expect(run.evaluations == expected.evaluations && run.iterations == expected.iterations)
    #expect(run.stopReason == expected.stopReason)
  }

  /// Wherever a run is interrupted, at a check with unseen examples, before a phase, and after the
  /// iteration that has met a criterion, too, the rest gives the bits of a run that is not; each
  /// iteration has one record.
  @Test(arguments: minimizers, [nil, 0.03])
  func aRunInterruptedAnywhereGivesTheSameBits(
    _ minimizer: MinimizerKind, functionTolerance: Double?
  ) throws {
    let path = folder.path("checkpoint.mat")
    var configuration = Self.configuration(
      minimizer, iterations: minimizer == .levenbergMarquardt ? 14 : 90)
    configuration.stopping.functionTolerance = functionTolerance
    let whole = try Run(configuration)
    #expect(whole.records.map(\.iteration) == Array(0...whole.result.iterations))
    #expect(whole.fractions.first! < 0.5 && whole.fractions == whole.fractions.sorted())
    let lengths = Dictionary(grouping: whole.fractions) { $0 }.mapValues(\.count)
    if minimizer != .levenbergMarquardt { #expect(lengths.count == 3) }
    for (iteration, state) in whole.states.enumerated() {
      // All around the ends of phases and at checks; elsewhere a few.
      let isNearEnd =
        whole.fractions[max(iteration - 1, 0)...].prefix(3).min()
        != whole.fractions[max(iteration - 1, 0)...].prefix(3).max()
      guard isNearEnd || iteration % 5 < 1 || iteration % 17 == 2 else { continue }
      let settings = Checkpoint.Settings(configuration: configuration, precision: .double)
      try Checkpoint(fingerprint: "", settings: settings, state: state).write(to: path)
      let rest = try Run(configuration, resuming: Checkpoint(path: path).state)
      Self.expectSame(rest.result, whole.result)
      #expect(rest.records.map(\.iteration) == Array(iteration + 1..<whole.records.count))
      #expect(rest.fractions == Array(whole.fractions.dropFirst(iteration + 1)))
    }
  }

  /// The same for runs that a limit has ended, the iterations or the evaluations.
  @Test func aRunThatALimitHasEndedGoesOn() throws {
    var configuration = Self.configuration(iterations: 90)
    let whole = try Run(configuration)
    #expect(Set(whole.fractions).count == 3)
    for limit in Array(0...12) + stride(from: 13, through: 90, by: 7) {
      configuration.stopping.maxIterations = limit
      let first = try Run(configuration)
      #expect(first.result.iterations == limit && first.result.stopReason == .iterationLimit)
      configuration.stopping.maxIterations = 90
      Self.expectSame(
        try Run(configuration, resuming: first.states.last).result, whole.result)
    }
    for limit in 1...20 {
      configuration.stopping.maxEvaluations = limit
      let first = try Run(configuration)
      #expect(first.result.stopReason == .evaluationLimit)
      configuration.stopping.maxEvaluations = nil
      Self.expectSame(
        try Run(configuration, resuming: first.states.last).result, whole.result)
    }
  }

  /// A run that a limit ends on a sample returns the cost and the gradient of all examples at its
  /// parameters, and does not exceed the limit.
  @Test(arguments: [MinimizerKind.lbfgs, .truncatedNewton], 0...9)
  func aLimitOnASampleReturnsTheCostOfAllExamples(_ minimizer: MinimizerKind, limit: Int) throws {
    var objective = Self.objective(Self.configuration(minimizer))
    var gradient = [Double](repeating: 0, count: objective.parameterCount)
    func expectWhole(_ result: TrainingResult) {
      var span = gradient.mutableSpan
      let cost = objective.evaluate(at: result.parameters.span, gradient: &span)
      #expect(result.cost == cost)
      #expect(result.gradientNorm == gradient.reduce(0) { max($0, abs($1)) })
    }
    let byIterations = try Run(Self.configuration(minimizer, iterations: limit))
    #expect(byIterations.result.iterations == limit)
    expectWhole(byIterations.result)

    var configuration = Self.configuration(minimizer)
    configuration.stopping.maxEvaluations = limit
    let byEvaluations = try Run(configuration).result
    let spent = byEvaluations.evaluations.gradients + byEvaluations.evaluations.hessianProducts
    #expect(spent <= Double(limit) && byEvaluations.stopReason == .evaluationLimit)
    if limit == 0 {
      #expect(byEvaluations.cost.isNaN && byEvaluations.evaluations.passes == 0)
    } else {
      expectWhole(byEvaluations)
    }

    var trainer = Trainer(
      Self.digits, configuration: Self.configuration(minimizer), threads: 2)
    let byObserver = try trainer.run { record, _ in
      record.iteration == limit ? .stop : .proceed
    }
    #expect(byObserver.stopReason == .observer && byObserver.iterations == limit)
    expectWhole(byObserver)
  }

  /// Without an iteration on a sample there is one evaluation, over all examples.
  @Test(arguments: [(0, nil), (nil, 1)] as [(Int?, Int?)])
  func noIterationNeedsNoSample(iterations: Int?, evaluations: Int?) throws {
    var configuration = Self.configuration(iterations: iterations)
    configuration.stopping.maxEvaluations = evaluations
    let run = try Run(configuration)
    #expect(run.result.evaluations.gradients == 1 && run.fractions == [1])
    #expect(run.result.cost == run.records[0].cost)
  }

  /// The time limit and a request on a sample leave time for the evaluation over all examples.
  @Test(arguments: [true, false])
  func timeEndsARunWithTheCostOfAllExamples(byTime: Bool) throws {
    var configuration = Self.configuration(.fmincg)
    configuration.sampleFractions = [0.4]
    if byTime { configuration.stopping.timeLimit = .milliseconds(250) }
    let token = StopToken()
    var trainer = Trainer(Self.digits, configuration: configuration, threads: 2)
    let result = try trainer.run(interruptedBy: token) { record, _ in
      // The third iteration takes all the time.
      let end = ContinuousClock.now + .milliseconds(300)
      while byTime, record.iteration == 3, ContinuousClock.now < end {}
      if !byTime, record.iteration == 3 { token.requestStop() }
      return .proceed
    }
    #expect(result.stopReason == (byTime ? .timeLimit : .observer))
    #expect(result.iterations == 3)
    #expect(result.cost == trainer.objective.value(at: result.parameters.span))
  }

  /// What a sample meets, all examples must meet.
  @Test(
    arguments: [
      (StopReason.gradientTolerance, StoppingCriteria(gradientTolerance: 2e-2)),
      (.targetValue, StoppingCriteria(gradientTolerance: nil, targetValue: 1)),
      (.functionTolerance, StoppingCriteria(gradientTolerance: nil, functionTolerance: 3e-2)),
      (
        .relativeGradientTolerance,
        StoppingCriteria(gradientTolerance: nil, relativeGradientTolerance: 0.3)
      ),
    ])
  func whatASampleMeetsAllExamplesMustMeet(reason: StopReason, criteria: StoppingCriteria) throws {
    var configuration = Self.configuration()
    configuration.stopping = criteria
    let run = try Run(configuration)
    #expect(run.result.stopReason == reason)
    if let tolerance = criteria.gradientTolerance {
      #expect(run.result.gradientNorm! <= tolerance)
    }
    if let target = criteria.targetValue { #expect(run.result.cost <= target) }
    #expect(run.result.cost == Self.cost(of: run.result, configuration))
  }

  static func cost(of result: TrainingResult, _ configuration: TrainingConfiguration) -> Double {
    var objective = objective(configuration)
    return objective.value(at: result.parameters.span)
  }

  /// Every fifth iteration the mean loss of the next examples is computed, and counted; the sample
  /// is done as soon as it has not decreased.
  @Test func unseenExamplesEndASample() throws {
    let configuration = Self.configuration(iterations: 60)
    let run = try Run(configuration)
    let whole = Self.objective(configuration)
    let m = Double(Self.digits.exampleCount)
    var ended = 0
    for (index, blocks) in [0..<2, 0..<3].enumerated() {
      let sample = whole.overBlocks(blocks)
      var unseen = whole.overBlocks(sample.unseenBlocks)
      var losses: [Double] = []
      var before = 0
      for state in run.states {
        if state.phase == index + 1, state.current is PhaseStart {
          // The last check has ended the phase.
          losses.append(unseen.terms(at: state.parameters.span).data)
          #expect(!(losses[losses.count - 1] < losses[losses.count - 2]))
          #expect((state.iteration - before) % 5 == 0)
          ended += 1
        }
        guard state.phase == index,
          let current = state.current
            as? MinimizationPhaseState<QuasiNewtonState<IdentityInverseHessian.State>>
        else { continue }
        before = state.finished.iterations
        let checks = try #require(current.unseen)
        if current.iterations > 0, current.iterations % 5 == 0 {
          losses.append(unseen.terms(at: state.parameters.span).data)
          if losses.count > 1 { #expect(losses.last! < losses[losses.count - 2]) }
        }
        #expect(checks.count == current.iterations / 5 && checks.lastLoss == losses.last)
        let count =
          state.finished.evaluations.gradients * m
          + current.minimization.evaluations.gradients * Double(sample.exampleCount)
          + Double(checks.count * unseen.exampleCount)
        #expect(run.records[state.iteration].evaluations.gradients == count.rounded() / m)
      }
    }
    #expect(ended > 0)
  }

  /// An example that is no number and not in the samples is found at the end of every run.
  @Test func anExampleThatIsNoNumberIsFound() throws {
    var configuration = Self.configuration()
    let topology = configuration.topology(featureCount: 2, classCount: 2)
    let classes = (0..<1250).map { $0 % 2 }
    func features(_ bad: Int) -> Matrix<Double> {
      Matrix(
        rows: 1250, columns: 2,
        elements: (0..<2500).map { $0 == 2 * bad ? .nan : Double($0 % 7 + $0 / 2 % 2) })
    }
    for bad in stride(from: 0, to: 1250, by: 50) {
      let whole = NetworkObjective(
        topology: topology, features: features(bad), classIndices: classes, regularization: 0)
      var sample = whole.overBlocks(0..<4)
      let start = [Double](repeating: 0.1, count: whole.parameterCount)
      guard sample.value(at: start.span).isFinite else { continue }
      for iterations in [1, 1000] {
        configuration.stopping.maxIterations = iterations
        var trainer = Trainer(
          Dataset(
            features: features(bad), classIndices: classes,
            encoding: LabelEncoding(labels: ["0", "1"])),
          configuration: configuration, threads: 1)
        let result = try trainer.run()
        #expect(result.stopReason == .startNotFinite && !result.cost.isFinite)
      }
      return
    }
    Issue.record("every example is in the samples")
  }

  /// A state belongs to the phases of its run.
  @Test func aStateOfOtherPhasesIsRefused() throws {
    let run = try Run(Self.configuration(iterations: 90))
    var state = try #require(run.states.last)
    #expect(state.phase == 2)
    var configuration = Self.configuration(iterations: 95)
    configuration.sampleFractions = []
    #expect(throws: TrainingError.self) { try Run(configuration, resuming: state) }
    state.phase = -1
    #expect(throws: TrainingError.self) { try Run(Self.configuration(), resuming: state) }
    state.phase = 2
    state.current = PhaseStart(parameters: [1])
    #expect(throws: TrainingError.self) { try Run(Self.configuration(), resuming: state) }
  }
}
