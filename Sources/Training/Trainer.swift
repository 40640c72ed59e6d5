public import Datasets
public import LinearAlgebra
public import NeuralNetwork
public import Optimization
internal import Random

/// Trains a network on a data set by a configuration.
///
///     var trainer = Trainer(dataset, configuration: TrainingConfiguration(), threads: 2)
///     let result = try trainer.run { record, _ in print(record.value); return .proceed }
///     let model = trainer.model(with: result)
///
/// The trainer holds the examples in the layout of its kernels alone. A caller who hands his data
/// set over (`Trainer(consume dataset, …)`) has them in memory once.
public struct Trainer<Scalar: BLASScalar>: ~Copyable {
  /// What the run follows.
  public let configuration: TrainingConfiguration
  /// The network's shape.
  public let topology: NetworkTopology
  /// θ₀.
  public let start: [Double]
  /// What the network is trained on.
  public let metadata: DatasetMetadata
  /// The cost that is driven down.
  public var objective: NetworkObjective<Scalar>

  /// Lays the data out and draws the start.
  ///
  /// - Parameters:
  ///   - dataset: the examples; they are let go of as soon as they are laid out.
  ///   - threads: how many threads evaluate the cost; any number gives the same result.
  public init(
    _ dataset: consuming Dataset<Scalar>, configuration: TrainingConfiguration, threads: Int
  ) {
    self.configuration = configuration
    metadata = dataset.metadata
    topology = configuration.topology(for: dataset)
    var generator = Xoshiro256StarStar(seed: configuration.seed)
    start = configuration.start(of: topology, for: dataset, using: &generator)
    objective = configuration.objective(
      of: topology, for: dataset, sampleFractions: configuration.initialSampleFractions,
      threads: threads)
  }

  /// Throws when the configuration's minimizer would take more memory for this network than it may.
  ///
  /// Levenberg–Marquardt is bounded by its matrix of P × P numbers, the minimizers that use
  /// Kronecker factors by the factors of all layers.
  public func requireMemory() throws(NetworkError) {
    switch configuration.minimizer {
    case .levenbergMarquardt: try objective.requireGaussNewtonMemory()
    case .kroneckerLBFGS, .truncatedNewton: try objective.requireKroneckerMemory()
    case .lbfgs, .conjugateGradient, .fmincg, .stochasticGradientDescent: break
    }
  }

  /// Predicts how many seconds an iteration of Levenberg–Marquardt takes over all examples.
  ///
  /// `nil` for the other minimizers, whose iterations take a few evaluations.
  ///
  /// See `NetworkObjective.predictedLevenbergMarquardtSeconds()`.
  ///
  /// - Complexity: a measurement of about 10 ms.
  public func predictedSecondsPerIteration() -> Double? {
    configuration.minimizer == .levenbergMarquardt
      ? objective.predictedLevenbergMarquardtSeconds() : nil
  }

  /// Drives the cost down from ``start`` until the configuration's criteria end the run.
  ///
  /// - Throws: ``TrainingError`` for a configuration with mini-batches, and when the minimizer would take
  ///   more memory than it may (see ``requireMemory()``).
  public mutating func run(
    interruptedBy token: StopToken = StopToken(),
    observing observe: IterationObserver = { _, _ in .proceed }
  ) throws(TrainingError) -> MinimizationResult {
    try run(resuming: nil, interruptedBy: token, observing: observe)
  }

  /// Goes on where the run of a checkpoint was.
  ///
  /// - Parameter token: stops the run, as `StopReason.observer`, within a second of being raised.
  /// - Throws: ``TrainingError`` when the state is of another minimizer or network, and for what
  ///   ``run(interruptedBy:observing:)`` throws for.
  public mutating func run(
    resuming state: MinimizationState?, interruptedBy token: StopToken = StopToken(),
    observing observe: IterationObserver = { _, _ in .proceed }
  ) throws(TrainingError) -> MinimizationResult {
    do {
      try requireMemory()
    } catch {
      throw .memory(error)
    }
    objective.returnToFirstSample()
    // The minimizer's own preparations are long work, too; a run that follows them ends at once.
    objective.watch(token)
    defer { objective.watch(nil) }
    let count = start.count
    switch configuration.minimizer {
    case .kroneckerLBFGS:
      // With H₀ so close, more pairs than these save no evaluation.
      var minimizer = LBFGS(
        parameterCount: count, configuration: .init(memory: 20),
        initialInverseHessian: objective.kroneckerFactors())
      return try run(&minimizer, state, token, observe)
    case .lbfgs:
      var minimizer = LBFGS(parameterCount: count)
      return try run(&minimizer, state, token, observe)
    case .conjugateGradient:
      var minimizer = NonlinearConjugateGradient(parameterCount: count)
      return try run(&minimizer, state, token, observe)
    case .fmincg:
      var minimizer = Fmincg(parameterCount: count)
      return try run(&minimizer, state, token, observe)
    case .truncatedNewton:
      var minimizer = TruncatedNewton(
        parameterCount: count, configuration: .init(maxInnerIterations: 2),
        preconditioner: objective.kroneckerFactors())
      return try run(&minimizer, state, token, observe)
    case .levenbergMarquardt:
      let model: GaussNewtonSystem<Scalar>
      do {
        model = try objective.gaussNewtonSystem()
      } catch {
        throw .memory(error)
      }
      var minimizer = LevenbergMarquardt(model: model, threads: objective.threads)
      return try run(&minimizer, state, token, observe)
    case .stochasticGradientDescent:
      throw .miniBatchPlan
    }
  }

  private mutating func run<Algorithm: Minimizer & ~Copyable>(
    _ minimizer: inout Algorithm, _ state: MinimizationState?, _ token: StopToken,
    _ observe: IterationObserver
  ) throws(TrainingError) -> MinimizationResult {
    guard let state else {
      return minimize(
        &objective, from: start, using: &minimizer, stoppingWhen: configuration.stopping,
        interruptedBy: token, observing: observe)
    }
    do {
      return try minimize(
        &objective, resuming: state, using: &minimizer, stoppingWhen: configuration.stopping,
        interruptedBy: token, observing: observe)
    } catch {
      throw .state(error)
    }
  }
}

extension Trainer {
  /// The trained network with what is needed to use it, and how it was made.
  public func model(with result: MinimizationResult) -> Model {
    configuration.model(
      of: topology, parameters: result.parameters, trainedOn: metadata, in: Scalar.self,
      outcome: [
        .init("cost", .number(result.value)),
        .init("iterations", .number(Double(result.iterations))),
        .init("stopReason", .text(result.stopReason.rawValue)),
      ])
  }
}
