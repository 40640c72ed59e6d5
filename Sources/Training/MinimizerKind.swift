public import NeuralNetwork

/// The training algorithms, with their names on the command line.
public enum MinimizerKind: String, CaseIterable, Codable, Sendable {
  /// L-BFGS that starts from a Kronecker-factored inverse of the Gauss–Newton matrix.
  case kroneckerLBFGS = "kronecker-lbfgs"
  /// L-BFGS (Liu and Nocedal 1989) with a Moré–Thuente line search.
  case lbfgs
  /// Nonlinear conjugate gradient, Hestenes–Stiefel.
  case conjugateGradient = "cg"
  /// Rasmussen's conjugate gradient minimizer, as used in the course.
  case fmincg
  /// Truncated Newton with exact Hessian products, preconditioned by Kronecker factors.
  case truncatedNewton = "tn"
  /// Levenberg–Marquardt, for networks whose Gauss–Newton matrix fits into memory.
  case levenbergMarquardt = "lm"
  /// Mini-batch stochastic gradient descent.
  case stochasticGradientDescent = "sgd"
  /// Adam (Kingma and Ba 2015) on mini-batches.
  case adam
  /// Adam with decoupled weight decay (Loshchilov and Hutter 2019) on mini-batches.
  case adamW = "adamw"

  /// The default update rule of an algorithm that works on mini-batches; `nil` for the full-batch
  /// minimizers.
  public var miniBatchUpdate: MiniBatchUpdate? {
    switch self {
    case .stochasticGradientDescent: .plain
    case .adam: .adam()
    case .adamW: .adamW()
    case .kroneckerLBFGS, .lbfgs, .conjugateGradient, .fmincg, .truncatedNewton,
      .levenbergMarquardt:
      nil
    }
  }

  /// Whether the algorithm works on mini-batches, epoch by epoch.
  public var usesMiniBatches: Bool { miniBatchUpdate != nil }
}

extension MiniBatchUpdate {
  /// The algorithm that the rule belongs to.
  public var minimizer: MinimizerKind {
    switch self {
    case .plain, .momentum, .nesterov: .stochasticGradientDescent
    case .adam: .adam
    case .adamW: .adamW
    }
  }
}
