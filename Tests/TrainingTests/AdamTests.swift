import Datasets
import LinearAlgebra
import NeuralNetwork
import TestSupport
import Testing
import Training

/// Steps of Adam and AdamW against those of PyTorch and scikit-learn.
@Suite struct AdamTests {
  /// What the two libraries made of the same steps; see `Fixtures/adam_steps.py`.
  struct Record: Decodable {
    let losses, plateau: [Double]
    let cases: [String: [[Double]]]
  }

  static let record: Record = {
    try! TestFiles.decodeFixture("adam-steps.json")
  }()

  static let unlikeDefaults = AdamCoefficients(beta1: 0.8, beta2: 0.95, epsilon: 1e-3)
  static var unlikeDefaultsUncorrected: AdamCoefficients {
    var coefficients = unlikeDefaults
    coefficients.usesUncorrectedEpsilon = true
    return coefficients
  }

  static let cases: [(String, MiniBatchUpdate)] = [
    ("torch-adam", .adam()), ("torch-adamw", .adamW()),
    ("torch-adam-0.8", .adam(unlikeDefaults)),
    ("sklearn-adam", .adam(.init(usesUncorrectedEpsilon: true))),
    ("sklearn-0.8", .adam(unlikeDefaultsUncorrected)),
  ]

  /// Compares the parameters after each step.
  static func expectSteps<Scalar: BLASScalar>(
    _: Scalar.Type, _ name: String, _ update: MiniBatchUpdate, tolerance: Double
  ) throws {
    let expected = try #require(record.cases[name])
    let examples = StochasticGradientDescentTests.dataset(Scalar.self)
    var engine = MiniBatchEngine(
      topology: StochasticGradientDescentTests.topology, features: examples.features,
      targets: .classes(examples.classIndices),
      parameters: StochasticGradientDescentTests.record.start, regularization: 0.6, batchSize: 5,
      update: update)
    let order = Array(0..<23)
    #expect(expected.count == 10)
    for (step, parameters) in expected.enumerated() {
      let first = step % 5 * 5
      _ = engine.step(examples: order[first..<min(first + 5, 23)], learningRate: 0.05)
      let difference = StochasticGradientDescentTests.largestDifference(
        engine.parameters, parameters)
      #expect(difference < tolerance, "\(name), step \(step + 1)")
    }
  }

  @Test(arguments: cases)
  func stepsAreThoseOfPyTorchAndScikitLearn(name: String, update: MiniBatchUpdate) throws {
    try Self.expectSteps(Double.self, name, update, tolerance: 1e-12)
  }

  /// In Float, with the greater ε: Adam divides gradients that are near 0 by their size, and so
  /// shows the rounding of each.
  @Test func stepsInFloatAreClose() throws {
    try Self.expectSteps(
      Float.self, "torch-adam-0.8", .adam(Self.unlikeDefaults), tolerance: 1e-5)
  }

  /// The two places of ε are told apart by the records.
  @Test func whereEpsilonIsAddedMatters() {
    for (corrected, uncorrected) in [
      ("torch-adam", "sklearn-adam"), ("torch-adam-0.8", "sklearn-0.8"),
    ] {
      let difference = StochasticGradientDescentTests.largestDifference(
        Self.record.cases[corrected]![9], Self.record.cases[uncorrected]![9])
      #expect(difference > 1e-6)
    }
  }

  @Test func anAlgorithmAndItsUpdateRuleAgree() {
    var configuration = TrainingConfiguration()
    configuration.minimizer = .adam
    #expect(configuration.miniBatches == SGDConfiguration(update: .adam()))
    #expect(configuration.miniBatches.batchSize == 128)
    #expect(configuration.miniBatches.learningRate == 0.001)
    configuration.miniBatches.update = .adamW(Self.unlikeDefaults)
    configuration.miniBatches.epochs = 7
    #expect(configuration.minimizer == .adamW)
    configuration.minimizer = .lbfgs
    configuration.minimizer = .adamW
    #expect(configuration.miniBatches.epochs == 7, "the rule is that of the algorithm")
    configuration.minimizer = .stochasticGradientDescent
    #expect(configuration.miniBatches == SGDConfiguration())
    for minimizer in MinimizerKind.allCases {
      #expect(minimizer.miniBatchUpdate?.minimizer ?? minimizer == minimizer)
    }
  }
}
