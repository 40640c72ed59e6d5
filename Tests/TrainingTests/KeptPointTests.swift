import Datasets
import LinearAlgebra
import NeuralNetwork
import Optimization
import TestSupport
import Testing
import Training

/// The network that a run keeps: the last one, or the best one on validation examples.
@Suite struct KeptPointTests {
  private let folder = TemporaryFolder()

  /// Digits that are not among those of `PhaseTests`, two blocks.
  static let validation = ExerciseTrainingTests.digits.selecting(
    stride(from: 1, to: 5000, by: 16).map { $0 })

  /// Runs through each kind of phase, by each minimizer.
  static let runs: [(name: String, configuration: TrainingConfiguration)] =
    PhaseTests.minimizers.map { minimizer in
      (
        "samples, \(minimizer.rawValue)",
        PhaseTests.configuration(
          minimizer, iterations: minimizer == .levenbergMarquardt ? 14 : 45)
      )
    } + [("natural gradient", NaturalGradientPhaseTests.configuration(iterations: 25))]
    + [MinimizerKind.stochasticGradientDescent, .adam, .adamW].map { minimizer in
      var configuration = TrainingConfiguration()
      configuration.minimizer = minimizer
      configuration.hiddenUnits = [10]
      configuration.regularization = 0
      configuration.miniBatches.epochs = 16
      configuration.miniBatches.learningRate =
        minimizer == .stochasticGradientDescent ? 3 : 0.1
      return ("epochs, \(minimizer.rawValue)", configuration)
    }

  static let best: [KeptPoint] = [.bestAccuracy, .bestCost]

  /// A run, with its records, the parameters of its iterations and its states.
  struct Run {
    let result: TrainingResult
    let model: Model
    private(set) var records: [TrainingRecord] = []
    private(set) var points: [[Double]] = []
    private(set) var states: [TrainingState] = []

    init<Scalar: BLASScalar>(
      _ configuration: TrainingConfiguration, keep: KeptPoint,
      on dataset: Dataset<Scalar>, validation: Dataset<Scalar>?,
      resuming state: TrainingState? = nil, threads: Int = 2
    ) throws {
      var configuration = configuration
      configuration.keep = keep
      var trainer = Trainer(
        dataset, validation: validation, configuration: configuration, threads: threads)
      var records: [TrainingRecord] = []
      var points: [[Double]] = []
      var states: [TrainingState] = []
      result = try trainer.run(resuming: state) { record, run in
        records.append(record)
        points.append(run.parameters)
        states.append(run.state())
        return .proceed
      }
      model = trainer.model(with: result)
      (self.records, self.points, self.states) = (records, points, states)
    }

    init(
      _ configuration: TrainingConfiguration, keep: KeptPoint, resuming state: TrainingState? = nil,
      threads: Int = 2
    ) throws {
      try self.init(
        configuration, keep: keep, on: PhaseTests.digits, validation: KeptPointTests.validation,
        resuming: state, threads: threads)
    }
  }

  /// The scores of points, by the predictor and by the cost of an objective of their own.
  static func scores(
    of points: [[Double]], _ configuration: TrainingConfiguration
  ) -> [ExampleScores] {
    let topology = configuration.topology(
      featureCount: validation.featureCount, classCount: validation.classCount)
    var objective = NetworkObjective(
      topology: topology, features: validation.features, classIndices: validation.classIndices,
      regularization: 0)
    return points.map { point in
      let predicted = Predictor<Double>(topology: topology, parameters: point)
        .classIndices(for: validation.features)
      return ExampleScores(
        cost: objective.value(at: point.span),
        correctCount: zip(predicted, validation.classIndices).count { $0 == $1 },
        exampleCount: predicted.count)
    }
  }

  /// The index of the best scores, the first of equal ones.
  static func indexOfBest(_ scores: [ExampleScores], _ keep: KeptPoint) -> Int {
    let values = scores.map { keep == .bestCost ? -$0.cost : Double($0.correctCount!) }
    return values.firstIndex(of: values.max()!)!
  }

  static func expectClose(_ scores: ExampleScores?, _ expected: ExampleScores) {
    #expect(scores?.correctCount == expected.correctCount)
    #expect(scores?.exampleCount == expected.exampleCount)
    #expect(abs((scores?.cost ?? .nan) - expected.cost) <= 1e-12 * expected.cost)
  }

  /// Every iteration has the scores of its point, and the first best one is kept; the run itself is
  /// the same.
  @Test(arguments: runs, best)
  func theFirstBestPointIsKept(
    _ run: (name: String, configuration: TrainingConfiguration), _ keep: KeptPoint
  ) throws {
    let last = try Run(run.configuration, keep: .final)
    let whole = try Run(run.configuration, keep: keep)
    PhaseTests.expectSame(whole.result, last.result)
    #expect(whole.points == last.points)
    #expect(whole.records.map(\.iteration) == Array(0...whole.result.iterations))
    let scores = Self.scores(of: whole.points + [whole.result.parameters], run.configuration)
    for (record, expected) in zip(whole.records, scores) {
      Self.expectClose(record.validation, expected)
    }
    #expect(whole.records.map(\.validation) == last.records.map(\.validation))

    let validation = try #require(whole.result.validation)
    let index = Self.indexOfBest(scores, keep)
    let best = try #require(validation.best)
    #expect(validation.keep == keep)
    #expect(best.iteration == min(index, whole.result.iterations))
    #expect(best.parameters == (whole.points + [whole.result.parameters])[index])
    Self.expectClose(best.scores, scores[index])
    Self.expectClose(validation.final, scores.last!)
    var objective = PhaseTests.objective(run.configuration)
    #expect(whole.result.keptCost == objective.value(at: best.parameters.span))
    #expect(whole.result.cost == objective.value(at: whole.result.parameters.span))
    #expect(whole.model.parameters == best.parameters)
    let notes: [Model.Note] = [
      .init("cost", .number(whole.result.keptCost)), .init("keep", .text(keep.rawValue)),
      .init("keptIteration", .number(Double(best.iteration))),
      .init("validationAccuracy", .number(best.scores.accuracy!)),
      .init("validationCost", .number(best.scores.cost)),
      .init("stopReason", .text(last.result.stopReason.rawValue)),
    ]
    #expect(Set(whole.model.provenance).isSuperset(of: notes))

    #expect(last.result.validation?.best == nil && !last.result.keepsEarlierPoint)
    #expect(last.result.validation?.final == validation.final)
    #expect(last.model.parameters == last.result.parameters)
    #expect(!last.model.provenance.contains { $0.name == "keep" })
    #expect(last.states.allSatisfy { $0.validation == nil })
  }

  /// The table has runs of each kind whose best network is not the last one.
  @Test func someRunsKeepAnEarlierNetwork() throws {
    let earlier = try Self.runs.filter {
      try Run($0.configuration, keep: .bestCost).result.keepsEarlierPoint
    }.map(\.name)
    for kind in ["samples", "epochs"] {
      #expect(earlier.contains { $0.hasPrefix(kind) }, "\(earlier)")
    }
  }

  /// Wherever a run is interrupted, in each phase and between two, the rest keeps the same network
  /// with the same bits.
  @Test(arguments: runs, best)
  func aResumedRunKeepsTheSamePoint(
    _ run: (name: String, configuration: TrainingConfiguration), _ keep: KeptPoint
  ) throws {
    let path = folder.path("checkpoint.mat")
    var configuration = run.configuration
    configuration.keep = keep
    let settings = Checkpoint.Settings(configuration: configuration, precision: .double)
    let whole = try Run(configuration, keep: keep)
    let phases = whole.states.map(\.phase)
    for (iteration, state) in whole.states.enumerated() {
      #expect(state.validation?.iteration == iteration)
      let isAtEnd = Set(phases[max(iteration - 1, 0)...].prefix(3)).count > 1
      guard isAtEnd || iteration % 8 < 1 || iteration == whole.states.count - 1 else { continue }
      let checkpoint = Checkpoint(fingerprint: "", settings: settings, state: state)
      try checkpoint.write(to: path)
      let read = try Checkpoint(path: path)
      #expect(read == checkpoint)
      var settings = read.settings.configuration
      settings.stopping = configuration.stopping
      settings.miniBatches.epochs = configuration.miniBatches.epochs
      let rest = try Run(settings, keep: keep, resuming: read.state)
      PhaseTests.expectSame(rest.result, whole.result)
      #expect(rest.result.validation == whole.result.validation)
      #expect(rest.model.parameters == whole.model.parameters)
    }
  }

  /// A point whose evaluation was cut short is evaluated when the run is resumed.
  @Test(arguments: runs)
  func aPointThatWasNotEvaluatedIsEvaluatedLater(
    _ run: (name: String, configuration: TrainingConfiguration)
  ) throws {
    let whole = try Run(run.configuration, keep: .bestCost)
    let scores = Self.scores(of: whole.points + [whole.result.parameters], run.configuration)
    for iteration in [1, whole.states.count / 2, whole.states.count - 1] {
      var state = whole.states[iteration]
      let before = whole.states[iteration - 1].validation
      state.validation = before
      let rest = try Run(run.configuration, keep: .bestCost, resuming: state)
      #expect(rest.result.validation == whole.result.validation)
      state.validation = nil
      let alone = try Run(run.configuration, keep: .bestCost, resuming: state)
      let index = iteration + Self.indexOfBest(Array(scores[iteration...]), .bestCost)
      let expected = (whole.points + [whole.result.parameters])[index]
      #expect(alone.result.validation?.best?.parameters == expected)
    }
  }

  @Test(arguments: runs, best)
  func theNumberOfThreadsDoesNotMatter(
    _ run: (name: String, configuration: TrainingConfiguration), _ keep: KeptPoint
  ) throws {
    var configuration = run.configuration
    configuration.stopping.maxIterations = 12
    configuration.miniBatches.epochs = 3
    func result<Scalar: BLASScalar>(
      _ dataset: Dataset<Scalar>, _ validation: Dataset<Scalar>, _ threads: Int
    ) throws -> ValidationResult? {
      try Run(
        configuration, keep: keep, on: dataset, validation: validation, threads: threads
      ).result.validation
    }
    let floats = (PhaseTests.digits.floats, Self.validation.floats)
    let one = try result(PhaseTests.digits, Self.validation, 1)
    let single = try result(floats.0, floats.1, 1)
    #expect(one?.best != nil && single?.best != nil)
    for threads in 2...3 {
      #expect(try result(PhaseTests.digits, Self.validation, threads) == one)
      #expect(try result(floats.0, floats.1, threads) == single)
    }
  }

  /// Of equal points the first is kept, which is where the run begins.
  @Test func ofEqualPointsTheFirstIsKept() throws {
    for minimizer in [MinimizerKind.stochasticGradientDescent, .adam] {
      let run = try Run(
        MiniBatchTrainerTests.configuration {
          $0.minimizer = minimizer
          $0.miniBatches.learningRate = 1e-14
          $0.miniBatches.epochs = 3
        }, keep: .bestAccuracy, on: MiniBatchTrainerTests.examples,
        validation: MiniBatchTrainerTests.examples)
      let counts = Set(run.records.map { $0.validation?.correctCount })
      #expect(counts.count == 1 && Set(run.points).count > 1)
      #expect(run.result.validation?.best?.iteration == 0)
      #expect(run.result.keptParameters == run.points[0])
      #expect(run.result.keepsEarlierPoint)
    }
  }

  /// A point whose validation cost is not finite is never kept; if there is no other, the last one
  /// is.
  @Test(arguments: best)
  func aPointWithoutACostIsNeverKept(_ keep: KeptPoint) throws {
    let examples = MiniBatchTrainerTests.examples
    var elements = examples.features.elements
    elements[7] = .nan
    let bad = Dataset(
      features: Matrix(rows: 23, columns: 5, elements: elements),
      classIndices: examples.classIndices, encoding: examples.encoding)
    for minimizer in [MinimizerKind.lbfgs, .adam] {
      let run = try Run(
        MiniBatchTrainerTests.configuration { $0.minimizer = minimizer }, keep: keep,
        on: examples, validation: bad)
      #expect(run.records.allSatisfy { $0.validation?.cost.isNaN == true })
      #expect(run.result.validation?.best == nil && !run.result.keepsEarlierPoint)
      #expect(run.model.parameters == run.result.parameters)
      #expect(run.states.last?.validation == ValidationProgress(iteration: run.result.iterations))
    }
  }

  /// The reason remains that of the run, also where it has diverged.
  @Test(arguments: best)
  func aRunThatDivergesKeepsItsBestPoint(_ keep: KeptPoint) throws {
    let run = try Run(
      MiniBatchTrainerTests.configuration {
        $0.regularization = 100
        $0.miniBatches.learningRate = 1e6
        $0.miniBatches.epochs = 100
      }, keep: keep, on: MiniBatchTrainerTests.examples, validation: MiniBatchTrainerTests.examples)
    #expect(run.result.stopReason == .diverged)
    #expect(run.result.keptCost.isFinite)
    #expect(run.result.validation?.best?.scores.cost.isFinite == true)
  }

  /// The best point can't be kept without validation examples.
  @Test(arguments: best)
  func theBestPointNeedsValidationExamples(_ keep: KeptPoint) {
    let examples = MiniBatchTrainerTests.examples
    for (minimizer, validation) in [
      (MinimizerKind.lbfgs, nil), (.adam, nil), (.lbfgs, examples.selecting([])),
    ] as [(MinimizerKind, Dataset<Double>?)] {
      #expect(throws: TrainingError.validation(keep)) {
        try Run(
          MiniBatchTrainerTests.configuration { $0.minimizer = minimizer }, keep: keep,
          on: examples, validation: validation)
      }
    }
  }

  /// Test examples are evaluated for display, and never choose a network.
  @Test func testExamplesChooseNothing() throws {
    let examples = MiniBatchTrainerTests.examples
    let configuration = MiniBatchTrainerTests.configuration()
    var trainer = Trainer(examples, test: examples, configuration: configuration, threads: 1)
    let result = try trainer.run { record, run in
      let predicted = Predictor<Double>(
        topology: configuration.topology(featureCount: 5, classCount: 3), parameters: run.parameters
      ).classIndices(for: examples.features)
      #expect(
        record.test?.correctCount == zip(predicted, examples.classIndices).count { $0 == $1 })
      #expect(record.validation == nil)
      return .proceed
    }
    #expect(result.validation == nil)
  }

  /// A checkpoint's best point belongs to its validation examples, where they choose.
  @Test func theFingerprintHasTheExamplesThatChoose() {
    let examples = MiniBatchTrainerTests.examples
    func fingerprint(_ keep: KeptPoint, _ validation: Dataset<Double>?) -> String {
      Checkpoint.fingerprint(
        of: examples, validation: validation,
        configuration: MiniBatchTrainerTests.configuration { $0.keep = keep })
    }
    #expect(fingerprint(.final, examples) == fingerprint(.final, nil))
    let choices = [
      fingerprint(.bestCost, examples), fingerprint(.bestCost, examples.selecting([1, 2])),
      fingerprint(.bestAccuracy, examples), fingerprint(.final, nil),
    ]
    #expect(Set(choices).count == choices.count)
  }

  /// A best point of another network is refused.
  @Test func aBestPointOfAnotherNetworkIsRefused() throws {
    let configuration = MiniBatchTrainerTests.configuration { $0.minimizer = .lbfgs }
    let examples = MiniBatchTrainerTests.examples
    let run = try Run(configuration, keep: .bestCost, on: examples, validation: examples)
    var state = try #require(run.states.last)
    state.validation?.best?.parameters = [1]
    #expect(throws: TrainingError.self) {
      try Run(
        configuration, keep: .bestCost, on: examples, validation: examples, resuming: state)
    }
  }
}

extension Dataset<Double> {
  /// The same examples in `Float`.
  fileprivate var floats: Dataset<Float> {
    Dataset<Float>(
      features: Matrix(
        rows: features.rows, columns: features.columns,
        elements: features.elements.map { Float($0) }),
      classIndices: classIndices, encoding: encoding)
  }
}
