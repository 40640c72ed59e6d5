import Datasets
import Foundation
import LinearAlgebra
import MATFile
import NeuralNetwork
import Optimization
import Random
import TestSupport
import Testing
import Training

@Suite struct CheckpointTests {
  private let folder = TemporaryFolder()

  static let digits = ExerciseTrainingTests.digits.selecting(
    stride(from: 0, to: 5000, by: 20).map { $0 })

  static func configuration(_ minimizer: MinimizerKind, iterations: Int) -> TrainingConfiguration {
    var configuration = TrainingConfiguration()
    configuration.minimizer = minimizer
    configuration.stopping.maxIterations = iterations
    return configuration
  }

  /// Runs some iterations and keeps the last state in a file.
  static func checkpoint(_ minimizer: MinimizerKind, iterations: Int, at path: String) throws {
    let configuration = configuration(minimizer, iterations: iterations)
    var trainer = Trainer(digits, configuration: configuration, threads: 1)
    var last: TrainingState?
    _ = try trainer.run { _, run in
      last = run.state()
      return .proceed
    }
    try Checkpoint(
      fingerprint: Checkpoint.fingerprint(of: digits, configuration: configuration),
      settings: .init(configuration: configuration, precision: .double), state: try #require(last)
    ).write(to: path)
  }

  /// 17 iterations are 11 iterations, a file, and 6 more: across a refresh of the Kronecker
  /// factors.
  @Test(arguments: [
    MinimizerKind.kroneckerLBFGS, .lbfgs, .conjugateGradient, .fmincg, .truncatedNewton,
  ])
  func aResumedRunGivesTheSameBits(minimizer: MinimizerKind) throws {
    let path = folder.path("checkpoint.mat")
    try Self.checkpoint(minimizer, iterations: 11, at: path)
    let configuration = Self.configuration(minimizer, iterations: 17)
    let checkpoint = try Checkpoint(path: path)
    #expect(
      checkpoint.fingerprint
        == Checkpoint.fingerprint(of: Self.digits, configuration: configuration))
    var resumed = Trainer(Self.digits, configuration: configuration, threads: 2)
    let second = try resumed.run(resuming: checkpoint.state)
    var whole = Trainer(Self.digits, configuration: configuration, threads: 1)
    let result = try whole.run()
    #expect(second.parameters == result.parameters)
    #expect(second.cost == result.cost)
    #expect(second.iterations == 17)
    #expect(second.evaluations == result.evaluations)
  }

  /// With samples that grow, or mini-batches: at the start, in every phase, and with all examples.
  @Test(arguments: [0, 1, 7, 19, 33, 47], [[0.2, 0.5], nil])
  func aRunOnASampleIsResumedToTheSameBits(pause: Int, sampleFractions: [Double]?) throws {
    let path = folder.path("checkpoint.mat")
    let dataset = ExerciseTrainingTests.digits
    var configuration = Self.configuration(.kroneckerLBFGS, iterations: 50)
    configuration.sampleFractions = sampleFractions
    let fingerprint = Checkpoint.fingerprint(of: dataset, configuration: configuration)
    var whole = Trainer(dataset, configuration: configuration, threads: 2)
    var shares: [Double] = []
    let result = try whole.run(resuming: nil) { record, run in
      shares.append(record.sampleFraction)
      if record.iteration == pause {
        #expect(throws: Never.self) {
          try Checkpoint(
            fingerprint: fingerprint,
            settings: .init(configuration: configuration, precision: .double),
            state: run.state()
          ).write(to: path)
        }
      }
      return .proceed
    }
    #expect(Set(shares).count >= 3 && shares == shares.sorted() && shares.last == 1)
    var resumed = Trainer(dataset, configuration: configuration, threads: 2)
    var resumedShares: [Double] = []
    let second = try resumed.run(resuming: try Checkpoint(path: path).state) { record, _ in
      resumedShares.append(record.sampleFraction)
      return .proceed
    }
    #expect(resumedShares == shares.suffix(50 - pause))
    #expect(second.parameters == result.parameters && second.cost == result.cost)
    #expect(second.evaluations == result.evaluations && second.iterations == 50)
  }

  /// A trainer's second run begins on the first sample again.
  @Test func aSecondRunHasTheSameBits() throws {
    let dataset = ExerciseTrainingTests.digits
    var trainer = Trainer(
      dataset, configuration: Self.configuration(.kroneckerLBFGS, iterations: 12), threads: 2)
    var states: [TrainingState] = []
    let first = try trainer.run { _, run in
      states.append(run.state())
      return .proceed
    }
    let second = try trainer.run()
    #expect(second.parameters == first.parameters && second.cost == first.cost)
    #expect(second.evaluations == first.evaluations && first.evaluations.gradients < 12)
    let resumed = try trainer.run(resuming: states[5])
    #expect(resumed.parameters == first.parameters && resumed.evaluations == first.evaluations)
  }

  /// A file has the bits of any state.
  @Test func aStateIsTheSameAfterAFile() throws {
    var trainer = Trainer(
      Self.digits, configuration: Self.configuration(.kroneckerLBFGS, iterations: 3), threads: 1)
    var states: [TrainingState] = []
    _ = try trainer.run { _, run in
      states.append(run.state())
      return .proceed
    }
    states.append(
      TrainingState(
        minimizer: .lbfgs, phase: 2, finished: RunTotals(),
        current: PhaseStart(parameters: [1, 2, .infinity])))
    let path = folder.path("checkpoint.mat")
    for state in states {
      try Checkpoint(
        fingerprint: "",
        settings: .init(configuration: TrainingConfiguration(), precision: .double),
        state: state
      ).write(to: path)
      #expect(try Checkpoint(path: path).state == state)
    }
  }

  /// Levenberg–Marquardt, on a network that its matrix is small for: n, or k, a file, and n − k
  /// more.
  @Test(arguments: [0, 1, 4, 8])
  func aResumedRunOfLevenbergMarquardtGivesTheSameBits(pause: Int) throws {
    let path = folder.path("checkpoint.mat")
    let dataset = Self.smallDataset()
    var configuration = Self.configuration(.levenbergMarquardt, iterations: 9)
    configuration.hiddenUnits = [3]
    configuration.loss = .squaredError
    configuration.regularization = 0.1
    let fingerprint = Checkpoint.fingerprint(of: dataset, configuration: configuration)
    var whole = Trainer(dataset, configuration: configuration, threads: 1)
    let result = try whole.run(resuming: nil) { record, run in
      if record.iteration == pause {
        #expect(throws: Never.self) {
          try Checkpoint(
            fingerprint: fingerprint,
            settings: .init(configuration: configuration, precision: .double),
            state: run.state()
          ).write(to: path)
        }
      }
      return .proceed
    }
    #expect(result.iterations == 9)
    let checkpoint = try Checkpoint(path: path)
    #expect(checkpoint.fingerprint == fingerprint && checkpoint.state.iteration == pause)
    var resumed = Trainer(dataset, configuration: configuration, threads: 2)
    let second = try resumed.run(resuming: checkpoint.state)
    #expect(second.parameters == result.parameters && second.cost == result.cost)
    #expect(second.evaluations == result.evaluations && second.iterations == 9)
  }

  /// Five features that two classes overlap in.
  static func smallDataset() -> Dataset<Double> {
    var generator = SplitMix64(seed: 5)
    let labels = (0..<40).map { $0 % 2 }
    let elements = labels.flatMap { label in
      (0..<5).map { Double(label) * Double($0) / 4 + generator.nextNormal() }
    }
    return Dataset(
      features: Matrix(rows: 40, columns: 5, elements: elements), classIndices: labels,
      encoding: LabelEncoding(labels: ["0", "1"]))
  }

  @Test func theFingerprintTellsRunsApart() {
    let configuration = Self.configuration(.lbfgs, iterations: 5)
    let own = Checkpoint.fingerprint(of: Self.digits, configuration: configuration)
    var other = configuration
    other.stopping.maxIterations = 9
    #expect(Checkpoint.fingerprint(of: Self.digits, configuration: other) == own)
    var changed = configuration
    changed.regularization = 2
    #expect(Checkpoint.fingerprint(of: Self.digits, configuration: changed) != own)
    changed = configuration
    changed.sampleFractions = [0.5]
    #expect(Checkpoint.fingerprint(of: Self.digits, configuration: changed) != own)
    changed = configuration
    changed.minimizer = .fmincg
    #expect(Checkpoint.fingerprint(of: Self.digits, configuration: changed) != own)
    changed = configuration
    changed.seed = 4
    #expect(Checkpoint.fingerprint(of: Self.digits, configuration: changed) != own)
    let fewer = Self.digits.selecting(0..<249)
    #expect(Checkpoint.fingerprint(of: fewer, configuration: configuration) != own)
  }

  /// Plans that differ in one setting each, with what the setting is called.
  static let changes: [(String, @Sendable (inout TrainingConfiguration) -> Void)] = [
    ("minimizer", { $0.minimizer = .fmincg }), ("hidden", { $0.hiddenUnits = [25, 3] }),
    ("hidden", { $0.hiddenUnits = [] }), ("activation", { $0.activation = .relu }),
    ("loss", { $0.loss = .softmaxCrossEntropy }), ("lambda", { $0.regularization = 1.0.nextUp }),
    ("init", { $0.initializer = .uniform(halfWidth: 0.1) }),
    ("init", { $0.initializer = .uniformByLayerSize }), ("init", { $0.initializer = .heNormal }),
    ("init", { $0.initializer = .uniformUnit }), ("init", { $0.initializer = .glorotNormal }),
    ("init", { $0.initializer = .standardNormal }), ("init", { $0.initializer = .constant(-2.5) }),
    ("output-biases", { $0.outputBiases = .random }), ("seed", { $0.seed = .max }),
    ("samples", { $0.sampleFractions = [0.25, 0.5] }),
    ("batch", { $0.miniBatches.batchSize = 3 }),
    ("learning-rate", { $0.miniBatches.learningRate = 1e-7 }),
    ("schedule", { $0.miniBatches.schedule = .step(factor: 0.5, every: 3) }),
    ("schedule", { $0.miniBatches.schedule = .inverseTime(decay: 0.1) }),
    ("schedule", { $0.miniBatches.schedule = .cosine(epochs: 9, warmUp: 2, minimum: 1e-3) }),
    ("schedule", { $0.miniBatches.schedule = .plateau(factor: 0.1, patience: 7, tolerance: 1) }),
    ("momentum", { $0.miniBatches.update = .momentum(0.9) }),
    ("momentum", { $0.miniBatches.update = .nesterov(0.9) }),
    ("no-shuffle", { $0.miniBatches.shufflesExamples = false }),
    ("clip-norm", { $0.miniBatches.clipNorm = 0.3 }),
    ("minimizer", { $0.minimizer = .adam }), ("minimizer", { $0.minimizer = .adamW }),
    ("beta1", { $0.miniBatches.update = .adamW(.init(beta1: 0.8)) }),
    ("beta2", { $0.miniBatches.update = .adamW(.init(beta2: 0.8)) }),
    ("keep", { $0.keep = .bestCost }),
    ("epsilon", { $0.miniBatches.update = .adamW(.init(epsilon: 0.8)) }),
    (
      "uncorrected-epsilon",
      { $0.miniBatches.update = .adamW(.init(usesUncorrectedEpsilon: true)) }
    ),
  ]

  @Test(arguments: changes)
  func theSettingsAreKeptAndCompared(
    _ name: String, _ change: @Sendable (inout TrainingConfiguration) -> Void
  ) throws {
    let path = folder.path("checkpoint.mat")
    var configuration = TrainingConfiguration()
    if ["batch", "learning-rate", "schedule", "momentum", "no-shuffle", "clip-norm"].contains(name)
    {
      configuration.minimizer = .stochasticGradientDescent
    } else if ["beta1", "beta2", "epsilon", "uncorrected-epsilon"].contains(name) {
      configuration.minimizer = .adamW
    }
    let own = Checkpoint.Settings(configuration: configuration, precision: .double)
    change(&configuration)
    let changed = Checkpoint.Settings(configuration: configuration, precision: .double)
    #expect(own.difference(from: changed)?.name == name)
    // Limits may change.
    configuration.stopping.maxIterations = 7
    configuration.miniBatches.epochs = 8
    #expect(Checkpoint.Settings(configuration: configuration, precision: .double) == changed)
    let others: [(String, Checkpoint.Settings)] = [
      ("precision", .init(configuration: configuration, precision: .float)),
      (
        "validation-fraction",
        .init(configuration: configuration, precision: .double, validationFraction: 0.3)
      ),
    ]
    for (name, settings) in others {
      #expect(changed.difference(from: settings)?.name == name)
    }
    let iterate = Iterate(point: [1, 2], value: 3, gradient: [4, 5])
    for settings in [changed] + others.map(\.1) {
      let checkpoint = Checkpoint(
        fingerprint: "", settings: settings,
        state: Self.state(
          MinimizationState(
            iteration: 1, iterate: iterate, best: iterate, firstGradientNorm: 1,
            evaluations: EvaluationCounts(), seconds: 1, minimizer: Fmincg(parameterCount: 2).state)
        ))
      try checkpoint.write(to: path)
      #expect(try Checkpoint(path: path) == checkpoint)
    }
  }

  /// The state of a run of `fmincg` over all examples.
  static func state(_ minimization: MinimizationState<Fmincg.State>) -> TrainingState {
    TrainingState(
      minimizer: .fmincg, phase: 0, finished: RunTotals(),
      current: MinimizationPhaseState(minimization: minimization))
  }

  @Test func aStateOfAnotherMinimizerIsRefused() throws {
    let path = folder.path("checkpoint.mat")
    try Self.checkpoint(.conjugateGradient, iterations: 2, at: path)
    let state = try Checkpoint(path: path).state
    #expect(throws: TrainingError.self) {
      var trainer = Trainer(
        Self.digits, configuration: Self.configuration(.lbfgs, iterations: 3), threads: 1)
      _ = try trainer.run(resuming: state)
    }
  }

  /// Numbers that no run has: a clock would trap on them.
  @Test(
    arguments: [
      (-1, 1), (0, -1), (0, .nan), (0, .infinity), (0, 1e300),
    ] as [(Int, Double)])
  func aDamagedCheckpointIsRefused(iteration: Int, seconds: Double) throws {
    let path = folder.path("checkpoint.mat")
    let iterate = Iterate(point: [1, 2], value: 3, gradient: [4, 5])
    func write(iteration: Int, seconds: Double) throws {
      try Checkpoint(
        fingerprint: "",
        settings: .init(configuration: TrainingConfiguration(), precision: .double),
        state: Self.state(
          MinimizationState(
            iteration: iteration, iterate: iterate, best: nil, firstGradientNorm: 1,
            evaluations: EvaluationCounts(), seconds: seconds,
            minimizer: Fmincg(parameterCount: 2).state))
      ).write(to: path)
    }
    try write(iteration: 0, seconds: 1)
    #expect(throws: Never.self) { try Checkpoint(path: path) }
    try write(iteration: iteration, seconds: seconds)
    let error = try #require(throws: MATFileError.self) { try Checkpoint(path: path) }
    #expect(error.kind == .corrupt)
  }

  /// One bit, anywhere: in a gap it changes nothing, anywhere else the file is no checkpoint.
  @Test func aFlippedBitIsNoticed() throws {
    let path = folder.path("checkpoint.mat")
    var configuration = Self.configuration(.lbfgs, iterations: 3)
    configuration.hiddenUnits = [2]
    var trainer = Trainer(Self.smallDataset(), configuration: configuration, threads: 1)
    var last: TrainingState?
    _ = try trainer.run { _, run in
      last = run.state()
      return .proceed
    }
    let checkpoint = Checkpoint(
      fingerprint: "print", settings: .init(configuration: configuration, precision: .double),
      state: try #require(last))
    try checkpoint.write(to: path)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    var noticed = 0
    var places = 0
    for place in stride(from: 0, to: bytes.count, by: 5) {
      var changed = bytes
      changed[place] ^= 1 << (place % 8)
      try changed.write(to: URL(fileURLWithPath: path))
      places += 1
      do {
        #expect(try Checkpoint(path: path) == checkpoint, "byte \(place)")
      } catch {
        noticed += 1
      }
    }
    #expect(noticed > places * 2 / 3)
  }

  @Test func aFileThatIsNoCheckpointIsRefused() throws {
    let path = folder.path("checkpoint.mat")
    try ModelFile.write(ModelFileTests.model, to: path)
    let error = try #require(throws: MATFileError.self) { try Checkpoint(path: path) }
    #expect(error.kind == .missingVariable)
  }
}
