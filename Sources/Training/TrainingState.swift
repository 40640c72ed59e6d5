internal import NeuralNetwork
public import Optimization

/// The state of a training run between two iterations or epochs.
///
/// A run that is resumed from it gives the same bits as one that was not interrupted.
public struct TrainingState: Sendable {
  /// The algorithm.
  public var minimizer: MinimizerKind
  /// The index of the current phase.
  public var phase: Int
  /// What the phases before it have done.
  public var finished: RunTotals
  /// The state of the current phase.
  public var current: any PhaseState
  /// The best point so far; `nil` for a run that keeps its last point.
  public var validation: ValidationProgress?

  /// Creates a state.
  public init(
    minimizer: MinimizerKind, phase: Int, finished: RunTotals, current: any PhaseState,
    validation: ValidationProgress? = nil
  ) {
    self.minimizer = minimizer
    self.phase = phase
    self.finished = finished
    self.current = current
    self.validation = validation
  }
}

extension TrainingState {
  /// The number of completed iterations or epochs.
  public var iteration: Int { finished.iterations + current.iterations }
  /// The duration so far, in seconds.
  public var seconds: Double { finished.seconds + current.seconds }
  /// θ.
  public var parameters: [Double] { current.parameters }

  /// The state of the current phase; `nil` if it has not begun.
  ///
  /// - Throws: ``TrainingError`` if it is that of another algorithm.
  func saved<Phase: PhaseState>(
    _: Phase.Type, of algorithm: String
  ) throws(TrainingError) -> Phase? {
    if current is PhaseStart { return nil }
    guard let saved = current as? Phase else {
      throw .state(
        .unsuitableState(minimizer: algorithm, reason: "it belongs to another algorithm"))
    }
    return saved
  }

  /// The state at which the next phase begins.
  func next(at parameters: [Double], after totals: RunTotals) -> TrainingState {
    TrainingState(
      minimizer: minimizer, phase: phase + 1, finished: totals,
      current: PhaseStart(parameters: parameters))
  }
}

extension TrainingState: Hashable {
  /// Whether two states are equal, bit for bit.
  public static func == (a: TrainingState, b: TrainingState) -> Bool {
    a.minimizer == b.minimizer && a.phase == b.phase && a.finished == b.finished
      && AnyHashable(a.current) == AnyHashable(b.current) && a.validation == b.validation
  }

  /// Adds the state to a hash value.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(minimizer)
    hasher.combine(phase)
    hasher.combine(finished)
    hasher.combine(AnyHashable(current))
    hasher.combine(validation)
  }
}

extension TrainingState: Codable {
  private enum Key: CodingKey { case minimizer, phase, finished, kind, current, validation }

  /// Encodes the state, with the kind of the current phase's.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(minimizer, forKey: .minimizer)
    try fields.encode(phase, forKey: .phase)
    try fields.encode(finished, forKey: .finished)
    try fields.encode(current.kind, forKey: .kind)
    try fields.encode(current, forKey: .current)
    try fields.encodeIfPresent(validation, forKey: .validation)
  }

  /// Decodes a state.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    minimizer = try fields.decode(MinimizerKind.self, forKey: .minimizer)
    phase = try fields.decode(Int.self, forKey: .phase)
    finished = try fields.decode(RunTotals.self, forKey: .finished)
    let type: any PhaseState.Type =
      switch try fields.decode(PhaseStateKind.self, forKey: .kind) {
      case .start: PhaseStart.self
      case .minimization: Self.minimizationType(of: minimizer)
      case .epochs: SGDState.self
      case .naturalGradient: NaturalGradientPhaseState.self
      }
    current = try fields.decode(type, forKey: .current)
    validation = try fields.decodeIfPresent(ValidationProgress.self, forKey: .validation)
  }

  /// The type of the state of a minimizer's phases.
  private static func minimizationType(of minimizer: MinimizerKind) -> any PhaseState.Type {
    switch minimizer {
    case .kroneckerLBFGS, .truncatedNewton:
      MinimizationPhaseState<QuasiNewtonState<KroneckerFactorsState>>.self
    case .lbfgs: MinimizationPhaseState<QuasiNewtonState<IdentityInverseHessian.State>>.self
    case .conjugateGradient: MinimizationPhaseState<NonlinearConjugateGradient.State>.self
    case .fmincg: MinimizationPhaseState<Fmincg.State>.self
    case .levenbergMarquardt: MinimizationPhaseState<LevenbergMarquardtState>.self
    case .stochasticGradientDescent, .adam, .adamW: SGDState.self
    }
  }
}

/// A function that a training run calls at its starting point and after each iteration or epoch,
/// with a record and a view of the run.
public typealias TrainingObserver = (
  TrainingRecord, borrowing RunView<TrainingState>
) -> ObserverDecision
