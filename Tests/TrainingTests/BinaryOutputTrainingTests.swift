import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import TestSupport
import Testing
import Training

/// Training with one output unit for two classes.
@Suite struct BinaryOutputTrainingTests {
  /// x_ij = sin(1 + i + 7j), in two classes that no line separates.
  static let dataset: Dataset<Double> = {
    let features: [Double] = (0..<12).map { (index: Int) -> Double in
      let argument: Int = 1 + index / 2 + 7 * (index % 2)
      return sin(Double(argument))
    }
    return Dataset(
      features: Matrix(rows: 6, columns: 2, elements: features),
      classIndices: [0, 1, 1, 0, 1, 0], encoding: LabelEncoding(labels: ["no", "yes"]))
  }()

  static func configuration(_ minimizer: MinimizerKind) -> TrainingConfiguration {
    var configuration = TrainingConfiguration()
    configuration.hasBinaryOutput = true
    configuration.hiddenUnits = []
    configuration.regularization = 0.3
    configuration.minimizer = minimizer
    configuration.stopping.gradientTolerance = 1e-9
    configuration.miniBatches.batchSize = 6
    configuration.miniBatches.epochs = 2000
    configuration.miniBatches.learningRate = minimizer == .stochasticGradientDescent ? 1 : 0.02
    return configuration
  }

  /// The minimum of logistic regression by SciPy's BFGS, gradient 1e-13.
  static let minimum = (
    cost: 0.6479245374085288,
    parameters: [-0.027183380732503974, 0.5833384435564676, -0.8558268990312659]
  )

  /// But AdamW, whose decay of the weights is not the gradient of a cost.
  @Test(arguments: MinimizerKind.allCases.filter { $0 != .adamW })
  func everyMinimizerFindsTheMinimumOfLogisticRegression(_ minimizer: MinimizerKind) throws {
    var trainer = Trainer(
      Self.dataset, configuration: Self.configuration(minimizer), threads: 1)
    let result = try trainer.run()
    let tolerance = minimizer == .adam ? 1e-6 : 1e-12
    #expect(abs(result.cost - Self.minimum.cost) < tolerance)
    #expect(trainer.topology.layerSizes == [2, 1])
    for (found, expected) in zip(result.parameters, Self.minimum.parameters) {
      #expect(abs(found - expected) < tolerance.squareRoot())
    }
  }

  /// Many examples, hidden units: the run begins on natural-gradient mini-batches.
  @Test func modelsAreWrittenAndReadAndResumed() throws {
    let rows = (0..<3000).map { row in (0..<3).map { sin(Double(3 * row + $0) * 1.7) } }
    let dataset = Dataset<Double>(
      features: Matrix(rows: 3000, columns: 3, elements: rows.flatMap(\.self)),
      classIndices: rows.map { $0[0] * $0[1] > 0.1 ? 1 : 0 },
      encoding: LabelEncoding(labels: ["no", "yes"]))
    var configuration = Self.configuration(.kroneckerLBFGS)
    configuration.hiddenUnits = [6]
    configuration.stopping.maxIterations = 60
    var trainer = Trainer(dataset, configuration: configuration, threads: 2)
    let model = trainer.model(with: try trainer.run())
    let accuracy = try #require(ModelScores(of: model, on: dataset).accuracy)
    #expect(accuracy > 0.95)
    let read = try TemporaryFolder.withFile(named: "model.mat") { path in
      try ModelFile.write(model, to: path)
      return try ModelFile.read(path: path)
    }
    #expect(read.topology == model.topology && read.parameters == model.parameters)
    #expect(read.encoding?.labels == ["no", "yes"])
    #expect(read.labels == ["no", "yes"])
    let settings = Checkpoint.Settings(configuration: configuration, precision: .double)
    let state = try #require(try Self.state(of: configuration, on: dataset))
    let checkpoint = Checkpoint(
      fingerprint: Checkpoint.fingerprint(of: dataset, configuration: configuration),
      settings: settings, state: state)
    let reread = try TemporaryFolder.withFile(named: "checkpoint.mat") { path in
      try checkpoint.write(to: path)
      return try Checkpoint(path: path)
    }
    #expect(reread.settings.configuration.hasBinaryOutput)
    #expect(
      try trainer.model(with: trainer.run(resuming: reread.state)).parametersSHA256
        == model.parametersSHA256)
    var other = configuration
    other.hasBinaryOutput = false
    let difference = settings.difference(from: .init(configuration: other, precision: .double))
    #expect(difference?.name == "outputs" && difference?.other == "one per class")
  }

  /// The state of a run after ten iterations.
  private static func state(
    of configuration: TrainingConfiguration, on dataset: Dataset<Double>
  ) throws -> TrainingState? {
    var trainer = Trainer(dataset, configuration: configuration, threads: 1)
    var state: TrainingState?
    _ = try trainer.run { record, run in
      if record.iteration == 10 { state = run.state() }
      return record.iteration < 10 ? .proceed : .stop
    }
    return state
  }

  @Test func weightsWithoutLabelsHaveTheClasses0And1() {
    let model = Model(topology: NetworkTopology([2, 1]), parameters: [0, 1, 2])
    #expect(model.labels == ["0", "1"])
    #expect(
      Model(topology: NetworkTopology([1, 2]), parameters: [0, 1, 2, 3]).labels == ["1", "2"])
  }

  @Test func anotherNumberOfClassesIsAnError() throws {
    let three = Dataset<Double>(
      features: Matrix(rows: 3, columns: 1, elements: [1, 2, 3]), classIndices: [0, 1, 2],
      encoding: LabelEncoding(labels: ["1", "2", "3"]))
    let error = try #require(throws: DatasetError.self) {
      try Self.configuration(.lbfgs).requireClasses(in: three)
    }
    #expect(
      error.description.hasPrefix("one output unit is for two classes, and the examples have 3"))
  }
}
