internal import Datasets
internal import LinearAlgebra
internal import NeuralNetwork
internal import Optimization

extension Trainer {
  /// Runs the phases, and evaluates their points on the examples that are held out.
  mutating func runScoring(
    from state: TrainingState, within limits: RunLimits, observing observe: TrainingObserver
  ) throws(TrainingError) -> TrainingResult {
    let scoring = HeldOutScoring(
      validation: validation, test: test, of: topology, targets: configuration.targets,
      keeping: configuration.keep, at: state, interruptedBy: limits.token,
      threads: objective.threads)
    func show(_ record: TrainingRecord, _ run: borrowing RunView<TrainingState>)
      -> ObserverDecision
    {
      var record = record
      scoring.score(&record, at: run.parameters)
      return RunView<TrainingState>.withView(
        of: run.parameters, state: { scoring.adding(to: run.state()) }
      ) { observe(record, $0) }
    }
    var result = try run(from: state, within: limits, observing: show)
    result.validation = scoring.result(of: result)
    if let best = result.validation?.best {
      result.validation?.bestTrainingCost =
        best.parameters == result.parameters
        ? result.cost : objective.value(at: best.parameters.span)
    }
    return result
  }
}

/// The evaluation of a run's points on examples that it is not trained on: the scores of each
/// iteration, and the best point.
///
/// Each point is evaluated by one forward pass for each set of examples. Only the caller's request to
/// stop cuts a pass short, which also ends the run: no iteration is left out. A run that is resumed
/// after it evaluates the point again.
final class HeldOutScoring<Scalar: BLASScalar> {
  private let keep: KeptPoint
  /// The caller's request to stop.
  private let token: StopToken
  private var validation: HeldOutExamples<Scalar>?
  private var test: HeldOutExamples<Scalar>?
  private var best: ScoredPoint?
  /// The last point that was evaluated on the validation examples.
  private var last: ScoredPoint?
  private var lastIteration: Int?

  /// Prepares the evaluation for a run that begins, or is resumed, with a state.
  init(
    validation: Dataset<Scalar>?, test: Dataset<Scalar>?, of topology: NetworkTopology,
    targets: TargetKind, keeping keep: KeptPoint, at state: TrainingState,
    interruptedBy token: StopToken,
    threads: Int
  ) {
    func examples(_ dataset: Dataset<Scalar>) -> HeldOutExamples<Scalar> {
      HeldOutExamples(
        features: dataset.features, targets: targets.targets(of: dataset), topology: topology,
        threads: threads)
    }
    self.keep = keep
    self.token = token
    self.validation = validation.map(examples)
    self.test = test.map(examples)
    best = state.validation?.best
    lastIteration = state.validation?.iteration
    // The point at which a run begins is reported, and evaluated then.
    let isBeginning = state.phase == 0 && state.current is PhaseStart
    if keep.needsValidation, !isBeginning, lastIteration ?? -1 < state.iteration {
      _ = score(state.parameters, after: state.iteration, StopToken(linkedTo: token))
    }
  }

  /// Evaluates the point of a record, and adds its scores.
  func score(_ record: inout TrainingRecord, at point: [Double]) {
    record.validation = score(point, after: record.iteration, StopToken(linkedTo: token))
    record.test = test?.scores(at: point.span, interruptedBy: StopToken(linkedTo: token))
  }

  /// The state of the run with the best point so far, if that is kept.
  func adding(to state: TrainingState) -> TrainingState {
    guard keep.needsValidation else { return state }
    var state = state
    state.validation = ValidationProgress(iteration: lastIteration, best: best)
    return state
  }

  /// The result of the run, whose last point is evaluated unless it was the last iteration's.
  ///
  /// A request to stop leaves a second for it.
  func result(of run: TrainingResult) -> ValidationResult? {
    guard validation != nil else { return nil }
    let scores: ExampleScores?
    if let last, last.parameters == run.parameters {
      scores = last.scores
    } else {
      scores = score(
        run.parameters, after: run.iterations,
        StopToken(deadline: token.isStopRequested ? .now + .seconds(1) : nil))
    }
    return ValidationResult(keep: keep, final: scores, best: best)
  }

  /// Evaluates a point on the validation examples; `nil` if the evaluation is cut short.
  private func score(
    _ point: [Double], after iteration: Int, _ token: StopToken
  ) -> ExampleScores? {
    guard let scores = validation?.scores(at: point.span, interruptedBy: token) else { return nil }
    lastIteration = iteration
    Self.set(&last, iteration, point, scores)
    if keep.prefers(scores, to: best?.scores) { Self.set(&best, iteration, point, scores) }
    return scores
  }

  /// Copies a point into the memory of another one: sharing the run's would make the run copy it.
  private static func set(
    _ target: inout ScoredPoint?, _ iteration: Int, _ point: [Double], _ scores: ExampleScores
  ) {
    guard target?.parameters.count == point.count else {
      target = ScoredPoint(
        iteration: iteration, parameters: point.map(\.self), scores: scores)
      return
    }
    target!.iteration = iteration
    target!.scores = scores
    for index in point.indices { target!.parameters[index] = point[index] }
  }
}
