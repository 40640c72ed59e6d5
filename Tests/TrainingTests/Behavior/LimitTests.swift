import Dispatch
import NeuralNetwork
import Optimization
import Testing
import Training

/// Every limit within a second, whatever the run is at; the tests leave room for busy machines.
@Suite(.serialized) struct LimitTests {
  /// A configuration without an end of its own.
  static func configuration(_ minimizer: MinimizerKind) -> TrainingConfiguration {
    var configuration = TrainingConfiguration()
    configuration.minimizer = minimizer
    configuration.stopping = StoppingCriteria(gradientTolerance: 0)
    return configuration
  }

  static func stopSoon(_ token: StopToken) {
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.3) { token.requestStop() }
  }

  /// On all digits: Levenberg–Marquardt in an assembly of many seconds, truncated Newton and L-BFGS
  /// with a network whose Kronecker factors take as long.
  @Test(
    arguments: [
      MinimizerKind.lbfgs, .kroneckerLBFGS, .truncatedNewton, .conjugateGradient, .fmincg,
      .levenbergMarquardt,
    ], [true, false])
  func endsWithinTheLimit(_ minimizer: MinimizerKind, byTime: Bool) throws {
    var configuration = Self.configuration(minimizer)
    if minimizer != .levenbergMarquardt { configuration.hiddenUnits = [900, 300] }
    let token = StopToken()
    if byTime { configuration.stopping.timeLimit = .milliseconds(300) }
    var trainer = Trainer(ExerciseTrainingTests.digits, configuration: configuration, threads: 2)
    let began = ContinuousClock.now
    if !byTime { Self.stopSoon(token) }
    let result = try trainer.run(interruptedBy: token)
    #expect(ContinuousClock.now - began < .seconds(8))
    #expect(result.stopReason == (byTime ? .timeLimit : .observer))
    let isFinite = result.parameters.allSatisfy { $0.isFinite }
    #expect(isFinite)
    let value = trainer.objective.value(at: result.parameters.span)
    #expect(result.cost.isNaN || result.cost == value)
  }

  @Test(arguments: [true, false])
  func epochsEndWithinTheLimit(byTime: Bool) throws {
    var configuration = Self.configuration(.stochasticGradientDescent)
    configuration.miniBatches.epochs = 1_000_000
    configuration.hiddenUnits = [900]
    if byTime { configuration.stopping.timeLimit = .milliseconds(300) }
    let token = StopToken()
    var trainer = Trainer(ExerciseTrainingTests.digits, configuration: configuration, threads: 2)
    let began = ContinuousClock.now
    if !byTime { Self.stopSoon(token) }
    let result = try trainer.run(interruptedBy: token)
    #expect(ContinuousClock.now - began < .seconds(8))
    #expect(result.stopReason == (byTime ? .timeLimit : .observer) && result.cost.isFinite)
  }

  /// The last state of a run that was cut short goes on to the bits of one that was not.
  @Test(arguments: [
    MinimizerKind.lbfgs, .kroneckerLBFGS, .truncatedNewton, .conjugateGradient, .fmincg,
    .levenbergMarquardt,
  ])
  func aRunThatWasCutShortIsResumedToTheSameBits(_ minimizer: MinimizerKind) throws {
    var configuration = Self.configuration(minimizer)
    if minimizer == .levenbergMarquardt { configuration.hiddenUnits = [2] }
    let digits = CheckpointTests.digits
    for milliseconds in [20, 35, 60] {
      var last: TrainingState?
      var trainer = Trainer(digits, configuration: configuration, threads: 2)
      let cut = try trainer.run(
        interruptedBy: StopToken(deadline: .now + .milliseconds(milliseconds))
      ) { _, run in
        last = run.state()
        return .proceed
      }
      #expect(cut.stopReason == .observer && cut.cost.isFinite)
      let state = try #require(last)
      var longer = configuration
      longer.stopping.maxIterations = state.iteration + 2
      var whole = Trainer(digits, configuration: longer, threads: 1)
      let expected = try whole.run()
      var second = Trainer(digits, configuration: longer, threads: 2)
      let resumed = try second.run(resuming: state)
      #expect(resumed.parameters == expected.parameters && resumed.cost == expected.cost)
      // The trainer whose run was cut short can run again.
      let again = try trainer.run(
        resuming: state, interruptedBy: StopToken()
      ) { record, _ in record.iteration == state.iteration + 2 ? .stop : .proceed }
      #expect(again.parameters == expected.parameters)
    }
  }

  @Test func onlyLongIterationsArePredicted() {
    for minimizer in MinimizerKind.allCases {
      let trainer = Trainer(
        CheckpointTests.digits, configuration: Self.configuration(minimizer), threads: 1)
      let seconds = trainer.predictedSecondsPerIteration()
      #expect((seconds != nil) == (minimizer == .levenbergMarquardt))
      // 390 billion flops take no less on any machine of today, and no more on a slow one.
      if let seconds { #expect(0.05 < seconds && seconds < 10_000) }
    }
  }
}
