public import NeuralNetwork
public import Optimization

/// The hyperparameters of a training run: the same configuration and data give the same model, bit for
/// bit, on any number of threads.
public struct TrainingConfiguration: Hashable, Sendable {
  /// The number of units of each hidden layer; empty for a network without hidden layers.
  ///
  /// 25 by default, as in the exercise.
  public var hiddenUnits = [25]
  /// The activation function of the hidden units.
  public var activation = Activation.sigmoid
  /// What the outputs are trained to be: the classes, or the features of the example.
  public var targets = TargetKind.labels
  /// Whether a classifier has a single output unit, the probability of the second of two classes,
  /// instead of one per class.
  ///
  /// Requires a data set of two classes, and a loss other than softmax.
  public var hasBinaryOutput = false
  /// The activation function of the output units, and the loss.
  ///
  /// Softmax requires labels as targets.
  public var loss = OutputLoss.sigmoidCrossEntropy
  /// λ, the L2 regularization strength; finite and not negative.
  ///
  /// 1 by default, as in the exercise.
  public var regularization = 1.0
  /// The initialization of the parameters.
  public var initializer = WeightInitializer.uniform(halfWidth: 0.12)
  /// The initialization of the biases of the output units.
  public var outputBiases = OutputBiasInitializer.classFrequencies
  /// The seed of all random numbers.
  public var seed: UInt64 = 1
  /// The algorithm.
  ///
  /// An algorithm on mini-batches that ``miniBatches`` have no update rule of sets them to its
  /// defaults.
  public var minimizer = MinimizerKind.kroneckerLBFGS {
    didSet {
      guard let update = minimizer.miniBatchUpdate, miniBatches.update.minimizer != minimizer
      else { return }
      miniBatches = SGDConfiguration(update: update)
    }
  }
  /// The fractions of the examples that a full-batch run begins with, increasing and less than 1.
  ///
  /// The run continues with the next when the minimizer meets a criterion or gets no further, or when
  /// unseen examples no longer improve, and ends with all examples. Empty for all examples from the
  /// start. `nil`, the default, also means all examples, but for `kroneckerLBFGS`: that begins with
  /// mini-batches (`NaturalGradientDescent`) where there are enough examples.
  public var sampleFractions: [Double]?
  /// The hyperparameters of the algorithms on mini-batches; the other minimizers ignore them.
  ///
  /// If ``minimizer`` works on mini-batches, it becomes the one of their update rule.
  public var miniBatches = SGDConfiguration() {
    didSet {
      if minimizer.usesMiniBatches { minimizer = miniBatches.update.minimizer }
    }
  }
  /// The stopping criteria; the algorithms on mini-batches use the target and the time limit only.
  ///
  /// Limits count from the beginning of the run. A relative gradient tolerance refers to the gradient
  /// at which the run on a sample, or on all examples, begins.
  public var stopping = StoppingCriteria(gradientTolerance: 1e-5, maxIterations: 400)

  /// The point of the run whose network is kept; by default the one at which it ends.
  ///
  /// Any other needs validation examples.
  public var keep = KeptPoint.final

  /// Creates the configuration of the exercise: 25 sigmoid units, λ = 1, weights uniform in ±0.12,
  /// seed 1, L-BFGS with Kronecker factors, at most 400 iterations.
  public init() {}

  /// The network for a data set's sizes.
  public func topology(featureCount: Int, classCount: Int) -> NetworkTopology {
    let outputCount =
      switch targets {
      case .labels: hasBinaryOutput ? 1 : classCount
      case .features: featureCount
      }
    return NetworkTopology(
      [featureCount] + hiddenUnits + [outputCount], hidden: activation, output: loss,
      classCount: targets == .labels ? classCount : nil)
  }
}
