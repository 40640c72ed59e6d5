/// The mean errors of a network's outputs ŷ, sigmoids, where the targets y are numbers.
public struct TargetErrors: Hashable, Sendable {
  /// The mean over the examples of Σ_k (ŷ_k − y_k)²: the number that the literature on autoencoders
  /// gives.
  public let squaredError: Double
  /// The mean over the examples of Σ_k [log(1 + e^z_k) − y_k z_k].
  ///
  /// Its minimum is the targets' entropy, which is 0 only if all targets are 0 or 1.
  public let crossEntropy: Double
  /// K, the number of outputs.
  public let outputCount: Int

  /// ``squaredError`` per output: the mean over examples and outputs of (ŷ − y)².
  public var squaredErrorPerOutput: Double { squaredError / Double(outputCount) }
}
