internal import LinearAlgebra
internal import NeuralNetwork
internal import Optimization

/// A phase of a full-batch minimizer, on the cost over a sample or over all examples.
struct MinimizationPhase<Scalar: BLASScalar> {
  /// Where the phase begins, or is resumed.
  let state: TrainingState
  let limits: RunLimits
  /// The number of examples that the phase's cost is the mean over, and m.
  let exampleCount: Int
  let totalCount: Int
  /// Examples outside the sample; `nil` for all examples.
  let unseen: UnseenExamples<Scalar>?

  /// Prepares a phase on the cost over a sample, or over all examples.
  init(
    at state: TrainingState, within limits: RunLimits,
    on objective: borrowing NetworkObjective<Scalar>, isSample: Bool, of totalCount: Int
  ) {
    self.state = state
    self.limits = limits
    self.totalCount = totalCount
    exampleCount = objective.exampleCount
    unseen = isSample ? UnseenExamples(after: objective) : nil
  }

  /// The limit that allows no iteration on the sample with an evaluation over all examples after it,
  /// or `nil`.
  var limitBeforeIteration: StopReason? {
    criteria(after: state.finished).limitBeforeIteration
  }

  /// Runs a minimizer until a criterion of the phase is met, or a limit of the run.
  func run(
    _ minimizer: MinimizerKind, on objective: inout NetworkObjective<Scalar>,
    observing observe: TrainingObserver
  ) throws(TrainingError) -> PhaseOutcome {
    let count = objective.parameterCount
    // A preparation that is cut short is followed by a run that ends at once.
    let token = StopToken(linkedTo: limits.token, deadline: limits.end)
    let start = ContinuousClock.now
    switch minimizer {
    case .kroneckerLBFGS:
      // With this H₀, more pairs do not save evaluations.
      var minimizer = LBFGS(
        parameterCount: count, configuration: .init(memory: 20),
        initialInverseHessian: objective.kroneckerFactors(stopToken: token))
      return try run(&minimizer, on: &objective, preparedSince: start, observing: observe)
    case .lbfgs:
      var minimizer = LBFGS(parameterCount: count)
      return try run(&minimizer, on: &objective, preparedSince: start, observing: observe)
    case .conjugateGradient:
      var minimizer = NonlinearConjugateGradient(parameterCount: count)
      return try run(&minimizer, on: &objective, preparedSince: start, observing: observe)
    case .fmincg:
      var minimizer = Fmincg(parameterCount: count)
      return try run(&minimizer, on: &objective, preparedSince: start, observing: observe)
    case .truncatedNewton:
      var minimizer = TruncatedNewton(
        parameterCount: count, configuration: .init(maxInnerIterations: 2),
        preconditioner: objective.kroneckerFactors(stopToken: token))
      return try run(&minimizer, on: &objective, preparedSince: start, observing: observe)
    case .levenbergMarquardt:
      let model: GaussNewtonSystem<Scalar>
      do {
        model = try objective.gaussNewtonSystem(stopToken: token)
      } catch {
        throw .memory(error)
      }
      var minimizer = LevenbergMarquardt(model: model, threads: objective.threads)
      return try run(&minimizer, on: &objective, preparedSince: start, observing: observe)
    case .stochasticGradientDescent, .adam, .adamW:
      preconditionFailure("mini-batches are a phase of another kind")
    }
  }
}

extension MinimizationPhase {
  private func run<Algorithm: Minimizer & ~Copyable>(
    _ minimizer: inout Algorithm, on objective: inout NetworkObjective<Scalar>,
    preparedSince start: ContinuousClock.Instant, observing observe: TrainingObserver
  ) throws(TrainingError) -> PhaseOutcome {
    let saved = try state.saved(
      MinimizationPhaseState<Algorithm.State>.self, of: minimizer.name)
    if let checks = saved?.unseen { unseen?.checks = checks }
    var begin = state.finished
    begin.seconds += (ContinuousClock.now - start) / .seconds(1)
    if let minimization = saved?.minimization,
      unseen?.showNoProgress(
        at: minimization.iterate.point, after: minimization.iteration,
        interruptedBy: limits.evaluationToken) ?? false
    {
      return .finished(
        state.next(
          at: minimization.iterate.point,
          after: totals(
            after: begin, iterations: minimization.iteration, minimization.evaluations,
            seconds: minimization.seconds)))
    }
    let fraction = Double(exampleCount) / Double(totalCount)
    var pace = Pace(
      seconds: saved?.seconds ?? 0,
      passes: (saved?.minimization.evaluations.passes ?? 0) * fraction)
    var ending: Ending?

    func show(
      _ record: IterationRecord, _ run: borrowing RunView<MinimizationState<Algorithm.State>>
    ) -> ObserverDecision {
      let isDone =
        unseen?.showNoProgress(
          at: run.parameters, after: record.iteration, interruptedBy: limits.evaluationToken)
        ?? false
      if isDone { ending = .done(run.parameters) }
      let totals = self.totals(
        after: begin, iterations: record.iteration, record.evaluations, seconds: record.seconds)
      // A later phase begins where the last iteration of the one before it was reported.
      guard record.iteration > 0 || state.phase == 0 else { return .proceed }
      let decision = RunView<TrainingState>.withView(
        of: run.parameters,
        state: {
          isDone
            ? state.next(at: run.parameters, after: totals)
            : TrainingState(
              minimizer: state.minimizer, phase: state.phase, finished: begin,
              current: MinimizationPhaseState(minimization: run.state(), unseen: unseen?.checks))
        }
      ) {
        observe(
          TrainingRecord(
            record, totals: totals, sampleFraction: fraction), $0)
      }
      if decision == .stop { ending = .requested }
      if ending == nil, unseen != nil {
        pace.note(seconds: record.seconds, passes: record.evaluations.passes * fraction)
        if let end = limits.end, .now + .seconds(pace.secondsToConclude) >= end {
          ending = .outOfTime
        }
      }
      return ending == nil ? .proceed : .stop
    }

    let result: MinimizationResult
    let criteria = self.criteria(after: begin)
    if let saved {
      do {
        result = try minimize(
          &objective, resuming: saved.minimization, using: &minimizer, stoppingWhen: criteria,
          interruptedBy: limits.token, observing: show)
      } catch {
        throw .state(error)
      }
    } else {
      result = minimize(
        &objective, from: state.parameters, using: &minimizer, stoppingWhen: criteria,
        interruptedBy: limits.token, observing: show)
    }
    return outcome(
      of: result, ending,
      after: totals(
        after: begin, iterations: result.iterations, result.evaluations, seconds: result.seconds))
  }

  /// Why an observer has ended the minimization.
  private enum Ending {
    /// The loss of the unseen examples has not decreased, at these parameters.
    case done([Double])
    /// The caller has asked for it.
    case requested
    /// The time that is left is needed for the evaluation over all examples.
    case outOfTime
  }

  private func outcome(
    of result: MinimizationResult, _ ending: Ending?, after totals: RunTotals
  ) -> PhaseOutcome {
    guard unseen != nil else {
      return .ended(TrainingResult(result, totals: totals))
    }
    if case .done(let parameters)? = ending {
      return .finished(state.next(at: parameters, after: totals))
    }
    let next = state.next(at: result.parameters, after: totals)
    switch result.stopReason {
    case .gradientTolerance, .relativeGradientTolerance, .functionTolerance, .stepTolerance,
      .targetValue, .precisionLimit, .kink, .lineSearchFailure:
      return .finished(next)
    case .observer:
      if case .outOfTime? = ending { return .stopped(.timeLimit, next) }
      return .stopped(.observer, next)
    case .iterationLimit, .evaluationLimit, .timeLimit, .unboundedBelow, .nonFiniteRegion,
      .overflow, .startNotFinite, .inconsistentGradient, .diverged:
      return .stopped(result.stopReason, next)
    }
  }

  /// What the run has done after some evaluations of this phase, and its checks.
  private func totals(
    after before: RunTotals, iterations: Int, _ evaluations: EvaluationCounts, seconds: Double
  ) -> RunTotals {
    let totals = before.adding(
      iterations: iterations, evaluations, over: exampleCount, of: totalCount, seconds: seconds)
    guard let unseen else { return totals }
    return totals.adding(
      EvaluationCounts(gradients: Double(unseen.checks.count)), over: unseen.exampleCount,
      of: totalCount)
  }

  /// The criteria of the phase: the run's, with what is left of its limits.
  private func criteria(after before: RunTotals) -> StoppingCriteria {
    var criteria = limits.remaining(after: before)
    if let unseen, let limit = criteria.maxEvaluations {
      criteria.maxEvaluations = evaluations(
        of: limits.unusedEvaluations(after: before) ?? Double(limit), checking: unseen)
    }
    return criteria
  }

  /// The number of evaluations on the sample within some evaluations over all examples, so that the
  /// checks with unseen examples and one evaluation over all examples fit in, too.
  ///
  /// An iteration takes at least one evaluation, so that there is at most one check for every five
  /// evaluations after the first.
  private func evaluations(
    of limit: Double, checking unseen: UnseenExamples<Scalar>
  ) -> Int {
    let size = Double(exampleCount)
    let left = (limit * Double(totalCount)).rounded() - Double(totalCount) - size
    guard left >= 0 else { return 0 }
    let interval = Double(UnseenExamples<Scalar>.interval)
    let group = interval * size + Double(unseen.exampleCount)
    let groups = (left / group).rounded(.down)
    let rest = ((left - groups * group) / size).rounded(.down)
    return Int(min(1 + interval * groups + min(rest, interval - 1), 1e15))
  }
}
