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

/// Runs whose targets are the features.
@Suite struct AutoencoderTests {
  private let folder = TemporaryFolder()

  /// 1200 images of 4 × 4 pixels that depend on two numbers each, with zeros.
  static func dataset<Scalar: BLASScalar>(_: Scalar.Type = Double.self) -> Dataset<Scalar> {
    var generator = Xoshiro256StarStar(seed: 4)
    let pixels = (0..<1200).flatMap { _ in
      let (a, b) = (generator.nextUniform(), generator.nextUniform())
      return (0..<16).map { pixel -> Scalar in
        let value = sin(Double(pixel) * (0.4 + a)) * b
        return value < 0 ? 0 : Scalar(value)
      }
    }
    return Dataset(
      features: Matrix(rows: 1200, columns: 16, elements: pixels),
      classIndices: [Int](repeating: 0, count: 1200), encoding: LabelEncoding(labels: ["any"]),
      imageShape: ImageShape(height: 4, width: 4, order: .rows))
  }

  static func configuration(
    _ minimizer: MinimizerKind, loss: OutputLoss = .sigmoidCrossEntropy, iterations: Int
  ) -> TrainingConfiguration {
    var configuration = TrainingConfiguration()
    configuration.targets = .features
    configuration.hiddenUnits = [5, 2, 5]
    configuration.activation = .tanh
    configuration.loss = loss
    configuration.regularization = 0.1
    configuration.initializer = .glorotNormal
    configuration.minimizer = minimizer
    configuration.miniBatches.batchSize = 32
    configuration.miniBatches.epochs = iterations
    configuration.stopping.maxIterations = iterations
    return configuration
  }

  @Test(
    arguments: MinimizerKind.allCases, [OutputLoss.sigmoidCrossEntropy, .squaredError])
  func everyMinimizerLowersTheCost(minimizer: MinimizerKind, loss: OutputLoss) throws {
    func lowered<Scalar: BLASScalar>(_: Scalar.Type) throws {
      let configuration = Self.configuration(minimizer, loss: loss, iterations: 12)
      var trainer = Trainer(Self.dataset(Scalar.self), configuration: configuration, threads: 2)
      #expect(trainer.topology.layerSizes == [16, 5, 2, 5, 16])
      let start = trainer.start
      let before = trainer.objective.value(at: start.span)
      let errors = trainer.objective.targetErrors(at: start.span)
      let result = try trainer.run()
      #expect(result.cost < before)
      #expect(trainer.objective.value(at: result.parameters.span) == result.cost)
      let after = trainer.objective.targetErrors(at: result.parameters.span)
      #expect(after.squaredError < errors.squaredError)
    }
    try lowered(Double.self)
    try lowered(Float.self)
  }

  /// A run with two numbers per example reconstructs them far better than the mean image does.
  @Test func reconstructsWhatTwoNumbersDetermine() throws {
    var trainer = Trainer(
      Self.dataset(), configuration: Self.configuration(.kroneckerLBFGS, iterations: 150),
      threads: 2)
    let point = trainer.start
    let start = trainer.objective.targetErrors(at: point.span)
    let result = try trainer.run()
    let errors = trainer.objective.targetErrors(at: result.parameters.span)
    #expect(errors.squaredError < start.squaredError / 10)
    let model = trainer.model(with: result)
    #expect(model.targets == .features && model.encoding == nil)
    let scores = ModelScores(of: model, on: Self.dataset(), threads: 3)
    #expect(scores.errors == errors)
    #expect(scores.accuracy == nil)
    // Σ (ŷ − y)² of the outputs that the predictor returns.
    let features = Self.dataset().features
    let outputs = Predictor<Double>(topology: model.topology, parameters: model.parameters)
      .outputs(for: features)
    let sum = zip(outputs.elements, features.elements).reduce(0) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
    }
    #expect(abs(sum / 1200 - errors.squaredError) < 1e-12 * errors.squaredError)
  }

  @Test func anyNumberOfThreadsGivesTheSameRun() throws {
    let configuration = Self.configuration(.kroneckerLBFGS, iterations: 15)
    let results = try [1, 2, 5].map { threads in
      var trainer = Trainer(Self.dataset(), configuration: configuration, threads: threads)
      return try trainer.run().parameters
    }
    #expect(results[1] == results[0] && results[2] == results[0])
  }

  /// Without weights, the output biases reconstruct the mean image.
  @Test(arguments: [OutputLoss.sigmoidCrossEntropy, .squaredError])
  func outputBiasesStartAtTheMeanTargets(loss: OutputLoss) {
    var configuration = Self.configuration(.lbfgs, loss: loss, iterations: 0)
    configuration.initializer = .constant(0)
    let trainer = Trainer(Self.dataset(), configuration: configuration, threads: 1)
    let outputs = Predictor<Double>(topology: trainer.topology, parameters: trainer.start)
      .outputs(for: Self.dataset().features)
    let elements = Self.dataset().features.elements
    for pixel in 0..<16 {
      let mean =
        stride(from: pixel, to: elements.count, by: 16)
        .reduce(0) { $0 + elements[$1] } / 1200
      // A pixel that is always 0 counts half an example.
      #expect(abs(outputs[0, pixel] - max(mean, 0.5 / 1200)) < 1e-14)
    }
  }

  /// k iterations, a file, and the rest are all iterations.
  @Test(arguments: [
    (MinimizerKind.kroneckerLBFGS, 3), (.kroneckerLBFGS, 14), (.truncatedNewton, 4), (.lbfgs, 9),
    (.levenbergMarquardt, 4), (.stochasticGradientDescent, 2), (.adam, 5), (.adamW, 3),
  ])
  func aResumedRunGivesTheSameBits(minimizer: MinimizerKind, pause: Int) throws {
    let path = folder.path("checkpoint.mat")
    let configuration = Self.configuration(minimizer, iterations: 18)
    let fingerprint = Checkpoint.fingerprint(of: Self.dataset(), configuration: configuration)
    let settings = Checkpoint.Settings(configuration: configuration, precision: .double)
    var whole = Trainer(Self.dataset(), configuration: configuration, threads: 2)
    let result = try whole.run { record, run in
      guard record.iteration == pause else { return .proceed }
      #expect(throws: Never.self) {
        try Checkpoint(fingerprint: fingerprint, settings: settings, state: run.state())
          .write(to: path)
      }
      return .proceed
    }
    let checkpoint = try Checkpoint(path: path)
    #expect(checkpoint.settings.configuration.targets == .features)
    #expect(checkpoint.settings.difference(from: settings) == nil)
    var resumed = Trainer(
      Self.dataset(), configuration: checkpoint.settings.configuration.limited(to: 18), threads: 1)
    let second = try resumed.run(resuming: checkpoint.state)
    #expect(second.parameters == result.parameters && second.cost == result.cost)
  }

  @Test func aRunOnLabelsIsAnotherRun() throws {
    let configuration = Self.configuration(.lbfgs, iterations: 1)
    let names = ["features", "labels"]
    var labels = configuration
    labels.targets = .labels
    let settings = [configuration, labels].map {
      Checkpoint.Settings(configuration: $0, precision: .double)
    }
    for (run, other) in [(0, 1), (1, 0)] {
      let difference = try #require(settings[run].difference(from: settings[other]))
      #expect(difference.name == "targets")
      #expect([difference.own, difference.other] == (run == 0 ? names : names.reversed()))
    }
    #expect(
      Checkpoint.fingerprint(of: Self.dataset(), configuration: configuration)
        != Checkpoint.fingerprint(of: Self.dataset(), configuration: labels))
  }

  /// Values that a sigmoid can't reach, and where they are; any values may have labels.
  @Test(arguments: [(1.5, "1.5"), (-0.25, "-0.25"), (.nan, "nan"), (255, "255.0")])
  func valuesOutOfRangeAreRefused(value: Double, text: String) throws {
    var dataset = Self.dataset()
    dataset.features[1100, 6] = value
    let error = try #require(throws: DatasetError.self) {
      try TargetKind.features.requireValues(in: dataset)
    }
    #expect(error.place == "example 1101, feature 7")
    #expect(error.problem.contains(text))
    #expect(throws: Never.self) { try TargetKind.labels.requireValues(in: dataset) }
  }
}

extension TrainingConfiguration {
  /// The configuration with a number of iterations or epochs, which a checkpoint does not have.
  fileprivate func limited(to iterations: Int) -> TrainingConfiguration {
    var configuration = self
    configuration.stopping.maxIterations = iterations
    configuration.miniBatches.epochs = iterations
    return configuration
  }
}
