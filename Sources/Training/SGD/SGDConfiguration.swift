public import NeuralNetwork

/// How the epochs of stochastic gradient descent run: the numbers that an experimenter chooses.
public struct SGDConfiguration: Hashable, Codable, Sendable {
  /// B, the number of examples of a mini-batch; the last one of an epoch may be smaller.
  public var batchSize = 10
  /// How often the run goes through the examples.
  public var epochs = 30
  /// η₀, the learning rate of the first epoch.
  ///
  /// 0.3 suits the cross-entropies; the squared error, whose gradient is smaller, bears ten times
  /// as much.
  public var learningRate = 0.3
  /// How the learning rate changes.
  public var schedule = LearningRateSchedule.constant
  /// What moves the parameters.
  public var update = MiniBatchUpdate.plain
  /// Whether the examples are shuffled before each epoch; otherwise they come as the data set has
  /// them.
  public var shufflesExamples = true

  /// 30 epochs of shuffled batches of 10, no momentum.
  public init() {}
}
