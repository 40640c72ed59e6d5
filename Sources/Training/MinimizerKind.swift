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
}
