import Datasets
import LinearAlgebra
import NeuralNetwork
import Optimization
import TestSupport
import Testing
import Training

/// Runs that begin with natural-gradient descent on mini-batches.
@Suite struct NaturalGradientPhaseTests {
  private let folder = TemporaryFolder()

  static func configuration(iterations: Int? = 40) -> TrainingConfiguration {
    var configuration = PhaseTests.configuration(.kroneckerLBFGS, iterations: iterations)
    configuration.sampleFractions = nil
    configuration.regularization = 1
    return configuration
  }

  /// Wherever a run is interrupted, in the phase, at its end and after it, the rest gives the bits of
  /// a run that is not.
  @Test func aRunInterruptedAnywhereGivesTheSameBits() throws {
    let path = folder.path("checkpoint.mat")
    let configuration = Self.configuration()
    let whole = try PhaseTests.Run(configuration)
    #expect(whole.records.map(\.iteration) == Array(0...whole.result.iterations))
    #expect(whole.fractions.first! < 0.25 && whole.fractions.last == 1)
    #expect(whole.fractions == whole.fractions.sorted() && Set(whole.fractions).count >= 2)
    for (iteration, state) in whole.states.enumerated() {
      let settings = Checkpoint.Settings(configuration: configuration, precision: .double)
      try Checkpoint(fingerprint: "", settings: settings, state: state).write(to: path)
      let rest = try PhaseTests.Run(configuration, resuming: Checkpoint(path: path).state)
      PhaseTests.expectSame(rest.result, whole.result)
      #expect(rest.records.map(\.iteration) == Array(iteration + 1..<whole.records.count))
    }
  }

  /// A limit is kept, the result has the cost over all examples, and the run can go on.
  @Test(arguments: [0, 1, 2, 5, 11, 20])
  func limitsAreKept(limit: Int) throws {
    var configuration = Self.configuration()
    let whole = try PhaseTests.Run(configuration)
    var objective = PhaseTests.objective(configuration)

    configuration.stopping.maxIterations = limit
    let byIterations = try PhaseTests.Run(configuration)
    #expect(byIterations.result.iterations == limit)
    #expect(byIterations.result.stopReason == .iterationLimit)

    configuration.stopping.maxIterations = 40
    configuration.stopping.maxEvaluations = max(limit, 1)
    let byEvaluations = try PhaseTests.Run(configuration)
    #expect(byEvaluations.result.stopReason == .evaluationLimit)
    #expect(byEvaluations.result.evaluations.gradients <= Double(max(limit, 1)))

    configuration.stopping.maxEvaluations = nil
    for run in [byIterations, byEvaluations] {
      let result = run.result
      #expect(result.cost == objective.value(at: result.parameters.span))
      #expect(result.gradientNorm != nil)
      PhaseTests.expectSame(
        try PhaseTests.Run(configuration, resuming: run.states.last).result, whole.result)
    }
  }

  /// Too few examples for mini-batches, given samples, and other minimizers: no such phase.
  @Test func itIsTheDefaultOfOneMinimizerOnEnoughExamples() throws {
    func fractions(
      _ dataset: Dataset<Double>, _ change: (inout TrainingConfiguration) -> Void = { _ in }
    ) throws -> Set<Double> {
      var configuration = Self.configuration(iterations: 2)
      change(&configuration)
      var trainer = Trainer(dataset, configuration: configuration, threads: 1)
      var fractions: Set<Double> = []
      _ = try trainer.run { record, _ in
        fractions.insert(record.sampleFraction)
        return .proceed
      }
      return fractions
    }
    let digits = PhaseTests.digits
    #expect(try fractions(digits) == [256.0 / 1250])
    #expect(try fractions(digits.selecting(Array(0..<700))) == [1])
    #expect(try fractions(digits) { $0.sampleFractions = [] } == [1])
    #expect(try fractions(digits) { $0.minimizer = .lbfgs } == [1])
  }

  /// Data that are no data: the run ends with a finite cost and its reason.
  @Test(arguments: [0.0, 1e-4, 1, 1e6])
  func oddFeaturesDoNotBreakIt(scale: Double) throws {
    let rows = (0..<1300).map { [scale * Double($0 % 7), scale, 0] }
    let dataset = try Dataset<Double>(rows: rows, labels: (0..<1300).map { $0 % 7 < 3 ? 1 : 2 })
    for loss in OutputLoss.allCases {
      var configuration = Self.configuration(iterations: 60)
      configuration.loss = loss
      configuration.regularization = 0
      let result = try Trainer.train(dataset, configuration)
      #expect(result.cost.isFinite && result.parameters.allSatisfy(\.isFinite))
    }
  }
}

extension Trainer where Scalar == Double {
  /// The result of a run.
  fileprivate static func train(
    _ dataset: Dataset<Double>, _ configuration: TrainingConfiguration
  ) throws -> TrainingResult {
    var trainer = Trainer(dataset, configuration: configuration, threads: 2)
    return try trainer.run()
  }
}
