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
