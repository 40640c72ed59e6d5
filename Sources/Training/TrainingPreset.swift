internal import NeuralNetwork

/// The three classic systems, by the names of the command line.
public enum TrainingPreset: String, CaseIterable, Sendable {
  /// The exercise: n-25-K, sigmoid cross-entropy, λ = 1, weights uniform in ±0.12, the full batch.
  case ex4
  /// Handwritten digits by mini-batches: n-30-K, squared error, standard normal start, 30 epochs of
  /// batches of 10, learning rate 3.
  ///
  /// Source: Nielsen, "Neural Networks and Deep Learning" (2015), chapter 1.
  case mnistSGD = "mnist-sgd"
  /// Digits drawn in text, one example after the other: n-16-16-K, squared error, standard normal
  /// start, learning rate 0.01.
  case textDigits = "text-digits"

  /// The system's plan; its features and classes are the data set's.
  public var plan: TrainingPlan {
    switch self {
    case .ex4:
      return TrainingPlan()
    case .mnistSGD:
      return classicPlan(hiddenUnits: [30], batchSize: 10, learningRate: 3, epochs: 30)
    case .textDigits:
      return classicPlan(hiddenUnits: [16, 16], batchSize: 1, learningRate: 0.01, epochs: 140)
    }
  }

  /// What both systems with mini-batches have in common.
  private func classicPlan(
    hiddenUnits: [Int], batchSize: Int, learningRate: Double, epochs: Int
  ) -> TrainingPlan {
    var plan = TrainingPlan()
    plan.hiddenUnits = hiddenUnits
    plan.loss = .squaredError
    plan.regularization = 0
    plan.initializer = .standardNormal
    plan.outputBiases = .drawn
    plan.minimizer = .stochasticGradientDescent
    plan.miniBatches.batchSize = batchSize
    plan.miniBatches.learningRate = learningRate
    plan.miniBatches.epochs = epochs
    return plan
  }
}
