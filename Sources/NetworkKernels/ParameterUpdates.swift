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

  /// Computes x ← α x for all elements.
  @inlinable
  public func scale(by alpha: Scalar) {
    for index in 0..<count { start[index] *= alpha }
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

  /// Computes x ← s y + d ∘ z.
  @inlinable
  public func assign(
    _ y: AlignedBuffer<Scalar>, scaledBy scale: Scalar, adding d: AlignedBuffer<Scalar>,
    times z: AlignedBuffer<Scalar>
  ) {
    precondition(
      y.count == count && d.count == count && z.count == count, "one number per parameter")
    let (x, y, d, z) = (start, y.start, d.start, z.start)
    for index in 0..<count { x[index] = scale * y[index] + d[index] * z[index] }
  }

  /// Takes a step with Nesterov momentum along a direction and updates a running average:
  /// v ← μ v + η d, θ ← θ − η d − μ v, θ̄ ← θ̄ + s (θ − θ̄).
  @inlinable
  public func stepWithAveraging(
    along direction: AlignedBuffer<Scalar>, length: Scalar, momentum: Scalar,
    velocity: AlignedBuffer<Scalar>, average: AlignedBuffer<Scalar>, share: Scalar
  ) {
    precondition(
      direction.count == count && velocity.count == count && average.count == count,
      "one number per parameter")
    let (d, v, w, mean) = (direction.start, velocity.start, start, average.start)
    for index in 0..<count {
      v[index] = momentum * v[index] + length * d[index]
      w[index] -= length * d[index] + momentum * v[index]
      mean[index] += share * (w[index] - mean[index])
    }
  }

  /// xᵀy, in partial sums of 1024 elements that are added up in `Double`.
  @inlinable
  public func dot(_ other: AlignedBuffer<Scalar>) -> Double {
    precondition(other.count == count, "one number per element")
    let (x, y) = (start, other.start)
    var sum = 0.0
    for first in Swift.stride(from: 0, to: count, by: 1024) {
      var part: Scalar = 0
      for index in first..<Swift.min(first + 1024, count) { part += x[index] * y[index] }
      sum += Double(part)
    }
    return sum
  }

  /// Takes a step of Adam: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²,
  /// θ ← θ − α m / (ρ √v + ε).
  ///
  /// - Parameters:
  ///   - step: the coefficients; its α and ρ correct the bias of m and v.
  ///   - mean: m, updated.
  ///   - square: v, updated.
  ///   - gradient: g.
  /// - Complexity: one pass over the four buffers; no allocation.
  public func stepWithAdam(
    _ step: AdamStep, mean: AlignedBuffer<Scalar>, square: AlignedBuffer<Scalar>,
    against gradient: AlignedBuffer<Scalar>
  ) {
    precondition(
      mean.count == count && square.count == count && gradient.count == count,
      "one number per parameter")
    Scalar.kernels.adamStep(
      step.beta1, step.beta2, step.alpha, step.rho, step.epsilon, gradient.start, mean.start,
      square.start, start, count)
  }

  /// The 2-norm of the elements, summed in `Double`.
  ///
  /// - Complexity: one pass; no allocation.
  public var norm: Double { Scalar.kernels.sumOfSquares(start, count).squareRoot() }
}

/// The coefficients of one step of Adam, θ ← θ − α m / (ρ √v + ε).
public struct AdamStep: Hashable, Sendable {
  /// β₁, the decay rate of the mean of the gradients.
  public var beta1: Double
  /// β₂, the decay rate of the mean of their squares.
  public var beta2: Double
  /// α, the learning rate with its part of the bias correction.
  public var alpha: Double
  /// ρ, the factor of √v: its part of the bias correction.
  public var rho: Double
  /// ε, which bounds the step where the gradient vanishes.
  public var epsilon: Double

  /// Creates coefficients.
  public init(beta1: Double, beta2: Double, alpha: Double, rho: Double, epsilon: Double) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.alpha = alpha
    self.rho = rho
    self.epsilon = epsilon
  }
}
