import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import Random
import TestSupport
import Testing
import Training

/// Runs of epochs by a configuration: how they end, and what they measure.
@Suite struct MiniBatchTrainerTests {
  private let folder = TemporaryFolder()

  static let examples = StochasticGradientDescentTests.dataset(Double.self)

  static func configuration(_ change: (inout TrainingConfiguration) -> Void = { _ in })
    -> TrainingConfiguration
  {
    var configuration = TrainingConfiguration()
    configuration.hiddenUnits = [4]
    configuration.loss = .softmaxCrossEntropy
    configuration.regularization = 0.5
    configuration.minimizer = .stochasticGradientDescent
    configuration.miniBatches.batchSize = 5
    configuration.miniBatches.epochs = 6
    change(&configuration)
    return configuration
  }

  static func objective(_ configuration: TrainingConfiguration) -> NetworkObjective<Double> {
    NetworkObjective(
      topology: configuration.topology(featureCount: 5, classCount: 3), features: examples.features,
      classIndices: examples.classIndices, regularization: configuration.regularization)
  }

  @Test func endsAfterItsEpochsWithTheExactCost() throws {
    let configuration = Self.configuration()
    var trainer = Trainer(Self.examples, configuration: configuration, threads: 1)
    var epochs: [Int] = []
    let result = try trainer.run { record, _ in
      epochs.append(record.iteration)
      #expect((record.epoch == nil) == (record.iteration == 0))
      #expect(record.cost == record.epoch?.meanLoss)
      #expect(record.epoch?.fullLoss == nil)
      #expect(record.validation == nil && record.test == nil)
      #expect(record.evaluations.passes == Double(record.iteration))
      return .proceed
    }
    #expect(epochs == [0, 1, 2, 3, 4, 5, 6])
    #expect(result.iterations == 6 && result.evaluations.passes == 6)
    #expect(result.stopReason == .iterationLimit)
    var objective = Self.objective(configuration)
    #expect(result.cost == objective.value(at: result.parameters.span))
    #expect(result.parameters != trainer.start)
    let model = trainer.model(with: result)
    #expect(model.parameters == result.parameters)
    #expect(model.provenance.contains(.init("batchSize", .number(5))))
  }

  @Test func measuresTheCostAfterEachEpoch() throws {
    let configuration = Self.configuration()
    var trainer = Trainer(
      Self.examples, configuration: configuration, computesFullLoss: true, threads: 1)
    var objective = Self.objective(configuration)
    _ = try trainer.run { record, run in
      guard let epoch = record.epoch else { return .proceed }
      let parameters = run.parameters
      #expect(run.state().parameters == parameters)
      #expect(epoch.fullLoss == objective.value(at: parameters.span))
      #expect(record.cost == epoch.fullLoss)
      return .proceed
    }
  }

  @Test func endsForEachOfItsReasons() throws {
    func outcome(_ change: (inout TrainingConfiguration) -> Void) throws -> TrainingResult {
      var trainer = Trainer(
        Self.examples, configuration: Self.configuration(change), threads: 1)
      return try trainer.run()
    }
    let none = try outcome { $0.miniBatches.epochs = 0 }
    #expect(none.stopReason == .iterationLimit && none.iterations == 0)
    let late = try outcome { $0.stopping.timeLimit = .zero }
    #expect(late.stopReason == .timeLimit && late.iterations == 0)
    let low = try outcome { $0.stopping.targetValue = 1e9 }
    #expect(low.stopReason == .targetValue && low.iterations == 1)
    var trainer = Trainer(Self.examples, configuration: Self.configuration(), threads: 1)
    let halted = try trainer.run { record, _ in record.iteration == 3 ? .stop : .proceed }
    #expect(halted.stopReason == .observer && halted.iterations == 3)
  }

  /// An epoch that is cut short, after any of its questions, leaves no trace once an earlier state is
  /// restored.
  @Test(arguments: [1, 5], [MiniBatchUpdate.plain, .momentum(0.9), .adam()])
  func aCutEpochIsUndoneByItsState(batchSize: Int, update: MiniBatchUpdate) throws {
    let configuration = Self.configuration {
      $0.miniBatches.batchSize = batchSize
      $0.miniBatches.update = update
    }
    let topology = configuration.topology(featureCount: 5, classCount: 3)
    let start = Self.examples.exampleCount
    func makeDescent() -> StochasticGradientDescent<Double> {
      StochasticGradientDescent(
        topology: topology, dataset: Self.examples,
        parameters: [Double](repeating: 0.1, count: topology.parameterLayout.parameterCount),
        regularization: 0.5, configuration: configuration.miniBatches,
        generator: Xoshiro256StarStar(seed: UInt64(start)))
    }
    var whole = makeDescent()
    var states = [whole.state]
    for _ in 0..<4 {
      _ = whole.runEpoch()
      states.append(whole.state)
    }
    // Of 23 examples, two questions an epoch are after the first and the second sixteen.
    for answers in 0..<8 {
      var questions = 0
      var descent = makeDescent()
      var reached = descent.state
      while descent.runEpoch(while: {
        questions += 1
        return questions <= answers
      }) != nil { reached = descent.state }
      #expect(reached.epoch == answers / 2)
      reached.seconds = states[reached.epoch].seconds
      #expect(reached == states[reached.epoch])
      try descent.restore(reached)
      _ = descent.runEpoch()
      #expect(descent.state.parameters == states[reached.epoch + 1].parameters)
    }
  }

  /// A run whose token is raised before it begins returns its start, and can run again.
  @Test func anInterruptedRunDoesNotCount() throws {
    let token = StopToken()
    token.requestStop()
    var trainer = Trainer(Self.examples, configuration: Self.configuration(), threads: 1)
    let result = try trainer.run(interruptedBy: token)
    #expect(result.stopReason == .observer && result.iterations == 0)
    #expect(result.parameters == trainer.start)
    var other = Trainer(Self.examples, configuration: Self.configuration(), threads: 1)
    #expect(try trainer.run().parameters == other.run().parameters)
  }

  /// A limit that is over within an epoch ends the run there, and not after it.
  @Test func theTimeLimitEndsAnEpoch() throws {
    let configuration = Self.configuration { $0.stopping.timeLimit = .nanoseconds(1) }
    var trainer = Trainer(Self.examples, configuration: configuration, threads: 1)
    let result = try trainer.run()
    #expect(result.stopReason == .timeLimit && result.iterations == 0)
    #expect(result.parameters == trainer.start)
  }

  @Test func keepsTheLastFiniteParametersWhenItDiverges() throws {
    let configuration = Self.configuration {
      $0.activation = .relu
      $0.miniBatches.learningRate = 1e120
      $0.miniBatches.batchSize = 23
    }
    var trainer = Trainer(Self.examples, configuration: configuration, threads: 1)
    let result = try trainer.run()
    #expect(result.stopReason == .diverged)
    #expect(result.iterations < 6)
    #expect(result.parameters.allSatisfy { $0.isFinite })
  }

  @Test(arguments: [MiniBatchUpdate.plain, .nesterov(0.9), .adam(), .adamW()])
  func resumesFromACheckpointToTheSameBits(update: MiniBatchUpdate) throws {
    let path = folder.path("checkpoint.mat")
    let configuration = Self.configuration {
      $0.miniBatches.update = update
      $0.miniBatches.schedule = .plateau(factor: 0.5, patience: 1, tolerance: 10)
    }
    var whole = Trainer(Self.examples, configuration: configuration, threads: 1)
    var saved: TrainingState?
    let expected = try whole.run { record, run in
      if record.iteration == 2 { saved = run.state() }
      return .proceed
    }
    try Checkpoint(
      fingerprint: "", settings: .init(configuration: TrainingConfiguration(), precision: .double),
      state: try #require(saved)
    ).write(to: path)
    var otherSeed = configuration
    otherSeed.seed = 7
    var other = Trainer(Self.examples, configuration: otherSeed, threads: 1)
    var epochs: [Int] = []
    let resumed = try other.run(resuming: Checkpoint(path: path).state) { record, _ in
      epochs.append(record.iteration)
      return .proceed
    }
    #expect(epochs == [3, 4, 5, 6])
    #expect(resumed.parameters == expected.parameters)
    #expect(resumed.cost == expected.cost)
  }

  /// States of other algorithms, networks and updates, and one whose generator is none.
  @Test func statesThatDoNotFitAreRefused() throws {
    var trainer = Trainer(Self.examples, configuration: Self.configuration(), threads: 1)
    var saved: TrainingState?
    _ = try trainer.run { _, run in
      saved = run.state()
      return .stop
    }
    let state = try #require(saved)
    let epochs = try #require(state.current as? SGDState)
    for change: (inout SGDState) -> Void in [
      { $0.parameters.removeLast() }, { $0.velocity = $0.parameters },
      { $0.squares = $0.parameters },
    ] {
      var changed = epochs
      change(&changed)
      var other = state
      other.current = changed
      #expect(throws: TrainingError.self) { try trainer.run(resuming: other) }
    }
    for change: (inout TrainingState) -> Void in [
      { $0.phase = 1 }, { $0.phase = -1 },
      {
        $0.current = MinimizationPhaseState(
          minimization: MinimizationState(
            iteration: 0, iterate: Iterate(point: [1], value: 0, gradient: [1]), best: nil,
            firstGradientNorm: 1, evaluations: EvaluationCounts(), seconds: 0,
            minimizer: Fmincg(parameterCount: 1).state))
      },
    ] {
      var other = state
      change(&other)
      #expect(throws: TrainingError.self) { try trainer.run(resuming: other) }
    }
    var adam = state
    adam.minimizer = .adam
    #expect(throws: TrainingError.self) { try trainer.run(resuming: adam) }
    var fullBatch = Trainer(
      Self.examples, configuration: Self.configuration { $0.minimizer = .lbfgs }, threads: 1)
    #expect(throws: TrainingError.self) {
      try fullBatch.run(resuming: state)
    }
    let words = #"{"epoch":1,"parameters":[],"velocity":[],"seconds":0,"generator":"#
    for generator in ["[0,0,0,0]", "[1,2,3]", "[0.5,1,1,1]"] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(SGDState.self, from: Data("\(words)\(generator)}".utf8))
      }
    }
  }

  @Test func theClassicSystemsAreTheirAuthors() {
    let digits = TrainingPreset.mnistSGD.configuration
    #expect(digits.topology(featureCount: 784, classCount: 10).layerSizes == [784, 30, 10])
    let text = TrainingPreset.textDigits.configuration
    #expect(text.topology(featureCount: 1024, classCount: 10).layerSizes == [1024, 16, 16, 10])
    for (configuration, batch, rate) in [(digits, 10, 3.0), (text, 1, 0.01)] {
      #expect(configuration.activation == .sigmoid && configuration.loss == .squaredError)
      #expect(configuration.initializer == .standardNormal && configuration.outputBiases == .random)
      #expect(
        configuration.regularization == 0 && configuration.minimizer == .stochasticGradientDescent)
      #expect(
        configuration.miniBatches.batchSize == batch
          && configuration.miniBatches.learningRate == rate)
      #expect(
        configuration.miniBatches.update == .plain
          && configuration.miniBatches.schedule == .constant)
    }
    #expect(digits.miniBatches.epochs == 30)
    #expect(TrainingPreset.ex4.configuration == TrainingConfiguration())
  }
}
