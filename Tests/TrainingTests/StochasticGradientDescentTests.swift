import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Random
import TestSupport
import Testing
import Training

/// Epochs of mini-batches: against NumPy, and against what an epoch promises.
@Suite struct StochasticGradientDescentTests {
  /// What NumPy made of the same epochs; see `Fixtures/mini_batches.py`.
  struct Record: Decodable {
    struct Case: Decodable {
      let parameters, velocity, losses: [Double]
      let correct: [Int]
    }

    let features: [Double]
    let classes: [Int]
    let start: [Double]
    let cases: [String: Case]
  }

  static let record: Record = {
    try! TestFiles.decodeFixture("mini-batches.json")
  }()

  static let topology = NetworkTopology([5, 4, 3], hidden: .tanh, output: .softmaxCrossEntropy)

  static func dataset<Scalar: BLASScalar>(_: Scalar.Type) -> Dataset<Scalar> {
    Dataset(
      features: Matrix(rows: 23, columns: 5, elements: record.features.map(Scalar.init)),
      classIndices: record.classes, encoding: LabelEncoding(labels: ["a", "b", "c"]))
  }

  static func descent<Scalar: BLASScalar>(
    _: Scalar.Type = Double.self, seed: UInt64 = 1,
    _ change: (inout SGDConfiguration) -> Void = { _ in }
  ) -> StochasticGradientDescent<Scalar> {
    var configuration = SGDConfiguration()
    configuration.batchSize = 5
    configuration.learningRate = 0.5
    configuration.schedule = .step(factor: 0.5, every: 1)
    change(&configuration)
    return StochasticGradientDescent(
      topology: topology, dataset: dataset(Scalar.self), parameters: record.start,
      regularization: 0.6, configuration: configuration, generator: Xoshiro256StarStar(seed: seed))
  }

  static func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).map { abs($0 - $1) }.max() ?? .infinity
  }

  static let updates: [(String, MiniBatchUpdate)] = [
    ("plain", .plain), ("momentum", .momentum(0.9)), ("nesterov", .nesterov(0.9)),
  ]

  static let adamUpdates: [(String, MiniBatchUpdate)] = [("adam", .adam()), ("adamw", .adamW())]

  static func expectNumPysEpochs<Scalar: BLASScalar>(
    _: Scalar.Type, _ name: String, _ update: MiniBatchUpdate, tolerance: Double
  ) throws {
    let expected = try #require(record.cases[name])
    var descent = descent(Scalar.self) {
      $0.update = update
      $0.shufflesExamples = false
    }
    for epoch in 0..<3 {
      let epochRecord = descent.runEpoch()
      let record = try #require(epochRecord)
      #expect(descent.epoch == epoch + 1)
      #expect(record.learningRate == [0.5, 0.25, 0.125][epoch])
      #expect(record.exampleCount == 23)
      #expect(abs(record.meanLoss * 23 - expected.losses[epoch]) < tolerance * 23)
      #expect(record.runningCorrectCount == expected.correct[epoch])
    }
    #expect(largestDifference(descent.parameters, expected.parameters) < tolerance)
    if update != .plain {
      #expect(largestDifference(descent.state.velocity, expected.velocity) < tolerance)
    }
  }

  @Test(arguments: updates)
  func epochsAreThoseOfNumPy(name: String, update: MiniBatchUpdate) throws {
    try Self.expectNumPysEpochs(Double.self, name, update, tolerance: 1e-13)
    try Self.expectNumPysEpochs(Float.self, name, update, tolerance: 1e-5)
  }

  @Test func oneExampleAfterTheOtherIsABatchOfOne() {
    var descent = Self.descent {
      $0.batchSize = 1
      $0.shufflesExamples = false
    }
    _ = descent.runEpoch()
    var parameters = Self.record.start
    let examples = Self.dataset(Double.self)
    for example in 0..<23 {
      var objective = NetworkObjective(
        topology: Self.topology, features: examples.features.gathering(rows: [example]),
        classIndices: [examples.classIndices[example]], regularization: 0.6 / 23)
      var gradient = parameters
      var span = gradient.mutableSpan
      _ = objective.evaluate(at: parameters.span, gradient: &span)
      for index in parameters.indices { parameters[index] -= 0.5 * gradient[index] }
    }
    #expect(Self.largestDifference(descent.parameters, parameters) < 1e-13)
  }

  @Test(arguments: [23, 24, 1000])
  func aBatchMayBeTheWholeSetOrLarger(batchSize: Int) {
    var descent = Self.descent {
      $0.batchSize = batchSize
      $0.shufflesExamples = false
    }
    var whole = Self.descent {
      $0.batchSize = 23
      $0.shufflesExamples = false
    }
    _ = descent.runEpoch()
    _ = whole.runEpoch()
    #expect(descent.parameters == whole.parameters)
  }

  @Test func aSeedGivesTheSameBitsAndAnotherSeedOthers() {
    let parameters = [UInt64(1), 1, 2].map { seed in
      var descent = Self.descent(seed: seed)
      for _ in 0..<4 { _ = descent.runEpoch() }
      return descent.parameters
    }
    #expect(parameters[0] == parameters[1])
    #expect(parameters[0] != parameters[2])
  }

  @Test func theOrderIsTheDatasOnlyWhereItIsKept() {
    let parameters = [(UInt64(1), false), (2, false), (1, true)].map { seed, shuffles in
      var descent = Self.descent(seed: seed) { $0.shufflesExamples = shuffles }
      _ = descent.runEpoch()
      return descent.parameters
    }
    #expect(parameters[0] == parameters[1])
    #expect(parameters[0] != parameters[2])
  }

  /// From one point, two epochs in one order would end at one point.
  @Test func everyEpochHasAnOrderOfItsOwn() throws {
    var descent = Self.descent { $0.schedule = .constant }
    var ends: Set<[Double]> = []
    for _ in 0..<3 {
      var state = descent.state
      state.parameters = Self.record.start
      try descent.restore(state)
      _ = descent.runEpoch()
      ends.insert(descent.parameters)
    }
    #expect(ends.count == 3)
  }

  @Test(arguments: updates + adamUpdates)
  func aStateGoesOnWithTheSameBits(name: String, update: MiniBatchUpdate) throws {
    let change: (inout SGDConfiguration) -> Void = {
      ($0.update, $0.clipNorm) = (update, 0.25)
      // No epoch makes this much progress: every one is a plateau.
      $0.schedule = .plateau(factor: 0.5, patience: 1, tolerance: 10)
    }
    var whole = Self.descent(Float.self, change)
    var first = Self.descent(Float.self, change)
    for _ in 0..<6 { _ = whole.runEpoch() }
    for _ in 0..<2 { _ = first.runEpoch() }
    let saved = try JSONEncoder().encode(first.state)
    var second = Self.descent(Float.self, seed: 9, change)
    try second.restore(
      try JSONDecoder().decode(SGDState.self, from: saved))
    for _ in 0..<4 { _ = second.runEpoch() }
    #expect(second.parameters == whole.parameters)
    #expect(second.state.velocity == whole.state.velocity)
    #expect(second.state.squares == whole.state.squares)
    #expect(second.state.plateau == whole.state.plateau)
    #expect(second.state.plateau?.reductions == 5)
    #expect(second.epoch == 6)
    #expect(second.seconds > first.seconds)
  }
}
