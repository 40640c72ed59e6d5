/// An initial approximation H₀ of the inverse Hessian, symmetric and positive definite, which L-BFGS
/// updates with its curvature pairs.
///
/// L-BFGS scales it by sᵀy / yᵀH₀y of the newest pair, so that its own scale does not matter after
/// the first iteration.
public protocol InitialInverseHessian: ~Copyable {
  /// The state that it keeps from one iteration to the next.
  associatedtype State: Hashable, Codable, Sendable

  /// v ← H₀v, in place.
  mutating func apply(to vector: inout MutableSpan<Double>)

  /// vᵀH₀v; by default through ``apply(to:)``.
  ///
  /// - Parameters:
  ///   - vector: v, n components.
  ///   - scratch: n components that may be overwritten.
  /// - Returns: vᵀH₀v.
  mutating func quadraticForm(
    of vector: Span<Double>, scratch: inout MutableSpan<Double>
  ) -> Double

  /// Updates H₀ before an iteration.
  ///
  /// - Parameters:
  ///   - point: x.
  ///   - iteration: the number of iterations since the minimizer was reset.
  ///   - token: may cut the work short; see ``StopToken/cutsWork()``.
  /// - Returns: whether it was computed from the examples, which counts as a refresh; also `false`
  ///   if the token has cut it short. ``state`` is then unchanged, and H₀ is not applied before it
  ///   has been prepared again.
  mutating func prepare(
    at point: Span<Double>, iteration: Int, interruptedBy token: StopToken
  ) -> Bool

  /// How often a refresh reads the data of the objective; 1 by default.
  var passesPerRefresh: Double { get }

  /// Adapts to the accepted step along −H∇f, which is 1 for a good model of the curvature.
  ///
  /// The default does nothing.
  mutating func learn(fromStep step: Double)

  /// Whether H₀ has the scale of the problem, so that 1 is a sensible first step.
  var isScaled: Bool { get }

  /// The data from which H₀ can be recomputed.
  var state: State { get }

  /// Recomputes H₀ from a saved ``state``.
  ///
  /// - Throws: ``OptimizationError`` if the state belongs to another problem.
  mutating func restore(
    _ state: State, interruptedBy token: StopToken
  ) throws(OptimizationError)
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

  /// 1.
  public var passesPerRefresh: Double { 1 }

  /// Does nothing.
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
  /// Creates the identity.
  public init() {}

  /// Does not change v.
  public func apply(to vector: inout MutableSpan<Double>) {}

  /// vᵀv.
  public func quadraticForm(
    of vector: Span<Double>, scratch: inout MutableSpan<Double>
  ) -> Double {
    Vector.dot(vector, vector)
  }

  /// Does nothing.
  public func prepare(
    at point: Span<Double>, iteration: Int, interruptedBy token: StopToken
  ) -> Bool { false }

  /// `false`: the identity has no scale.
  public var isScaled: Bool { false }

  /// The empty state.
  public struct State: Hashable, Codable, Sendable {}

  /// The empty state.
  public var state: State { State() }

  /// Does nothing.
  public func restore(_ state: State, interruptedBy token: StopToken) {}
}
