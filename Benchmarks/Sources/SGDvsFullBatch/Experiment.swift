import Datasets
import NeuralNetwork
import Optimization
import Training

/// A network with its cost and initialization, and the algorithms that train it.
struct Experiment {
  let name: String
  /// The prefix of the plots' file names.
  let identifier: String
  let explanation: String
  let runs: [(name: String, configuration: TrainingConfiguration)]
  let sets: DatasetCollection<Double>

  func run() throws -> [TrainingCurve] {
    try runs.map { try TrainingCurve($0.name, $0.configuration, on: sets) }
  }

  static func all(on sets: DatasetCollection<Double>) -> [Experiment] {
    [classic(on: sets), classicFromSmallWeights(on: sets), exercise(on: sets)]
  }

  private static let passes = 200

  /// The preset `mnist-sgd`, trained by SGD and by full-batch minimizers.
  private static func classic(on sets: DatasetCollection<Double>) -> Experiment {
    let configuration = TrainingPreset.mnistSGD.configuration
    return Experiment(
      name: "The classic system's cost", identifier: "classic",
      explanation: """
        784-30-10 with sigmoid units, squared error, no regularization, weights and biases drawn
        from the standard normal distribution: the preset `mnist-sgd`. Initial weights this large
        saturate most units, and the squared error has a plateau wherever an output that should be
        1 is near 0. The gradient noise of small batches helps SGD past some plateaus; a full-batch
        minimizer converges to a nearby local minimum. The cause is the initialization; see the
        next section.
        """,
      runs: [
        ("SGD, batch 10, η = 3", miniBatches(configuration, learningRate: 3)),
        ("SGD, batch 10, η = 0.5", miniBatches(configuration, learningRate: 0.5)),
        ("L-BFGS", fullBatch(configuration, .lbfgs)),
        ("Kronecker L-BFGS", fullBatch(configuration, .kroneckerLBFGS)),
      ], sets: sets)
  }

  /// The same network and cost with an initialization that does not saturate its units.
  private static func classicFromSmallWeights(on sets: DatasetCollection<Double>) -> Experiment {
    var configuration = TrainingPreset.mnistSGD.configuration
    configuration.initializer = .glorotNormal
    return Experiment(
      name: "The classic system's cost from small weights", identifier: "small-weights",
      explanation: """
        The same network and the same cost. Only the initialization differs: biases 0, weights
        normal with variance 2 / (inputs + outputs) (Glorot and Bengio 2010), so that no unit is
        saturated. Now the minimizers reach a low cost, too. They end slightly above SGD because
        the squared error still has plateaus: a digit whose output is near 0 contributes almost no
        gradient. Cross-entropy, used in the next section, has none.
        """,
      runs: [
        ("SGD, batch 10, η = 3", miniBatches(configuration, learningRate: 3)),
        ("SGD, batch 10, η = 0.5", miniBatches(configuration, learningRate: 0.5)),
        ("L-BFGS", fullBatch(configuration, .lbfgs)),
        ("Kronecker L-BFGS", fullBatch(configuration, .kroneckerLBFGS)),
      ], sets: sets)
  }

  /// The exercise's cost on the same digits.
  private static func exercise(on sets: DatasetCollection<Double>) -> Experiment {
    var configuration = TrainingConfiguration()
    configuration.hiddenUnits = [30]
    var momentum = miniBatches(configuration, learningRate: 0.1)
    momentum.miniBatches.update = .nesterov(0.9)
    momentum.miniBatches.schedule = .inverseTime(decay: 0.2)
    return Experiment(
      name: "The exercise's cost", identifier: "exercise",
      explanation: """
        784-30-10 with sigmoid units, cross-entropy of every class, λ = 1, weights drawn from
        ±0.12. SGD decreases the cost fastest at first, with 400 updates per pass instead of one.
        Later its gradient noise keeps it away from the minimum, and only a smaller learning rate,
        which has to be tuned, lowers the cost further; a full-batch minimizer continues to the
        minimum without tuning.
        """,
      runs: [
        ("SGD, batch 10, η = 0.3", miniBatches(configuration, learningRate: 0.3)),
        ("SGD, batch 10, η = 0.03", miniBatches(configuration, learningRate: 0.03)),
        ("SGD, Nesterov 0.9, η = 0.1 / (1 + 0.2 k)", momentum),
        ("L-BFGS", fullBatch(configuration, .lbfgs)),
        ("Kronecker L-BFGS", fullBatch(configuration, .kroneckerLBFGS)),
      ], sets: sets)
  }

  static func miniBatches(_ configuration: TrainingConfiguration, learningRate: Double)
    -> TrainingConfiguration
  {
    var configuration = configuration
    configuration.minimizer = .stochasticGradientDescent
    configuration.miniBatches.learningRate = learningRate
    configuration.miniBatches.epochs = passes
    return configuration
  }

  static func fullBatch(_ configuration: TrainingConfiguration, _ minimizer: MinimizerKind)
    -> TrainingConfiguration
  {
    var configuration = configuration
    configuration.minimizer = minimizer
    configuration.stopping = StoppingCriteria(gradientTolerance: 1e-6, maxEvaluations: passes)
    return configuration
  }
}
