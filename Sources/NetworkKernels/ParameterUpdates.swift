public import LinearAlgebra

/// Steps of gradient descent on the parameters θ, which are the elements of the buffer.
extension AlignedBuffer {
  /// Computes θ ← θ + α x in a range of indices.
  @inlinable
  public func add(_ alpha: Scalar, times x: AlignedBuffer<Scalar>, in range: Range<Int>) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= min(count, x.count),
      "the range must lie within both buffers")
    let (target, source) = (start, x.start)
    for index in range { target[index] += alpha * source[index] }
  }

  /// Takes a step with momentum: v ← μ v + g, θ ← θ − η v (Polyak 1964).
  @inlinable
  public func stepWithMomentum(
    _ momentum: Scalar, velocity: AlignedBuffer<Scalar>, against gradient: AlignedBuffer<Scalar>,
    learningRate: Scalar
  ) {
    precondition(velocity.count == count && gradient.count == count, "one number per parameter")
    let (g, v, w) = (gradient.start, velocity.start, start)
    for index in 0..<count {
      v[index] = momentum * v[index] + g[index]
      w[index] -= learningRate * v[index]
    }
  }

  /// Takes a step with Nesterov momentum: v ← μ v + g, θ ← θ − η (g + μ v).
  ///
  /// Source: Sutskever, Martens, Dahl and Hinton, "On the importance of
  /// initialization and momentum in deep learning" (ICML 2013).
  @inlinable
  public func stepWithNesterovMomentum(
    _ momentum: Scalar, velocity: AlignedBuffer<Scalar>, against gradient: AlignedBuffer<Scalar>,
    learningRate: Scalar
  ) {
    precondition(velocity.count == count && gradient.count == count, "one number per parameter")
    let (g, v, w) = (gradient.start, velocity.start, start)
    for index in 0..<count {
      v[index] = momentum * v[index] + g[index]
      w[index] -= learningRate * (g[index] + momentum * v[index])
    }
  }
}
