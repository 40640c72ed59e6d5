import Datasets
import NeuralNetwork
import Optimization
import Training

/// One network, cost and start, and the algorithms that set out from there.
struct Race {
  let name: String
  /// The file names of the plots begin so.
  let identifier: String
  let explanation: String
  let entrants: [(name: String, configuration: TrainingConfiguration)]
  let sets: DatasetCollection<Double>

  func run() throws -> [Curve] {
    try entrants.map { try Curve($0.name, $0.configuration, on: sets) }
  }

  static func all(on sets: DatasetCollection<Double>) -> [Race] {
    [classic(on: sets), classicFromSmallWeights(on: sets), exercise(on: sets)]
  }

  private static let passes = 200

  /// The classic system, and full-batch minimizers in its place.
  private static func classic(on sets: DatasetCollection<Double>) -> Race {
    let configuration = TrainingPreset.mnistSGD.configuration
    return Race(
      name: "The classic system's cost", identifier: "classic",
      explanation: """
        784-30-10 with sigmoid units, squared error, no regularization, weights and biases drawn
        from the standard normal distribution: the preset `mnist-sgd`. From so wide a start most
        units are saturated, and the squared error has a plateau wherever an output that should be 1
        is stuck near 0. The noise of small batches leads past some plateaus; a full-batch minimizer
        goes down into the nearest valley and stays, because it has nothing but the cost to go by.
        It is the start that is wrong here: see the next section.
        """,
      entrants: [
        ("SGD, batch 10, η = 3", miniBatches(configuration, learningRate: 3)),
        ("SGD, batch 10, η = 0.5", miniBatches(configuration, learningRate: 0.5)),
        ("L-BFGS", fullBatch(configuration, .lbfgs)),
        ("Kronecker L-BFGS", fullBatch(configuration, .kroneckerLBFGS)),
      ], sets: sets)
  }

  /// The same network and cost, from where its units are not saturated.
  private static func classicFromSmallWeights(on sets: DatasetCollection<Double>) -> Race {
    var configuration = TrainingPreset.mnistSGD.configuration
    configuration.initializer = .glorotNormal
    return Race(
      name: "The classic system's cost from small weights", identifier: "small-weights",
      explanation: """
        The same network and the same cost. Only the start differs: biases 0, weights normal with
        variance 2 / (inputs + outputs) (Glorot and Bengio 2010), so that every unit begins in its
        slope. Now the minimizers come down, too. That they end a little above SGD is the squared
        error's doing: it keeps plateaus, for a digit whose output is near 0 has next to no
        gradient. Cross-entropy, which the next section has, does not.
        """,
      entrants: [
        ("SGD, batch 10, η = 3", miniBatches(configuration, learningRate: 3)),
        ("SGD, batch 10, η = 0.5", miniBatches(configuration, learningRate: 0.5)),
        ("L-BFGS", fullBatch(configuration, .lbfgs)),
        ("Kronecker L-BFGS", fullBatch(configuration, .kroneckerLBFGS)),
      ], sets: sets)
  }

  /// The exercise's cost on the same digits.
  private static func exercise(on sets: DatasetCollection<Double>) -> Race {
    var configuration = TrainingConfiguration()
    configuration.hiddenUnits = [30]
    var momentum = miniBatches(configuration, learningRate: 0.1)
    momentum.miniBatches.update = .nesterov(0.9)
    momentum.miniBatches.schedule = .inverseTime(decay: 0.2)
    return Race(
      name: "The exercise's cost", identifier: "exercise",
      explanation: """
        784-30-10 with sigmoid units, cross-entropy of every class, λ = 1, weights drawn from
        ±0.12. SGD is the first to be good: in a pass it has moved 400 times, a minimizer once. But
        its noise keeps it from the minimum, and only a smaller learning rate, which has to be found,
        lowers that floor; a minimizer passes it and goes on down, with nothing to be tuned.
        """,
      entrants: [
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
