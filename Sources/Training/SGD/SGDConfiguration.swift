public import NeuralNetwork

/// The hyperparameters of mini-batch stochastic gradient descent.
public struct SGDConfiguration: Hashable, Codable, Sendable {
  /// B, the batch size, at least 1; the last batch of an epoch may be smaller.
  ///
  /// 10 by default.
  public var batchSize = 10
  /// The number of epochs, passes over the examples; 30 by default.
  public var epochs = 30
  /// η₀, the initial learning rate, positive.
  ///
  /// 0.3 by default, which suits the cross-entropies; the squared error, whose gradient is smaller,
  /// needs about ten times as much.
  public var learningRate = 0.3
  /// The learning rate schedule.
  public var schedule = LearningRateSchedule.constant
  /// The update rule: plain, or with momentum.
  public var update = MiniBatchUpdate.plain
  /// Whether the examples are shuffled before each epoch; otherwise they keep the order of the data
  /// set.
  public var shufflesExamples = true

  /// Creates the default hyperparameters: 30 epochs of shuffled batches of 10, no momentum.
  public init() {}
}
