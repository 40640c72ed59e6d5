internal import LinearAlgebra
internal import NetworkKernels

/// The function g that a hidden unit applies to its pre-activation z.
public enum Activation: String, CaseIterable, Codable, Sendable {
  /// g(z) = 1 / (1 + e^−z), g′ = g(1 − g).
  case sigmoid
  /// g(z) = tanh z, g′ = 1 − g².
  case tanh
  /// g(z) = max(0, z), g′ = 1 where z > 0, else 0.
  case relu
}

extension Activation {
  /// a ← g(z), in place.
  func apply<Scalar: BLASScalar>(to z: Panel<Scalar>) {
    switch self {
    case .sigmoid: z.applySigmoid()
    case .tanh: z.applyHyperbolicTangent()
    case .relu: z.updateEach { max($0, 0) }
    }
  }

  /// δ ← δ ∘ g′(z), with g′ expressed by the activations a = g(z).
  func multiplyByDerivative<Scalar: BLASScalar>(
    _ delta: Panel<Scalar>, activations a: Panel<Scalar>
  ) {
    switch self {
    case .sigmoid: delta.updateEach(with: a) { $0 * ($1 * (1 - $1)) }
    case .tanh: delta.updateEach(with: a) { $0 * (1 - $1 * $1) }
    case .relu: delta.updateEach(with: a) { $1 > 0 ? $0 : 0 }
    }
  }

  /// t ← t + e ∘ g″(z) ∘ R{z}, where the tangents are R{a} = g′(z) ∘ R{z}.
  ///
  /// g″ R{z} = (g″/g′) R{a}, and g″/g′ is 1 − 2a for the sigmoid, −2a for tanh, 0 for ReLU.
  func addCurvature<Scalar: BLASScalar>(
    to t: Panel<Scalar>, carriedErrors e: Panel<Scalar>, tangents: Panel<Scalar>,
    activations a: Panel<Scalar>
  ) {
    switch self {
    case .sigmoid: t.addEach(e, tangents, a) { $0 * $1 * (1 - 2 * $2) }
    case .tanh: t.addEach(e, tangents, a) { $0 * $1 * (-2 * $2) }
    case .relu: break
    }
  }
}
