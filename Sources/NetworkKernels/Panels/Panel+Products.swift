public import LinearAlgebra

// The three products of a fully connected layer, in the order of backpropagation.
// a: inputs × examples, z and δ: outputs × examples, W: outputs × inputs, b: outputs.

extension Panel {
  /// Computes z ← W a + b, the pre-activations of a layer for a block of examples.
  ///
  /// - Complexity: 2 · outputs · inputs · width flops.
  @inlinable
  public func assignAffine(of layer: Layer<Scalar>, applied a: Panel<Scalar>) {
    broadcast(biasesOf: layer)
    addLinear(of: layer, applied: a)
  }

  /// Computes z ← z + W a.
  @inlinable
  public func addLinear(of layer: Layer<Scalar>, applied a: Panel<Scalar>) {
    assert(units == layer.outputs && a.units == layer.inputs && width == a.width)
    MatrixProduct(
      rows: layer.outputs, inner: layer.inputs, columns: width, alpha: 1,
      .transpose(layer.weights, leadingDimension: layer.outputs),
      .matrix(a.start, leadingDimension: a.width), beta: 1, into: start, leadingDimension: width
    ).run()
  }

  /// Sets every row to the bias of its output.
  @inlinable
  public func broadcast(biasesOf layer: Layer<Scalar>) {
    for unit in 0..<units {
      (start + unit * width).update(repeating: layer.start[unit], count: width)
    }
  }

  /// Computes δ_in ← Wᵀ δ, which propagates the errors of a layer's outputs back to its inputs.
  ///
  /// - Complexity: 2 · outputs · inputs · width flops.
  @inlinable
  public func assignBackward(through layer: Layer<Scalar>, of delta: Panel<Scalar>) {
    backward(through: layer, of: delta, keeping: 0)
  }

  /// Computes δ_in ← δ_in + Wᵀ δ.
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

extension Panel {
  /// Returns the sum of one row, in four partial sums that can overlap, in a fixed order.
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

extension Panel {
  /// Computes M ← M + a aᵀ over all lanes; M, which starts at `offset`, is units × units.
  @inlinable
  public func accumulateMoments(into moments: AlignedBuffer<Scalar>, at offset: Int) {
    precondition(offset >= 0 && offset + units * units <= moments.count)
    MatrixProduct(
      rows: units, inner: width, columns: units, alpha: 1, .matrix(start, leadingDimension: width),
      .transpose(start, leadingDimension: width), beta: 1,
      into: moments.start + offset, leadingDimension: units
    ).run()
  }

  /// Computes M ← a bᵀ, or M + a bᵀ, over all lanes; M is units × units of the other panel.
  @inlinable
  public func multiplyTransposed(
    _ other: Panel<Scalar>, into product: AlignedBuffer<Scalar>, adding: Bool
  ) {
    precondition(width == other.width && units * other.units <= product.count)
    MatrixProduct(
      rows: units, inner: width, columns: other.units, alpha: 1,
      .matrix(start, leadingDimension: width), .transpose(other.start, leadingDimension: width),
      beta: adding ? 1 : 0, into: product.start, leadingDimension: other.units
    ).run()
  }

  /// Computes M ← M + (1, a)(1, a)ᵀ over the first lanes; M, which starts at `offset`, is
  /// (1 + units) × (1 + units).
  @inlinable
  public func accumulateMomentsWithOne(
    into moments: AlignedBuffer<Scalar>, at offset: Int, lanes: Int
  ) {
    let order = 1 + units
    precondition(offset >= 0 && offset + order * order <= moments.count && lanes <= width)
    let moments = moments.start + offset
    moments[0] += Scalar(lanes)
    for unit in 0..<units {
      var sum: Scalar = 0
      for lane in 0..<lanes { sum += self[unit, lane] }
      moments[1 + unit] += sum
      moments[(1 + unit) * order] += sum
    }
    MatrixProduct(
      rows: units, inner: lanes, columns: units, alpha: 1,
      .matrix(start, leadingDimension: width), .transpose(start, leadingDimension: width), beta: 1,
      into: moments + order + 1, leadingDimension: order
    ).run()
  }

  /// Computes M ← M + a aᵀ X over the first lanes, without forming a aᵀ, and adds Σ aᵀa to the trace.
  ///
  /// With a constant, (1, a) takes the place of a.
  ///
  /// - Parameters:
  ///   - x: X, one row per component of a or (1, a), and one column per unit of `responses`.
  ///   - responses: Xᵀ a, which is overwritten.
  ///   - hasOne: Whether a has the constant.
  ///   - moments: Contains M, which has the shape of X, and the trace after it, from `offset` on.
  /// - Complexity: 4 · units · columns · lanes flops.
  @inlinable
  public func accumulateMoments(
    times x: AlignedBuffer<Scalar>, responses: Panel<Scalar>, withOne hasOne: Bool,
    into moments: AlignedBuffer<Scalar>, at offset: Int, lanes: Int
  ) {
    let (columns, first) = (responses.units, hasOne ? 1 : 0)
    precondition(x.count == (units + first) * columns && responses.width == width)
    precondition(offset >= 0 && offset + x.count < moments.count && lanes <= width)
    for column in 0..<columns {
      (responses.start + column * width).update(repeating: hasOne ? x[column] : 0, count: width)
    }
    MatrixProduct(
      rows: columns, inner: units, columns: lanes, alpha: 1,
      .transpose(x.start + first * columns, leadingDimension: columns),
      .matrix(start, leadingDimension: width), beta: 1, into: responses.start,
      leadingDimension: width
    ).run()
    let moments = moments.start + offset
    MatrixProduct(
      rows: units, inner: lanes, columns: columns, alpha: 1,
      .matrix(start, leadingDimension: width),
      .transpose(responses.start, leadingDimension: width), beta: 1,
      into: moments + first * columns, leadingDimension: columns
    ).run()
    var trace: Scalar = 0
    for unit in 0..<units {
      var sum: Scalar = 0
      for lane in 0..<lanes { sum += self[unit, lane] * self[unit, lane] }
      trace += sum
    }
    moments[x.count] += trace
    guard hasOne else { return }
    moments[x.count] += Scalar(lanes)
    for column in 0..<columns {
      var sum: Scalar = 0
      for lane in 0..<lanes { sum += responses[column, lane] }
      moments[column] += sum
    }
  }
}
