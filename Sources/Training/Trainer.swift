public import Datasets
public import LinearAlgebra
public import NeuralNetwork
public import Optimization
internal import Random

/// Trains a network on a data set by a configuration, with a full-batch minimizer or by mini-batch
/// gradient descent.
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
  /// The cost over all examples, or first over a subsample.
  public var objective: NetworkObjective<Scalar>
  /// The algorithm on mini-batches; `nil` for the full-batch minimizers.
  var descent: StochasticGradientDescent<Scalar>?
  /// Its state before the first epoch.
  let initialState: SGDState?
  let heldOut: Dataset<Scalar>?
  let computesFullLoss: Bool

  /// Lays out the examples and initializes the parameters.
  ///
  /// - Parameters:
  ///   - dataset: the examples; released as soon as they are laid out.
  ///   - heldOut: examples that mini-batch runs classify after each epoch; by default none.
  ///   - configuration: the hyperparameters.
  ///   - computesFullLoss: whether mini-batch runs compute J over all examples after each epoch; with
  ///     a target for the cost they always do. By default they do so only at the end.
  ///   - threads: the number of threads that evaluate the cost; any number gives the same result.
  ///     Mini-batch steps, each of which depends on the previous one, run on one.
  public init(
    _ dataset: consuming Dataset<Scalar>, heldOut: Dataset<Scalar>? = nil,
    configuration: TrainingConfiguration, computesFullLoss: Bool = false, threads: Int
  ) {
    self.configuration = configuration
    self.heldOut = heldOut
    self.computesFullLoss = computesFullLoss || configuration.stopping.targetValue != nil
    metadata = dataset.metadata
    topology = configuration.topology(for: dataset)
    var generator = Xoshiro256StarStar(seed: configuration.seed)
    start = configuration.start(of: topology, for: dataset, using: &generator)
    objective = configuration.objective(of: topology, for: dataset, threads: threads)
    descent =
      configuration.minimizer.usesMiniBatches
      ? StochasticGradientDescent(
        topology: topology, dataset: dataset, parameters: start,
        regularization: configuration.regularization, configuration: configuration.miniBatches,
        generator: generator)
      : nil
    initialState = descent?.state
  }

  /// Throws an error if the minimizer would exceed its memory limit for this network.
  ///
  /// Levenberg–Marquardt is limited by its matrix of P × P numbers, the minimizers that use
  /// Kronecker factors by the factors of all layers.
  public func requireMemory() throws(NetworkError) {
    switch configuration.minimizer {
    case .levenbergMarquardt: try objective.requireGaussNewtonMemory()
    case .kroneckerLBFGS, .truncatedNewton: try objective.requireKroneckerMemory()
    case .lbfgs, .conjugateGradient, .fmincg, .stochasticGradientDescent, .adam, .adamW: break
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
  /// - Complexity: about ten evaluations.
  public mutating func checkSlope(
    resuming state: TrainingState? = nil, interruptedBy token: StopToken = StopToken()
  ) -> SlopeCheck {
    objective.watch(token)
    defer { objective.watch(nil) }
    var generator = SplitMix64(seed: configuration.seed)
    return Optimization.checkSlope(
      of: &objective, at: state?.parameters ?? start, using: &generator)
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
  /// - Returns: the parameters, the cost, and why the run ended.
  /// - Throws: ``TrainingError`` if the state belongs to another minimizer or network, and if the
  ///   minimizer would exceed its memory limit (see ``requireMemory()``).
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
    objective.returnToFirstSample()
    let count = start.count
    switch configuration.minimizer {
    case .kroneckerLBFGS:
      let saved: MinimizationState<QuasiNewtonState<KroneckerFactorsState>>? =
        if case .kroneckerLBFGS(let state)? = state { state } else { nil }
      // With this H₀, more pairs do not save evaluations.
      var minimizer = LBFGS(
        parameterCount: count, configuration: .init(memory: 20),
        initialInverseHessian: objective.kroneckerFactors(stopToken: preparation(token)))
      return try run(&minimizer, saved, TrainingState.kroneckerLBFGS, token, observe)
    case .lbfgs:
      let saved: MinimizationState<QuasiNewtonState<IdentityInverseHessian.State>>? =
        if case .lbfgs(let state)? = state { state } else { nil }
      var minimizer = LBFGS(parameterCount: count)
      return try run(&minimizer, saved, TrainingState.lbfgs, token, observe)
    case .conjugateGradient:
      let saved: MinimizationState<NonlinearConjugateGradient.State>? =
        if case .conjugateGradient(let state)? = state { state } else { nil }
      var minimizer = NonlinearConjugateGradient(parameterCount: count)
      return try run(&minimizer, saved, TrainingState.conjugateGradient, token, observe)
    case .fmincg:
      let saved: MinimizationState<Fmincg.State>? =
        if case .fmincg(let state)? = state { state } else { nil }
      var minimizer = Fmincg(parameterCount: count)
      return try run(&minimizer, saved, TrainingState.fmincg, token, observe)
    case .truncatedNewton:
      let saved: MinimizationState<QuasiNewtonState<KroneckerFactorsState>>? =
        if case .truncatedNewton(let state)? = state { state } else { nil }
      var minimizer = TruncatedNewton(
        parameterCount: count, configuration: .init(maxInnerIterations: 2),
        preconditioner: objective.kroneckerFactors(stopToken: preparation(token)))
      return try run(&minimizer, saved, TrainingState.truncatedNewton, token, observe)
    case .levenbergMarquardt:
      let saved: MinimizationState<LevenbergMarquardtState>? =
        if case .levenbergMarquardt(let state)? = state { state } else { nil }
      let model: GaussNewtonSystem<Scalar>
      do {
        model = try objective.gaussNewtonSystem(stopToken: preparation(token))
      } catch {
        throw .memory(error)
      }
      var minimizer = LevenbergMarquardt(model: model, threads: objective.threads)
      return try run(&minimizer, saved, TrainingState.levenbergMarquardt, token, observe)
    case .stochasticGradientDescent, .adam, .adamW:
      return try runEpochs(
        resuming: state?.epochs, interruptedBy: token, observing: observe)
    }
  }

  /// A token that may cut short the preparation of a minimizer; the run that follows then ends at
  /// once.
  private func preparation(_ token: StopToken) -> StopToken { StopToken(linkedTo: token) }

  private mutating func run<Algorithm: Minimizer & ~Copyable>(
    _ minimizer: inout Algorithm, _ saved: MinimizationState<Algorithm.State>?,
    _ state: (MinimizationState<Algorithm.State>) -> TrainingState, _ token: StopToken,
    _ observe: TrainingObserver
  ) throws(TrainingError) -> TrainingResult {
    func show(
      _ record: IterationRecord, _ run: borrowing RunView<MinimizationState<Algorithm.State>>
    ) -> ObserverDecision {
      RunView<TrainingState>.withView(of: run.parameters, state: { state(run.state()) }) {
        observe(TrainingRecord(record), $0)
      }
    }
    guard let saved else {
      return TrainingResult(
        minimize(
          &objective, from: start, using: &minimizer, stoppingWhen: configuration.stopping,
          interruptedBy: token, observing: show))
    }
    do {
      return TrainingResult(
        try minimize(
          &objective, resuming: saved, using: &minimizer, stoppingWhen: configuration.stopping,
          interruptedBy: token, observing: show))
    } catch {
      throw .state(error)
    }
  }
}

extension Trainer {
  /// The trained network as a model, with the metadata of the data set and its provenance.
  public func model(with result: TrainingResult) -> Model {
    var outcome: [Model.Note] = []
    let isFullBatch = !configuration.minimizer.usesMiniBatches
    if !isFullBatch {
      let settings = configuration.miniBatches
      outcome = [
        .init("batchSize", .number(Double(settings.batchSize))),
        .init("learningRate", .number(settings.learningRate)),
        .init("schedule", .text(settings.schedule.description)),
        .init("update", .text(settings.update.description)),
      ]
      outcome += settings.clipNorm.map { [.init("clipNorm", .number($0))] } ?? []
    }
    outcome += [
      .init("cost", .number(result.cost)),
      .init(isFullBatch ? "iterations" : "epochs", .number(Double(result.iterations))),
      .init("stopReason", .text(result.stopReason.rawValue)),
    ]
    return configuration.model(
      of: topology, parameters: result.parameters, trainedOn: metadata, in: Scalar.self,
      outcome: outcome)
  }
}
