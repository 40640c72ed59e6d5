extension Panel {
  /// M ← M + a aᵀ, over all lanes; M is units × units.
  @inlinable
  public func accumulateMoments(into moments: AlignedBuffer<Scalar>) {
    precondition(moments.count == units * units)
    MatrixProduct(
      rows: units, inner: width, columns: units, alpha: 1, .matrix(start, leadingDimension: width),
      .transpose(start, leadingDimension: width), beta: 1, into: moments.start,
      leadingDimension: units
    ).run()
  }

  /// M ← M + (1, a)(1, a)ᵀ, over the first lanes; M is (1 + units) × (1 + units).
  @inlinable
  public func accumulateMomentsWithOne(into moments: AlignedBuffer<Scalar>, lanes: Int) {
    let order = 1 + units
    precondition(moments.count == order * order && lanes <= width)
    moments.start[0] += Scalar(lanes)
    for unit in 0..<units {
      var sum: Scalar = 0
      for lane in 0..<lanes { sum += self[unit, lane] }
      moments.start[1 + unit] += sum
      moments.start[(1 + unit) * order] += sum
    }
    MatrixProduct(
      rows: units, inner: lanes, columns: units, alpha: 1,
      .matrix(start, leadingDimension: width), .transpose(start, leadingDimension: width), beta: 1,
      into: moments.start + order + 1, leadingDimension: order
    ).run()
  }
}
