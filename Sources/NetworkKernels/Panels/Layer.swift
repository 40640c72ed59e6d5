public import LinearAlgebra

/// The weights of one layer, or its part of a gradient, as it lies in the flat parameter vector.
///
/// Theta is outputs × (1 + inputs), column-major, bias column first. In memory that is the bias of
/// every output, followed by one row of `outputs` weights for each input, which is the transpose
/// of the weight matrix without its bias, row-major: what gemm reads as it is.
///
/// A layer is a view of an `AlignedBuffer`, which it keeps alive.
public struct Layer<Scalar: BLASScalar>: @unchecked Sendable {
  /// The bias of output 0.
  public let start: UnsafeMutablePointer<Scalar>
  /// The number of inputs, without the bias.
  public let inputs: Int
  /// The number of outputs.
  public let outputs: Int

  private let buffer: AlignedBuffer<Scalar>

  /// Views the region that holds a layer's Theta, in a parameter vector that starts at `offset` of
  /// a buffer.
  public init(_ buffer: AlignedBuffer<Scalar>, offset: Int = 0, region: MatrixRegion) {
    precondition(
      offset >= 0 && offset + region.range.upperBound <= buffer.count,
      "a layer lies inside its buffer")
    self.buffer = buffer
    start = buffer.start + offset + region.offset
    inputs = region.columns - 1
    outputs = region.rows
  }

  /// The number of weights and biases.
  public var count: Int { outputs * (1 + inputs) }

  /// The element at a place of the layer, the biases first; not checked.
  @inlinable
  public subscript(_ index: Int) -> Scalar {
    get { start[index] }
    nonmutating set { start[index] = newValue }
  }

  /// Sets every weight and bias to zero.
  public func clear() { start.update(repeating: 0, count: count) }

  /// The weight of input 0 to output 0; the row of input i starts `i * outputs` further.
  public var weights: UnsafeMutablePointer<Scalar> { start + outputs }
}

extension Layer {
  /// ∂W ← ∂W + s δ aᵀ and ∂b ← ∂b + s δ 1: what a block of examples adds to a layer's gradient.
  ///
  /// - Parameter scale: s; 1 for a sum over the examples.
  /// - Complexity: 2 · outputs · inputs · width flops.
  @inlinable
  public func accumulateGradient(
    inputs a: Panel<Scalar>, errors delta: Panel<Scalar>, scale: Scalar = 1
  ) {
    accumulateBiasGradient(errors: delta, scale: scale)
    accumulateWeightGradient(inputs: a, errors: delta, scale: scale)
  }

  /// ∂W ← ∂W + s δ aᵀ.
  @inlinable
  public func accumulateWeightGradient(
    inputs a: Panel<Scalar>, errors delta: Panel<Scalar>, scale: Scalar = 1
  ) {
    assert(a.units == inputs && delta.units == outputs && a.width == delta.width)
    MatrixProduct(
      rows: inputs, inner: a.width, columns: outputs, alpha: scale,
      .matrix(a.start, leadingDimension: a.width),
      .transpose(delta.start, leadingDimension: delta.width), beta: 1, into: weights,
      leadingDimension: outputs
    ).run()
  }

  /// ∂b ← ∂b + s δ 1: the sum of each output's errors over the block.
  @inlinable
  public func accumulateBiasGradient(errors delta: Panel<Scalar>, scale: Scalar = 1) {
    for output in 0..<outputs { start[output] += scale * delta.rowSum(output) }
  }

  /// W ← s W; the biases stay.
  @inlinable
  public func scaleWeights(by scale: Scalar) {
    for index in 0..<inputs * outputs { weights[index] *= scale }
  }
}
