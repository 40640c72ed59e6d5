import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import TestSupport
import Testing
import Training

/// Whole training runs on the exercise's digits, λ = 1, weights from uniform ±0.12.
@Suite struct ExerciseTrainingTests {
  static let digits: Dataset<Double> = {
    return try! DatasetFile.read(path: TestFiles.digits).training
  }()

  static func configuration(_ minimizer: MinimizerKind, _ biases: OutputBiasInitializer)
    -> TrainingConfiguration
  {
    var configuration = TrainingConfiguration()
    configuration.minimizer = minimizer
    configuration.outputBiases = biases
    return configuration
  }

  /// Passes over the examples: a refresh of the Kronecker factors counts as an evaluation, and so
  /// does a Hessian product; a cost is reached when all examples have it.
  static func evaluations(_ configuration: TrainingConfiguration, toCosts targets: [Double]) throws
    -> [Double]
  {
    var reached = [Double](repeating: .infinity, count: targets.count)
    var configuration = configuration
    configuration.stopping.targetValue = targets.min()
    var trainer = Trainer(digits, configuration: configuration, threads: 2)
    var all = trainer.objective.overAllExamples()
    let result = try trainer.run { record, run in
      // On a part of the examples, a record has their cost.
      let cost =
        record.sampleFraction == 1 ? record.cost! : all.value(at: run.parameters.span)
      for (index, target) in targets.enumerated() where cost <= target {
        reached[index] = min(reached[index], record.evaluations.passes)
      }
      return .proceed
    }
    // The parameters at which the last phase begins have no record.
    return zip(reached, targets).map { passes, target in
      result.cost <= target ? min(passes, result.evaluations.passes) : passes
    }
  }

  /// Medians over seeds 1 to 5 to J ≤ 0.34 and 0.325; SciPy 1.17's L-BFGS-B with 20 pairs needs 98
  /// and 143, and its TNC from the class frequencies 231 and 325.
  @Test(arguments: [
    (MinimizerKind.lbfgs, OutputBiasInitializer.random, [90, 140]),
    (.kroneckerLBFGS, .classFrequencies, [45, 60]),
    (.truncatedNewton, .classFrequencies, [75, 95]),
  ])
  func evaluationsToKnownCosts(
    minimizer: MinimizerKind, biases: OutputBiasInitializer, limits: [Double]
  ) throws {
    var configuration = Self.configuration(minimizer, biases)
    configuration.sampleFractions = []
    try Self.expectMedians(of: configuration, toCosts: [0.34, 0.325], atMost: limits)
  }

  /// With samples that grow, medians over eleven seeds; SciPy's L-BFGS-B needs 98, 143 and 353.
  @Test func evaluationsToKnownCostsOnGrowingSamples() throws {
    try Self.expectMedians(
      of: TrainingConfiguration(), seeds: 11, toCosts: [0.34, 0.325, 0.31], atMost: [35, 45, 95])
  }

  static func expectMedians(
    of configuration: TrainingConfiguration, seeds: UInt64 = 5, toCosts targets: [Double],
    atMost limits: [Double]
  ) throws {
    let counts = try (1...seeds).map { seed in
      var configuration = configuration
      configuration.seed = seed
      return try evaluations(configuration, toCosts: targets)
    }
    for (place, limit) in limits.enumerated() {
      let median = counts.map { $0[place] }.sorted()[counts.count / 2]
      #expect(median <= limit)
    }
  }

  /// A network that can fit its sample exactly goes on to all examples, and fits them.
  @Test(arguments: [Activation.sigmoid, .relu])
  func aFittedSampleIsLeft(_ activation: Activation) throws {
    var configuration = TrainingConfiguration()
    configuration.hiddenUnits = [60]
    configuration.activation = activation
    configuration.loss = .softmaxCrossEntropy
    configuration.regularization = 0
    configuration.stopping = StoppingCriteria(gradientTolerance: 0, maxIterations: 200)
    configuration.stopping.targetValue = 1e-6
    var trainer = Trainer(Self.digits, configuration: configuration, threads: 2)
    var fractions: [Double] = []
    let result = try trainer.run { record, _ in
      fractions.append(record.sampleFraction)
      return .proceed
    }
    #expect(result.stopReason == .targetValue && result.cost <= 1e-6)
    #expect(fractions.first! < 0.25 && fractions.last == 1)
  }

  /// A perfect fit ends at the limit of precision: the cost is a small difference of larger numbers, and
  /// its gradient is not wrong.
  @Test(arguments: [MinimizerKind.kroneckerLBFGS, .lbfgs, .conjugateGradient, .truncatedNewton])
  func aPerfectFitEndsAtTheLimitOfPrecision(_ minimizer: MinimizerKind) throws {
    var configuration = TrainingConfiguration()
    configuration.minimizer = minimizer
    configuration.hiddenUnits = [60]
    configuration.activation = .relu
    configuration.loss = .softmaxCrossEntropy
    configuration.regularization = 0
    configuration.stopping = StoppingCriteria(gradientTolerance: 0, maxIterations: 2000)
    let examples = Self.digits.selecting(stride(from: 0, to: 5000, by: 10).map { $0 })
    var trainer = Trainer(examples, configuration: configuration, threads: 2)
    let result = try trainer.run()
    #expect(result.stopReason == .precisionLimit || result.stopReason == .gradientTolerance)
    #expect(result.cost < 1e-13)
  }

  @Test(arguments: [MinimizerKind.lbfgs, .kroneckerLBFGS])
  func fromSeed1TheCostIsBelow0p32AndTheAccuracyAbove99Percent(minimizer: MinimizerKind) throws {
    var trainer = Trainer(
      Self.digits, configuration: Self.configuration(minimizer, .random), threads: 2)
    let result = try trainer.run()
    #expect(result.iterations <= 400)
    #expect(result.cost < 0.32)
    let predicted = Predictor<Double>(
      topology: trainer.topology, parameters: result.parameters
    ).classIndices(for: Self.digits.features)
    let correct = zip(predicted, Self.digits.classIndices).count { $0 == $1 }
    #expect(correct > 4950)
  }

  /// Every full-batch minimizer: parameters to the last bit.
  @Test(arguments: [
    MinimizerKind.kroneckerLBFGS, .lbfgs, .conjugateGradient, .fmincg, .truncatedNewton,
  ])
  func anyNumberOfThreadsGivesTheSameParameters(minimizer: MinimizerKind) throws {
    var configuration = Self.configuration(minimizer, .classFrequencies)
    // Enough for the samples to have grown to all examples.
    configuration.stopping.maxIterations = minimizer == .kroneckerLBFGS ? 50 : 5
    let digests = try [1, 2, 3, 8].map { threads in
      var trainer = Trainer(Self.digits, configuration: configuration, threads: threads)
      let result = try trainer.run()
      return trainer.model(with: result).parametersSHA256
    }
    #expect(Set(digests).count == 1)
  }
}
