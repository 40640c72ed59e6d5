// The three products of a fully connected layer, in the order of back-propagation.
// a: inputs × examples, z and δ: outputs × examples, W: outputs × inputs, b: outputs.

extension Panel {
  /// z ← W a + b: the pre-activations of a layer for a block of examples.
  ///
  /// - Complexity: 2 · outputs · inputs · width flops.
  @inlinable
  public func assignAffine(of layer: Layer<Scalar>, applied a: Panel<Scalar>) {
    broadcast(biasesOf: layer)
    addLinear(of: layer, applied: a)
  }

  /// z ← z + W a.
  @inlinable
  public func addLinear(of layer: Layer<Scalar>, applied a: Panel<Scalar>) {
    assert(units == layer.outputs && a.units == layer.inputs && width == a.width)
    MatrixProduct(
      rows: layer.outputs, inner: layer.inputs, columns: width, alpha: 1,
      .transpose(layer.weights, leadingDimension: layer.outputs),
      .matrix(a.start, leadingDimension: a.width), beta: 1, into: start, leadingDimension: width
    ).run()
  }

  /// Every row ← the bias of its output.
  @inlinable
  public func broadcast(biasesOf layer: Layer<Scalar>) {
    for unit in 0..<units {
      (start + unit * width).update(repeating: layer.start[unit], count: width)
    }
  }

  /// δ_in ← Wᵀ δ: the errors of a layer's outputs carried back to its inputs.
  ///
  /// - Complexity: 2 · outputs · inputs · width flops.
  @inlinable
  public func assignBackward(through layer: Layer<Scalar>, of delta: Panel<Scalar>) {
    backward(through: layer, of: delta, keeping: 0)
  }

  /// δ_in ← δ_in + Wᵀ δ.
  @inlinable
  public func addBackward(through layer: Layer<Scalar>, of delta: Panel<Scalar>) {
    backward(through: layer, of: delta, keeping: 1)
  }

  @inlinable
  package func backward(
    through layer: Layer<Scalar>, of delta: Panel<Scalar>, keeping beta: Scalar
  ) {
    assert(units == layer.inputs && delta.units == layer.outputs && width == delta.width)
    MatrixProduct(
      rows: layer.inputs, inner: layer.outputs, columns: width, alpha: 1,
      .matrix(layer.weights, leadingDimension: layer.outputs),
      .matrix(delta.start, leadingDimension: delta.width), beta: beta, into: start,
      leadingDimension: width
    ).run()
  }
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

extension Panel {
  /// The sum of one row, in four partial sums so that the additions overlap; the order is fixed.
  @inlinable
  package func rowSum(_ unit: Int) -> Scalar {
    let row = start + unit * width
    var (s0, s1, s2, s3): (Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0)
    var lane = 0
    while lane + 4 <= width {
      s0 += row[lane]
      s1 += row[lane + 1]
      s2 += row[lane + 2]
      s3 += row[lane + 3]
      lane += 4
    }
    while lane < width {
      s0 += row[lane]
      lane += 1
    }
    return (s0 + s1) + (s2 + s3)
  }
}
