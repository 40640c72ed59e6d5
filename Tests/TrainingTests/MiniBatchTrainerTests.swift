import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
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

  @Test func endsAfterItsEpochsWithTheExactCost() {
    let configuration = Self.configuration()
    var trainer = MiniBatchTrainer(Self.examples, configuration: configuration, threads: 1)
    var epochs: [Int] = []
    let result = trainer.run { record, _ in
      epochs.append(record.epoch)
      #expect(record.exactCost == nil && record.heldOutCount == nil)
      return .proceed
    }
    #expect(epochs == [1, 2, 3, 4, 5, 6])
    #expect(result.epochs == 6)
    #expect(result.stopReason == .iterationLimit)
    var objective = Self.objective(configuration)
    #expect(result.cost == objective.value(at: result.parameters.span))
    #expect(result.parameters != trainer.start)
    let model = trainer.model(with: result)
    #expect(model.parameters == result.parameters)
    #expect(model.provenance.contains(.init("batchSize", .number(5))))
  }

  @Test func measuresCostAndHeldOutExamplesAfterEachEpoch() {
    let configuration = Self.configuration()
    let heldOut = Self.examples.selecting(0..<7)
    var trainer = MiniBatchTrainer(
      Self.examples, heldOut: heldOut, configuration: configuration, measuresExactCost: true,
      threads: 1)
    var objective = Self.objective(configuration)
    _ = trainer.run { record, state in
      let parameters = state().parameters
      #expect(record.exactCost == objective.value(at: parameters.span))
      let predicted = Predictor<Double>(
        topology: configuration.topology(featureCount: 5, classCount: 3), parameters: parameters
      ).classIndices(for: heldOut.features)
      #expect(record.heldOutCorrect == zip(predicted, heldOut.classIndices).count { $0 == $1 })
      #expect(record.heldOutCount == 7)
      return .proceed
    }
  }

  @Test func endsForEachOfItsReasons() {
    func outcome(_ change: (inout TrainingConfiguration) -> Void) -> MiniBatchResult {
      var trainer = MiniBatchTrainer(
        Self.examples, configuration: Self.configuration(change), threads: 1)
      return trainer.run()
    }
    let none = outcome { $0.miniBatches.epochs = 0 }
    #expect(none.stopReason == .iterationLimit && none.epochs == 0)
    let late = outcome { $0.stopping.timeLimit = .zero }
    #expect(late.stopReason == .timeLimit && late.epochs == 0)
    let low = outcome { $0.stopping.targetValue = 1e9 }
    #expect(low.stopReason == .targetValue && low.epochs == 1)
    var trainer = MiniBatchTrainer(Self.examples, configuration: Self.configuration(), threads: 1)
    let halted = trainer.run { record, _ in record.epoch == 3 ? .stop : .proceed }
    #expect(halted.stopReason == .observer && halted.epochs == 3)
  }

  /// Within an epoch, however few batches it has done: what counts is the last whole one.
  @Test(arguments: [1, 5], [MiniBatchUpdate.plain, .momentum(0.9)])
  func anInterruptedEpochDoesNotCount(batchSize: Int, update: MiniBatchUpdate) throws {
    let configuration = Self.configuration {
      $0.miniBatches.batchSize = batchSize
      $0.miniBatches.update = update
    }
    var states: [StochasticGradientDescent<Double>.State] = []
    var whole = MiniBatchTrainer(Self.examples, configuration: configuration, threads: 1)
    states.append(whole.state)
    let expected = whole.run { _, state in
      states.append(state())
      return .proceed
    }
    // Of 23 examples, two questions an epoch are after the first and the second sixteen.
    for answers in 0..<12 {
      var questions = 0
      var trainer = MiniBatchTrainer(Self.examples, configuration: configuration, threads: 1)
      let result = trainer.run(interruptedBy: {
        questions += 1
        return questions > answers
      })
      #expect(result.stopReason == .observer)
      #expect(result.epochs == answers / 2)
      #expect(result.parameters == states[result.epochs].parameters)
      var reached = trainer.state
      reached.seconds = states[result.epochs].seconds
      #expect(reached == states[result.epochs])
      #expect(trainer.run().parameters == expected.parameters)
    }
  }

  /// A limit that is over within an epoch ends the run there, and not after it.
  @Test func theTimeLimitEndsAnEpoch() {
    let configuration = Self.configuration { $0.stopping.timeLimit = .nanoseconds(1) }
    var trainer = MiniBatchTrainer(Self.examples, configuration: configuration, threads: 1)
    let result = trainer.run()
    #expect(result.stopReason == .timeLimit && result.epochs == 0)
    #expect(result.parameters == trainer.start)
  }

  @Test func keepsTheLastFiniteParametersWhenItDiverges() {
    let configuration = Self.configuration {
      $0.activation = .relu
      $0.miniBatches.learningRate = 1e120
      $0.miniBatches.batchSize = 23
    }
    var trainer = MiniBatchTrainer(Self.examples, configuration: configuration, threads: 1)
    let result = trainer.run()
    #expect(result.stopReason == .diverged)
    #expect(result.epochs < 6)
    #expect(result.parameters.allSatisfy { $0.isFinite })
  }

  @Test(arguments: [MiniBatchUpdate.plain, .nesterov(0.9)])
  func resumesFromACheckpointToTheSameBits(update: MiniBatchUpdate) throws {
    let path = folder.path("checkpoint.mat")
    let configuration = Self.configuration { $0.miniBatches.update = update }
    var whole = MiniBatchTrainer(Self.examples, configuration: configuration, threads: 1)
    var saved: MinimizationState?
    let expected = whole.run { record, state in
      if record.epoch == 2 { saved = state().minimizationState }
      return .proceed
    }
    try Checkpoint(
      fingerprint: "", settings: .init(configuration: TrainingConfiguration(), precision: .double),
      state: try #require(saved)
    ).write(to: path)
    let state = try StochasticGradientDescent<Double>.State(Checkpoint(path: path).state)
    var other = MiniBatchTrainer(
      Self.examples,
      configuration: Self.configuration { ($0.seed, $0.miniBatches.update) = (7, update) },
      threads: 1)
    var epochs: [Int] = []
    let resumed = try other.run(resuming: state) { record, _ in
      epochs.append(record.epoch)
      return .proceed
    }
    #expect(epochs == [3, 4, 5, 6])
    #expect(resumed.parameters == expected.parameters)
    #expect(resumed.cost == expected.cost)
  }

  /// States of other algorithms, networks and updates, and one whose generator is none.
  @Test func statesThatDoNotFitAreRefused() throws {
    var trainer = MiniBatchTrainer(Self.examples, configuration: Self.configuration(), threads: 1)
    var states: [StochasticGradientDescent<Double>.State] = []
    _ = trainer.run { _, state in
      states.append(state())
      return .stop
    }
    let state = try #require(states.first)
    for change: (inout StochasticGradientDescent<Double>.State) -> Void in [
      { $0.parameters.removeLast() }, { $0.velocity = $0.parameters },
    ] {
      var other = state
      change(&other)
      #expect(throws: OptimizationError.self) { try trainer.run(resuming: other) }
    }
    for change: (inout MinimizationState) -> Void in [
      { $0.minimizer.name = "L-BFGS" }, { $0.minimizer.vectors["velocity"] = nil },
      { $0.minimizer.vectors["generator"] = [Double](repeating: 0, count: 8) },
      { $0.minimizer.vectors["generator"] = [Double](repeating: 0.5, count: 8) },
      { $0.minimizer.vectors["generator"] = [Double](repeating: 0x1p32, count: 8) },
      { $0.iteration = -1 },
    ] {
      var other = state.minimizationState
      change(&other)
      #expect(throws: OptimizationError.self) {
        try StochasticGradientDescent<Double>.State(other)
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
