public import LinearAlgebra

/// The parameters of one layer, or their gradient, in the flat parameter vector.
///
/// Theta is outputs × (1 + inputs), column-major, with the biases in column 0. In memory, the bias
/// of every output is followed by a row of `outputs` weights for each input: the transpose of the
/// weight matrix in row-major order, which gemm can read in place.
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

  /// Creates a view of a layer's Theta in a buffer.
  ///
  /// - Parameters:
  ///   - buffer: The buffer that contains the parameter vector.
  ///   - offset: The start of the parameter vector in the buffer.
  ///   - region: The location of Theta in the parameter vector, outputs × (1 + inputs); it must lie
  ///     within the buffer.
  public init(_ buffer: AlignedBuffer<Scalar>, offset: Int = 0, region: MatrixRegion) {
    precondition(
      offset >= 0 && offset + region.range.upperBound <= buffer.count,
      "the layer must lie within the buffer")
    self.buffer = buffer
    start = buffer.start + offset + region.offset
    inputs = region.columns - 1
    outputs = region.rows
  }

  /// The number of weights and biases.
  public var count: Int { outputs * (1 + inputs) }

  /// The element at an index, which is not checked; the biases come first.
  @inlinable
  public subscript(_ index: Int) -> Scalar {
    get { start[index] }
    nonmutating set { start[index] = newValue }
  }

  /// Sets every weight and bias to zero.
  public func clear() { start.update(repeating: 0, count: count) }

  /// The weight from input 0 to output 0; the row of input i starts at `weights + i * outputs`.
  public var weights: UnsafeMutablePointer<Scalar> { start + outputs }
}

extension Layer {
  /// Adds the contribution of a block of examples to a layer's gradient: ∂W ← ∂W + s δ aᵀ and
  /// ∂b ← ∂b + s δ 1.
  ///
  /// - Parameters:
  ///   - a: The activations of the inputs.
  ///   - delta: δ, the errors of the outputs.
  ///   - scale: s; 1 for a sum over the examples.
  /// - Complexity: 2 · outputs · inputs · width flops.
  @inlinable
  public func accumulateGradient(
    inputs a: Panel<Scalar>, errors delta: Panel<Scalar>, scale: Scalar = 1
  ) {
    accumulateBiasGradient(errors: delta, scale: scale)
    accumulateWeightGradient(inputs: a, errors: delta, scale: scale)
  }

  /// Computes ∂W ← ∂W + s δ aᵀ.
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

  /// Computes ∂b ← ∂b + s δ 1, which adds the sum of each output's errors over the block.
  @inlinable
  public func accumulateBiasGradient(errors delta: Panel<Scalar>, scale: Scalar = 1) {
    for output in 0..<outputs { start[output] += scale * delta.rowSum(output) }
  }

  /// Computes W ← s W; the biases are not changed.
  @inlinable
  public func scaleWeights(by scale: Scalar) {
    for index in 0..<inputs * outputs { weights[index] *= scale }
  }
}
