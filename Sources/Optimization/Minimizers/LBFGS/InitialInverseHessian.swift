/// A first guess H₀ at the inverse of the Hessian, symmetric and positive definite, that L-BFGS
/// improves with the curvature it has seen.
///
/// L-BFGS scales it by sᵀy / yᵀH₀y of the newest pair, so that its own scale does not matter once
/// an iteration is done.
public protocol InitialInverseHessian: ~Copyable {
  /// v ← H₀v, in place.
  mutating func apply(to vector: inout MutableSpan<Double>)

  /// vᵀH₀v; by default through ``apply(to:)``.
  ///
  /// - Parameter scratch: n places that may be overwritten.
  mutating func quadraticForm(
    of vector: Span<Double>, scratch: inout MutableSpan<Double>
  ) -> Double

  /// Brings H₀ up to date before an iteration.
  ///
  /// - Parameters:
  ///   - point: x.
  ///   - iteration: how many iterations L-BFGS has done since it was reset.
  /// - Returns: whether the examples were read for it, which counts as a refresh; `false` also when
  ///   the run's ``StopToken`` has cut it short. ``state`` is then as it was, and H₀ is not applied
  ///   before it has been prepared again.
  mutating func prepare(at point: Span<Double>, iteration: Int) -> Bool

  /// Learns from a step along −H∇f that a line search has accepted: 1 is what H promised.
  ///
  /// The default learns nothing.
  mutating func learn(fromStep step: Double)

  /// Whether v ← H₀v knows the scale of the problem, so that 1 is a sensible first step.
  var isScaled: Bool { get }

  /// What H₀ is made of, for a checkpoint; a refresh that can be repeated need not be kept.
  var state: MinimizerState { get }

  /// Takes a ``state`` back.
  mutating func restore(_ state: MinimizerState) throws(OptimizationError)
}

extension InitialInverseHessian where Self: ~Copyable {
  /// vᵀH₀v, through ``apply(to:)``.
  public mutating func quadraticForm(
    of vector: Span<Double>, scratch: inout MutableSpan<Double>
  ) -> Double {
    Vector.copy(vector, to: &scratch)
    apply(to: &scratch)
    return Vector.dot(vector, scratch.span)
  }

  /// Learns nothing.
  public mutating func learn(fromStep step: Double) {}

  /// v ← H₀v, in place.
  mutating func apply(to vector: inout [Double]) {
    var span = vector.mutableSpan
    apply(to: &span)
  }

  /// vᵀH₀v.
  mutating func quadraticForm(of vector: [Double], scratch: inout [Double]) -> Double {
    var scratchSpan = scratch.mutableSpan
    return quadraticForm(of: vector.span, scratch: &scratchSpan)
  }
}

/// H₀ = I.
public struct IdentityInverseHessian: InitialInverseHessian, Sendable {
  /// Makes the identity.
  public init() {}

  /// Leaves v as it is.
  public func apply(to vector: inout MutableSpan<Double>) {}

  /// vᵀv.
  public func quadraticForm(
    of vector: Span<Double>, scratch: inout MutableSpan<Double>
  ) -> Double {
    Vector.dot(vector, vector)
  }

  /// Does nothing.
  public func prepare(at point: Span<Double>, iteration: Int) -> Bool { false }

  /// The identity knows no scale.
  public var isScaled: Bool { false }

  /// Nothing.
  public var state: MinimizerState { MinimizerState(name: "identity") }

  /// Does nothing.
  public func restore(_ state: MinimizerState) {}
}
