/// What one epoch of mini-batch descent gave.
public struct EpochRecord: Hashable, Codable, Sendable {
  /// The epoch, counted from 1.
  public var epoch: Int
  /// The learning rate it ran with.
  public var learningRate: Double
  /// The mean loss of the examples, each taken just before the update that its batch made, without
  /// the regularization: what is known for free.
  public var meanLoss: Double
  /// How many examples were classified correctly just before the update that their batch made.
  public var correctBeforeUpdate: Int
  /// The number of examples of the epoch.
  public var exampleCount: Int
  /// J(θ) after the epoch over all examples, where it was asked for.
  public var exactCost: Double?
  /// How many examples of the held-out set, where there is one, are classified correctly after the
  /// epoch.
  public var heldOutCorrect: Int?
  /// The number of examples of the held-out set, where there is one.
  public var heldOutCount: Int?
  /// How long the epochs so far took, without what was measured between them.
  public var seconds: Double
}
