public import NeuralNetwork
public import Optimization

/// The state of a training run between two iterations or epochs, by its algorithm.
///
/// A run that is resumed from it gives the same bits as one that was not interrupted.
public enum TrainingState: Hashable, Sendable {
  /// A run of L-BFGS with Kronecker factors.
  case kroneckerLBFGS(MinimizationState<QuasiNewtonState<KroneckerFactorsState>>)
  /// A run of L-BFGS.
  case lbfgs(MinimizationState<QuasiNewtonState<IdentityInverseHessian.State>>)
  /// A run of nonlinear conjugate gradients.
  case conjugateGradient(MinimizationState<NonlinearConjugateGradient.State>)
  /// A run of `fmincg`.
  case fmincg(MinimizationState<Fmincg.State>)
  /// A run of truncated Newton.
  case truncatedNewton(MinimizationState<QuasiNewtonState<KroneckerFactorsState>>)
  /// A run of Levenberg–Marquardt.
  case levenbergMarquardt(MinimizationState<LevenbergMarquardtState>)
  /// A run of mini-batch gradient descent.
  case stochasticGradientDescent(SGDState)
  /// A run of Adam.
  case adam(SGDState)
  /// A run of AdamW.
  case adamW(SGDState)
}

extension TrainingState {
  /// The algorithm.
  public var minimizer: MinimizerKind {
    switch self {
    case .kroneckerLBFGS: .kroneckerLBFGS
    case .lbfgs: .lbfgs
    case .conjugateGradient: .conjugateGradient
    case .fmincg: .fmincg
    case .truncatedNewton: .truncatedNewton
    case .levenbergMarquardt: .levenbergMarquardt
    case .stochasticGradientDescent: .stochasticGradientDescent
    case .adam: .adam
    case .adamW: .adamW
    }
  }

  /// The state of epochs of mini-batches by the algorithm of an update rule.
  init(_ epochs: SGDState, of update: MiniBatchUpdate) {
    self =
      switch update {
      case .plain, .momentum, .nesterov: .stochasticGradientDescent(epochs)
      case .adam: .adam(epochs)
      case .adamW: .adamW(epochs)
      }
  }

  /// The state of an algorithm on mini-batches; `nil` for the full-batch minimizers.
  var epochs: SGDState? {
    switch self {
    case .stochasticGradientDescent(let state), .adam(let state), .adamW(let state): state
    case .kroneckerLBFGS, .lbfgs, .conjugateGradient, .fmincg, .truncatedNewton,
      .levenbergMarquardt:
      nil
    }
  }

  /// The number of completed iterations or epochs.
  public var iteration: Int { summary.iteration }
  /// The duration so far, in seconds.
  public var seconds: Double { summary.seconds }
  /// θ.
  public var parameters: [Double] { summary.parameters }

  private var summary: (iteration: Int, seconds: Double, parameters: [Double]) {
    func summary<State>(_ state: MinimizationState<State>) -> (Int, Double, [Double]) {
      (state.iteration, state.seconds, state.iterate.point)
    }
    return switch self {
    case .kroneckerLBFGS(let state), .truncatedNewton(let state): summary(state)
    case .lbfgs(let state): summary(state)
    case .conjugateGradient(let state): summary(state)
    case .fmincg(let state): summary(state)
    case .levenbergMarquardt(let state): summary(state)
    case .stochasticGradientDescent(let state), .adam(let state), .adamW(let state):
      (state.epoch, state.seconds, state.parameters)
    }
  }
}

/// A function that a training run calls at its starting point and after each iteration or epoch,
/// with a record and a view of the run.
public typealias TrainingObserver = (
  TrainingRecord, borrowing RunView<TrainingState>
) -> ObserverDecision
