/// The state of ``LBFGS`` or ``TruncatedNewton`` between two iterations.
public struct QuasiNewtonState<InverseHessianState: Hashable & Codable & Sendable>: Hashable,
  Codable, Sendable
{
  /// The curvature pairs.
  public var pairs: CurvaturePairState
  /// The number of iterations since the last reset.
  public var iteration: Int
  /// The memory of the line search.
  public var lineSearch: LineSearchMemory?
  /// The state of H₀.
  public var initialInverseHessian: InverseHessianState
}

/// The curvature pairs of a quasi-Newton method, the oldest first.
public struct CurvaturePairState: Hashable, Codable, Sendable {
  /// s = xₖ₊₁ − xₖ of each pair.
  public var steps: [[Double]] = []
  /// y = ∇f(xₖ₊₁) − ∇f(xₖ) of each pair.
  public var changes: [[Double]] = []
  /// sᵀy of each pair.
  public var curvatures: [Double] = []
}
