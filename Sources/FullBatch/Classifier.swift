public import Datasets
public import LinearAlgebra
internal import Machine
public import NeuralNetwork
public import Optimization
public import Training

/// A neural-network classifier: the hyperparameters, with `fit` to train a model.
///
///     let digits = try Dataset(contentsOf: "digits.mat")
///     let model = try Classifier(hidden: [25]).fit(digits)
///     print(try model.score(digits))
///     try model.save(to: "model.mat")
///
/// A fully connected network is trained on all examples together: a minimizer lowers the
/// regularized cost
///
///     J(θ) = 1/m Σ loss + λ/(2m) Σ w²
///
/// from random weights. The same hyperparameters and data give the same model, bit for bit, on any
/// number of threads of the same kind of processor. The defaults are those of the exercise "ex4"
/// and of `fullbatch train`.
///
/// Features should be of a similar scale, such as pixels in 0…1; the classifier does not scale them.
///
/// A run begins with natural-gradient steps on mini-batches and ends on all examples.
///
/// `TrainingConfiguration` and `Trainer` have more options: those of mini-batches, checkpoints,
/// samples.
public struct Classifier: Hashable, Sendable {
  /// The number of units of each hidden layer, each at least 1; empty for logistic regression.
  ///
  /// By default one layer of 25 units, as in ex4: enough for ten classes of 20 × 20 pixels.
  public var hidden: [Int]
  /// The activation function of the hidden units.
  ///
  /// By default the sigmoid. It and `tanh` are smooth, which helps full-batch minimizers.
  public var activation: Activation
  /// The loss, which also determines the activation of the outputs.
  ///
  /// By default the binary cross-entropy of each class, as in ex4. With `softmaxCrossEntropy` the
  /// probabilities of an example sum to 1.
  public var loss: OutputLoss
  /// Whether there is a single output unit, the probability of the second of two classes, instead of
  /// one per class.
  ///
  /// By default there is one per class. Without hidden layers, a single output is logistic regression
  /// as ex2 has it. Requires a data set of two classes, and a loss other than softmax.
  public var hasBinaryOutput: Bool
  /// λ, the L2 regularization strength, a finite number of at least 0; biases are not regularized.
  ///
  /// By default 1, as in ex4. Choose it by the score on held-out examples. It is divided by the
  /// number of examples, as scikit-learn's `alpha` is.
  public var regularization: Double
  /// The initialization of the weights and biases.
  ///
  /// By default uniform in ±0.12, as in ex4. Deep networks and ReLU units need a scale that suits
  /// the layer, such as `heNormal`.
  public var initializer: WeightInitializer
  /// The random seed of the initial weights; by default 1.
  public var seed: UInt64
  /// The optimization algorithm.
  ///
  /// By default L-BFGS preconditioned by Kronecker factors of the curvature, which takes the fewest
  /// passes over the data. Plain `lbfgs` takes less memory when layers have thousands of units.
  public var minimizer: MinimizerKind
  /// The maximum number of iterations, at least 0; by default 400, which ex4 does not need.
  ///
  /// Mini-batch gradient descent runs 30 epochs, or as many as this if it is less.
  public var maxIterations: Int
  /// Training has converged when no component of the gradient is larger than this, a number of at
  /// least 0.
  ///
  /// By default 1e−5; further training changes no prediction.
  public var gradientTolerance: Double
  /// Training ends after this time, with the best parameters so far; by default there is no limit.
  public var timeLimit: Duration?
  /// The number of threads, at least 1; by default one per processor.
  ///
  /// The model does not depend on it.
  public var threads: Int

  /// Creates a classifier with the given hyperparameters, and defaults for the others.
  ///
  /// The properties have the ranges and the reasons for the defaults. Training throws an error for
  /// values out of range.
  ///
  /// - Parameters:
  ///   - hidden: the number of units of each hidden layer.
  ///   - activation: the activation function of the hidden units.
  ///   - loss: the loss, which also determines the activation of the outputs.
  ///   - hasBinaryOutput: whether two classes share one output unit.
  ///   - regularization: λ, the L2 regularization strength.
  ///   - initializer: the initialization of the weights and biases.
  ///   - seed: the random seed of the initial weights.
  ///   - minimizer: the optimization algorithm.
  ///   - maxIterations: the maximum number of iterations.
  ///   - gradientTolerance: the largest component of the gradient at convergence.
  ///   - timeLimit: the maximum duration; `nil` for no limit.
  ///   - threads: the number of threads; `nil` for one per processor.
  public init(
    hidden: [Int] = [25], activation: Activation = .sigmoid,
    loss: OutputLoss = .sigmoidCrossEntropy, hasBinaryOutput: Bool = false,
    regularization: Double = 1,
    initializer: WeightInitializer = .uniform(halfWidth: 0.12), seed: UInt64 = 1,
    minimizer: MinimizerKind = .kroneckerLBFGS, maxIterations: Int = 400,
    gradientTolerance: Double = 1e-5, timeLimit: Duration? = nil, threads: Int? = nil
  ) {
    self.hidden = hidden
    self.activation = activation
    self.loss = loss
    self.hasBinaryOutput = hasBinaryOutput
    self.regularization = regularization
    self.initializer = initializer
    self.seed = seed
    self.minimizer = minimizer
    self.maxIterations = maxIterations
    self.gradientTolerance = gradientTolerance
    self.timeLimit = timeLimit
    self.threads = threads ?? Parallel.processorCount
  }

  /// The same hyperparameters in the form that `Trainer` takes.
  ///
  /// - Precondition: every hyperparameter is in its range.
  public var configuration: TrainingConfiguration {
    var configuration = TrainingConfiguration()
    configuration.hiddenUnits = hidden
    configuration.activation = activation
    configuration.loss = loss
    configuration.hasBinaryOutput = hasBinaryOutput
    configuration.regularization = regularization
    configuration.initializer = initializer
    configuration.seed = seed
    configuration.minimizer = minimizer
    configuration.miniBatches.epochs = min(maxIterations, configuration.miniBatches.epochs)
    configuration.stopping = StoppingCriteria(
      gradientTolerance: gradientTolerance, maxIterations: maxIterations, timeLimit: timeLimit)
    return configuration
  }
}

extension Classifier {
  /// Trains a model on a data set.
  ///
  ///     let model = try Classifier(regularization: 3).fit(digits) { record in
  ///       print(record)
  ///       return .proceed
  ///     }
  ///
  /// - Parameters:
  ///   - dataset: the examples, in `Double` or `Float`; in `Float` it is faster.
  ///   - observe: called with the starting point and after each iteration; it may end the training.
  /// - Returns: the model; its `provenance` has the cost and the reason why the training ended.
  /// - Throws: ``ClassifierError``: `hyperparameter` for a value out of range, `data` for a data set
  ///   without examples, or of other than two classes for a single output, `training` if the
  ///   minimizer would exceed its memory limit, `failed` if the training ended with a numerical
  ///   failure, for example because features are not finite.
  /// - Complexity: one evaluation of the cost takes about 6 · m · P flops, with P parameters; ex4
  ///   takes about 300 of them.
  public func fit<Scalar: BLASScalar>(
    _ dataset: Dataset<Scalar>,
    observing observe: (TrainingRecord) -> ObserverDecision = { _ in .proceed }
  ) throws(ClassifierError) -> Model {
    let (model, result) = try train(on: dataset, observing: observe)
    guard !result.stopReason.isNumericalFailure else { throw .failed(result.stopReason) }
    return model
  }

  /// Trains a model on a data set, and returns it with the result of the run.
  ///
  /// A numerical failure is not thrown here, but is the stop reason of the result.
  ///
  /// - Parameters:
  ///   - dataset: the examples.
  ///   - observe: called with the starting point and after each iteration; it may end the training.
  /// - Returns: the model, and the cost, the iterations, the evaluations, the time and the reason
  ///   why the training ended.
  /// - Throws: ``ClassifierError``: `hyperparameter`, `data` or `training`, as for
  ///   ``fit(_:observing:)``.
  public func train<Scalar: BLASScalar>(
    on dataset: Dataset<Scalar>,
    observing observe: (TrainingRecord) -> ObserverDecision = { _ in .proceed }
  ) throws(ClassifierError) -> (model: Model, result: TrainingResult) {
    try requireRanges()
    guard dataset.exampleCount > 0, dataset.featureCount > 0 else {
      throw .data(
        DatasetError(
          .missing, "the data set has no examples, or they have no features",
          remedy: "train on at least one example of one feature"))
    }
    do {
      try configuration.requireClasses(in: dataset)
    } catch {
      throw .data(error)
    }
    var trainer = Trainer(dataset, configuration: configuration, threads: threads)
    do {
      let result = try trainer.run { record, _ in observe(record) }
      return (trainer.model(with: result), result)
    } catch {
      throw .training(error)
    }
  }

  /// Throws an error for the first hyperparameter that is out of its range.
  private func requireRanges() throws(ClassifierError) {
    func require(_ isInRange: Bool, _ name: String, _ range: String) throws(ClassifierError) {
      guard isInRange else { throw .hyperparameter(name: name, range: range) }
    }
    try require(hidden.allSatisfy { $0 >= 1 }, "hidden", "an array of numbers of units, each ≥ 1")
    try require(
      regularization.isFinite && regularization >= 0, "regularization", "a finite number ≥ 0")
    try require(
      !hasBinaryOutput || loss.acceptsNumbers, "hasBinaryOutput", "false with a softmax loss")
    try require(maxIterations >= 0, "maxIterations", "a number ≥ 0")
    try require(gradientTolerance >= 0, "gradientTolerance", "a number ≥ 0")
    try require(threads >= 1, "threads", "a number ≥ 1")
  }
}
