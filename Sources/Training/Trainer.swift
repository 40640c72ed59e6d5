public import Datasets
public import LinearAlgebra
public import NeuralNetwork
public import Optimization
internal import Random

/// Trains a network on a data set by a configuration, with a full-batch minimizer, possibly on samples
/// of the examples first, or by mini-batch gradient descent.
///
///     var trainer = Trainer(dataset, configuration: TrainingConfiguration(), threads: 2)
///     let result = try trainer.run { record, _ in print(record.cost ?? 0); return .proceed }
///     let model = trainer.model(with: result)
///
/// The same configuration and data give the same model, bit for bit, on any number of threads.
///
/// The trainer stores the examples in the layout of its kernels only. A caller that passes its data
/// set on (`Trainer(consume dataset, …)`) has them in memory once; mini-batches need a second copy.
public struct Trainer<Scalar: BLASScalar>: ~Copyable {
  /// The hyperparameters.
  public let configuration: TrainingConfiguration
  /// The network's shape.
  public let topology: NetworkTopology
  /// θ₀.
  public let start: [Double]
  /// The data set, without its examples.
  public let metadata: DatasetMetadata
  /// The cost over all examples.
  public var objective: NetworkObjective<Scalar>
  /// The algorithm on mini-batches; `nil` for the full-batch minimizers.
  var descent: StochasticGradientDescent<Scalar>?
  /// Its state before the first epoch.
  let initialState: SGDState?
  /// Examples that points are evaluated on and not trained on.
  let validation: Dataset<Scalar>?
  let test: Dataset<Scalar>?
  let computesFullLoss: Bool

  /// Lays out the examples and initializes the parameters.
  ///
  /// - Parameters:
  ///   - dataset: the examples; released as soon as they are laid out. If its features are the
  ///     targets, they are in 0…1, which `TargetKind.requireValues(in:)` checks.
  ///   - validation: examples that the network is evaluated on after each iteration or epoch, and by
  ///     which `configuration.keep` chooses the network that is kept; by default none.
  ///   - test: examples that the network is evaluated on after each iteration or epoch, for display
  ///     only; by default none.
  ///   - configuration: the hyperparameters.
  ///   - computesFullLoss: whether mini-batch runs compute J over all examples after each epoch; with
  ///     a target for the cost they always do. By default they do so only at the end.
  ///   - threads: the number of threads that evaluate the cost; any number gives the same result.
  ///     Mini-batch steps, each of which depends on the previous one, run on one.
  public init(
    _ dataset: consuming Dataset<Scalar>, validation: Dataset<Scalar>? = nil,
    test: Dataset<Scalar>? = nil, configuration: TrainingConfiguration,
    computesFullLoss: Bool = false, threads: Int
  ) {
    self.configuration = configuration
    self.validation = validation
    self.test = test
    self.computesFullLoss = computesFullLoss || configuration.stopping.targetValue != nil
    metadata = dataset.metadata
    topology = configuration.topology(for: dataset)
    var generator = Xoshiro256StarStar(seed: configuration.seed)
    start = configuration.start(of: topology, for: dataset, using: &generator)
    objective = configuration.objective(of: topology, for: dataset, threads: threads)
    descent =
      configuration.minimizer.usesMiniBatches
      ? StochasticGradientDescent(
        topology: topology, dataset: dataset, targets: configuration.targets, parameters: start,
        regularization: configuration.regularization, configuration: configuration.miniBatches,
        generator: generator)
      : nil
    initialState = descent?.state
  }

  /// Whether a run begins on a sample of the examples, or on mini-batches that are one.
  public var beginsOnSample: Bool {
    switch configuration.phases(on: objective).first {
    case .sample, .naturalGradient: true
    case .miniBatches, .fullBatch, nil: false
    }
  }

  /// Throws an error if the minimizer would exceed its memory limit for this network.
  ///
  /// Levenberg–Marquardt is limited by its matrix of P × P numbers.
  public func requireMemory() throws(NetworkError) {
    if configuration.minimizer == .levenbergMarquardt { try objective.requireGaussNewtonMemory() }
  }

  /// How the Kronecker factors of the minimizer represent the curvature; `nil` for minimizers without
  /// them.
  public var kroneckerRepresentation: KroneckerRepresentation? {
    switch configuration.minimizer {
    case .kroneckerLBFGS, .truncatedNewton: objective.kroneckerRepresentation
    case .levenbergMarquardt, .lbfgs, .conjugateGradient, .fmincg, .stochasticGradientDescent,
      .adam, .adamW:
      nil
    }
  }

  /// Predicts the duration of an iteration of Levenberg–Marquardt over all examples, in seconds.
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

  /// Compares the gradient with finite differences of the cost along one random direction, at θ₀ or
  /// where a run is resumed: a check before training.
  ///
  /// It changes nothing: the run that follows has the same bits and counts. The result is undefined
  /// when the token has cut the check short (`StopToken.hasCutWork`).
  ///
  /// - Complexity: about ten evaluations, on the sample that a run begins with.
  public mutating func checkSlope(
    resuming state: TrainingState? = nil, interruptedBy token: StopToken = StopToken()
  ) -> SlopeCheck {
    let point = state?.parameters ?? start
    let blocks: Range<Int>
    switch configuration.phases(on: objective).first {
    case .sample(let first)?: blocks = first
    case .naturalGradient?: blocks = objective.firstMiniBatch
    case .miniBatches, .fullBatch, nil:
      return Self.slopeCheck(of: &objective, at: point, configuration.seed, token)
    }
    var sample = objective.overBlocks(blocks)
    return Self.slopeCheck(of: &sample, at: point, configuration.seed, token)
  }

  private static func slopeCheck(
    of objective: inout NetworkObjective<Scalar>, at point: [Double], _ seed: UInt64,
    _ token: StopToken
  ) -> SlopeCheck {
    objective.watch(token)
    defer { objective.watch(nil) }
    var generator = SplitMix64(seed: seed)
    return Optimization.checkSlope(of: &objective, at: point, using: &generator)
  }
}

extension Trainer {
  /// Trains from ``start``, or continues a saved run, until the configuration's criteria end it.
  ///
  /// - Parameters:
  ///   - state: the state of an earlier run, whose limits count from its beginning; by default the
  ///     run begins at ``start``.
  ///   - token: stops the run, with `StopReason.observer`, within a second of being raised.
  ///   - observe: called at the starting point and after each iteration or epoch.
  /// - Returns: the parameters, the cost, why the run ended, and the scores on the validation
  ///   examples.
  /// - Throws: ``TrainingError`` if the state belongs to another minimizer or network, if the
  ///   minimizer would exceed its memory limit (see ``requireMemory()``), and if the best point is to
  ///   be kept and there are no validation examples, or no accuracies.
  public mutating func run(
    resuming state: TrainingState? = nil, interruptedBy token: StopToken = StopToken(),
    observing observe: TrainingObserver = { _, _ in .proceed }
  ) throws(TrainingError) -> TrainingResult {
    if let state, state.minimizer != configuration.minimizer {
      throw .state(
        .unsuitableState(
          minimizer: configuration.minimizer.rawValue,
          reason: "it belongs to \(state.minimizer.rawValue)"
        ))
    }
    do {
      try requireMemory()
    } catch {
      throw .memory(error)
    }
    if configuration.keep == .bestAccuracy, configuration.targets == .features {
      throw .accuracy
    }
    if configuration.keep.needsValidation, validation?.exampleCount ?? 0 == 0 {
      throw .validation(configuration.keep)
    }
    let state =
      state
      ?? TrainingState(
        minimizer: configuration.minimizer, phase: 0, finished: RunTotals(),
        current: PhaseStart(parameters: start))
    guard state.parameters.count == start.count,
      state.validation?.best?.parameters.count ?? start.count == start.count
    else {
      throw .state(
        .unsuitableState(
          minimizer: configuration.minimizer.rawValue,
          reason: "it is not for \(start.count) parameters"))
    }
    let limits = RunLimits(configuration.stopping, after: state.seconds, token: token)
    guard validation != nil || test != nil else {
      return try run(from: state, within: limits, observing: observe)
    }
    return try runScoring(from: state, within: limits, observing: observe)
  }

  /// Runs the phases from a state.
  mutating func run(
    from state: TrainingState, within limits: RunLimits, observing observe: TrainingObserver
  ) throws(TrainingError) -> TrainingResult {
    let phases = configuration.phases(on: objective)
    var state = state
    while phases.indices.contains(state.phase) {
      switch try run(phases[state.phase], at: state, within: limits, observing: observe) {
      case .finished(let next): state = next
      case .stopped(let reason, let last):
        return conclude(at: last, because: reason, within: limits)
      case .ended(let result): return result
      }
    }
    throw .state(
      .unsuitableState(
        minimizer: configuration.minimizer.rawValue, reason: "it belongs to a run on other samples"
      ))
  }

  /// Runs a phase from its beginning, or from its saved state.
  private mutating func run(
    _ phase: TrainingPhase, at state: TrainingState, within limits: RunLimits,
    observing observe: TrainingObserver
  ) throws(TrainingError) -> PhaseOutcome {
    let count = objective.exampleCount
    switch phase {
    case .miniBatches:
      return try runEpochs(at: state, within: limits, observing: observe)
    case .naturalGradient:
      if state.current is PhaseStart,
        let reason = limits.remaining(after: state.finished).limitBeforeIteration
      {
        return .ended(begin(at: state, because: reason, within: limits, observing: observe))
      }
      return try runNaturalGradient(at: state, within: limits, observing: observe)
    case .sample(let blocks):
      var sample = objective.overBlocks(blocks)
      let phase = MinimizationPhase(
        at: state, within: limits, on: sample, isSample: true, of: count)
      if state.current is PhaseStart, let reason = phase.limitBeforeIteration {
        return .ended(begin(at: state, because: reason, within: limits, observing: observe))
      }
      return try phase.run(configuration.minimizer, on: &sample, observing: observe)
    case .fullBatch:
      let phase = MinimizationPhase(
        at: state, within: limits, on: objective, isSample: false, of: count)
      return try phase.run(configuration.minimizer, on: &objective, observing: observe)
    }
  }
}
