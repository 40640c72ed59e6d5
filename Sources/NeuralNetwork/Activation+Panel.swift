internal import LinearAlgebra

extension Activation {
  /// a ← g(z), in place.
  func apply<Scalar: BLASScalar>(to z: Panel<Scalar>) {
    switch self {
    case .sigmoid: Scalar.sigmoid(z.start, count: z.count)
    case .tanh: Scalar.tanh(z.start, count: z.count)
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
}
