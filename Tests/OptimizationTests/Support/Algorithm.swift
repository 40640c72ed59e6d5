import Optimization

/// Every minimizer that the tests run, by name.
enum Algorithm: String, CaseIterable, Sendable {
  case lbfgs, lbfgsShortMemory, lbfgsHagerZhang, lbfgsBacktracking
  case conjugateGradient, polakRibierePlus, fletcherReeves, hestenesStiefel, daiYuan, hagerZhang
  case fmincg, truncatedNewton

  /// A run from a start, or from a saved state.
  func run<Function: Objective & ~Copyable>(
    _ objective: inout Function, from start: [Double],
    stoppingWhen criteria: StoppingCriteria = StoppingCriteria(),
    resuming state: (any SavedState)? = nil, interruptedBy token: StopToken = StopToken(),
    observing observe: (IterationRecord, borrowing RunView<any SavedState>) -> ObserverDecision = {
      _, _ in .proceed
    }
  ) -> MinimizationResult {
    let count = objective.parameterCount
    func conjugate(
      _ update: ConjugateGradientUpdate, _ lineSearch: any LineSearch = MoreThuente(curvature: 0.1),
      from initialStep: InitialStep = .slopeRatio
    ) -> NonlinearConjugateGradient {
      NonlinearConjugateGradient(
        parameterCount: count,
        configuration: .init(update: update, lineSearch: lineSearch, initialStep: initialStep))
    }
    func quasiNewton(_ memory: Int, _ lineSearch: any LineSearch) -> LBFGS<IdentityInverseHessian> {
      LBFGS(parameterCount: count, configuration: .init(memory: memory, lineSearch: lineSearch))
    }
    func launch<Method: Minimizer & ~Copyable>(
      _ minimizer: consuming Method, _ objective: inout Function
    ) -> MinimizationResult {
      var minimizer = minimizer
      func show(
        _ record: IterationRecord, _ run: borrowing RunView<MinimizationState<Method.State>>
      ) -> ObserverDecision {
        RunView<any SavedState>.withView(of: run.parameters, state: { run.state() }) {
          observe(record, $0)
        }
      }
      guard let state else {
        return minimize(
          &objective, from: start, using: &minimizer, stoppingWhen: criteria,
          interruptedBy: token, observing: show)
      }
      guard let state = state as? MinimizationState<Method.State> else {
        fatalError("the state is of another algorithm")
      }
      do {
        return try minimize(
          &objective, resuming: state, using: &minimizer, stoppingWhen: criteria,
          interruptedBy: token, observing: show)
      } catch {
        fatalError("\(error)")
      }
    }
    return switch self {
    case .lbfgs: launch(LBFGS(parameterCount: count), &objective)
    case .lbfgsShortMemory: launch(quasiNewton(3, MoreThuente()), &objective)
    case .lbfgsHagerZhang: launch(quasiNewton(20, HagerZhang()), &objective)
    case .lbfgsBacktracking: launch(quasiNewton(20, Backtracking()), &objective)
    case .conjugateGradient: launch(NonlinearConjugateGradient(parameterCount: count), &objective)
    case .polakRibierePlus: launch(conjugate(.polakRibierePlus), &objective)
    case .fletcherReeves: launch(conjugate(.fletcherReeves), &objective)
    case .hestenesStiefel:
      launch(conjugate(.hestenesStiefel, HagerZhang(curvature: 0.1)), &objective)
    case .daiYuan: launch(conjugate(.daiYuan, HagerZhang()), &objective)
    case .hagerZhang:
      launch(
        conjugate(.hagerZhang, HagerZhang(curvature: 0.1), from: .quadratic), &objective)
    case .fmincg: launch(Fmincg(parameterCount: count), &objective)
    case .truncatedNewton: launch(TruncatedNewton(parameterCount: count), &objective)
    }
  }
}

/// A saved state of any algorithm.
protocol SavedState: Sendable {
  var iteration: Int { get }
  var iterate: Iterate { get }
  var seconds: Double { get set }
}

extension MinimizationState: SavedState {}
