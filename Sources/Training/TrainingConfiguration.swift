public import NeuralNetwork
public import Optimization

/// Everything that decides a training run besides the data: the same configuration and data give the same
/// model, bit for bit, on any number of threads.
public struct TrainingConfiguration: Hashable, Sendable {
  /// Units of each hidden layer; empty for none.
  public var hiddenUnits = [25]
  /// What the hidden units compute.
  public var activation = Activation.sigmoid
  /// What the output units compute, and the loss.
  public var loss = OutputLoss.sigmoidCrossEntropy
  /// λ, the weight of the regularization.
  public var regularization = 1.0
  /// Where the parameters start.
  public var initializer = WeightInitializer.uniform(halfWidth: 0.12)
  /// Where the biases of the output units start.
  public var outputBiases = OutputBiasInitializer.classFrequencies
  /// Where the random numbers start.
  public var seed: UInt64 = 1
  /// The algorithm.
  public var minimizer = MinimizerKind.kroneckerLBFGS
  /// The shares of the examples that a full-batch run begins with, rising and less than 1.
  ///
  /// It goes on with the next when the gradient is as small as its sampling error, and ends with
  /// all examples. `nil` stands for the minimizer's own.
  public var sampleFractions: [Double]?
  /// How mini-batches run, when they are what the parameters are moved by.
  public var miniBatches = SGDConfiguration()
  /// When the run ends; a run by mini-batches looks at the target and the time only.
  public var stopping = StoppingCriteria(gradientTolerance: 1e-5, maxIterations: 400)

  /// The exercise's own network and cost (25 sigmoid units, λ = 1, weights in ±0.12), seed 1, the
  /// algorithm that needs the fewest evaluations, at most 400 iterations.
  public init() {}

  /// The shares of the examples that a run begins with: the configuration's or the minimizer's own.
  var initialSampleFractions: [Double] { sampleFractions ?? minimizer.sampleFractions }

  /// The network for a data set's sizes.
  public func topology(featureCount: Int, classCount: Int) -> NetworkTopology {
    NetworkTopology(
      [featureCount] + hiddenUnits + [classCount], hidden: activation, output: loss)
  }
}
