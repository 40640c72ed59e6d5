internal import NeuralNetwork

/// The hyperparameters of three classic systems, with their names on the command line.
public enum TrainingPreset: String, CaseIterable, Sendable {
  /// The exercise: n-25-K, sigmoid cross-entropy, λ = 1, weights uniform in ±0.12, the full batch.
  case ex4
  /// Handwritten digits by mini-batches: n-30-K, squared error, standard normal initialization, 30
  /// epochs of batches of 10, learning rate 3.
  ///
  /// Source: Nielsen, "Neural Networks and Deep Learning" (2015), chapter 1.
  case mnistSGD = "mnist-sgd"
  /// Digits as text, with batches of one example: n-16-16-K, squared error, standard normal
  /// initialization, learning rate 0.01.
  case textDigits = "text-digits"

  /// The hyperparameters of the system.
  public var configuration: TrainingConfiguration {
    switch self {
    case .ex4:
      return TrainingConfiguration()
    case .mnistSGD:
      return classicPlan(hiddenUnits: [30], batchSize: 10, learningRate: 3, epochs: 30)
    case .textDigits:
      return classicPlan(hiddenUnits: [16, 16], batchSize: 1, learningRate: 0.01, epochs: 140)
    }
  }

  /// The common hyperparameters of the two mini-batch systems.
  private func classicPlan(
    hiddenUnits: [Int], batchSize: Int, learningRate: Double, epochs: Int
  ) -> TrainingConfiguration {
    var configuration = TrainingConfiguration()
    configuration.hiddenUnits = hiddenUnits
    configuration.loss = .squaredError
    configuration.regularization = 0
    configuration.initializer = .standardNormal
    configuration.outputBiases = .random
    configuration.minimizer = .stochasticGradientDescent
    configuration.miniBatches.batchSize = batchSize
    configuration.miniBatches.learningRate = learningRate
    configuration.miniBatches.epochs = epochs
    return configuration
  }
}
