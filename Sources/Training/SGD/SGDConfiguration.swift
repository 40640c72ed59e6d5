public import NeuralNetwork

/// The hyperparameters of the algorithms on mini-batches: stochastic gradient descent, Adam, AdamW.
public struct SGDConfiguration: Hashable, Codable, Sendable {
  /// B, the batch size, at least 1; the last batch of an epoch may be smaller.
  ///
  /// 10 by default, and 128 for Adam.
  public var batchSize = 10
  /// The number of epochs, passes over the examples; 30 by default, and 100 for Adam.
  public var epochs = 30
  /// η₀, the initial learning rate, positive.
  ///
  /// 0.3 by default, which suits the cross-entropies; the squared error, whose gradient is smaller,
  /// needs about ten times as much. 0.001 for Adam, whose steps do not depend on the size of the
  /// gradient.
  public var learningRate = 0.3
  /// The learning rate schedule.
  public var schedule = LearningRateSchedule.constant
  /// The update rule: plain, with momentum, or Adam's.
  ///
  /// Setting it keeps the other hyperparameters; ``init(update:)`` has the defaults of a rule.
  public var update = MiniBatchUpdate.plain
  /// The greatest 2-norm of the gradient of a batch's mean loss, positive, to which a longer one is
  /// scaled (Pascanu, Mikolov and Bengio 2013); `nil` for no limit, the default.
  ///
  /// The regularization is added after it.
  public var clipNorm: Double?
  /// Whether the examples are shuffled before each epoch; otherwise they keep the order of the data
  /// set.
  public var shufflesExamples = true

  /// Creates the default hyperparameters of an update rule: 30 epochs of shuffled batches of 10,
  /// learning rate 0.3; for Adam 100 epochs of batches of 128, learning rate 0.001.
  public init(update: MiniBatchUpdate = .plain) {
    self.update = update
    if update.adamCoefficients != nil { (batchSize, epochs, learningRate) = (128, 100, 0.001) }
  }
}
