internal import LinearAlgebra

extension Panel {
  /// Replaces every element by its sigmoid.
  @inlinable
  public func applySigmoid() { Scalar.sigmoid(start, count: count) }

  /// Replaces every element by its hyperbolic tangent.
  @inlinable
  public func applyHyperbolicTangent() { Scalar.hyperbolicTangent(start, count: count) }

  /// Computes z ← σ(z), and Σ log(1 + eᶻ) over the first lanes; see
  /// ``LinearAlgebra/BLASScalar/sigmoidCrossEntropy(_:count:)``.
  @inlinable
  public func applySigmoidCrossEntropy(lanes: Int) -> Double {
    sumOverRows(lanes: lanes) { Scalar.sigmoidCrossEntropy($0, count: $1) }
  }

  /// Computes z ← σ(z), and Σ log(1 + eᶻ) − y z over the first lanes, with targets y in a panel of the
  /// same shape; see ``LinearAlgebra/BLASScalar/targetCrossEntropy(_:_:count:)``.
  @inlinable
  public func applySigmoidCrossEntropy(targets: Panel<Scalar>, lanes: Int) -> Double {
    sumOverRows(with: targets, lanes: lanes) { Scalar.targetCrossEntropy($0, $1, count: $2) }
  }

  /// Computes the softmax of the columns of the first lanes, and the sum of their log Σ eᶻ.
  @inlinable
  public func applySoftmaxCrossEntropy(lanes: Int) -> Double {
    Scalar.softmaxCrossEntropy(start, rows: units, stride: width, count: lanes)
  }

  /// Returns Σ a² over the first lanes, accumulated in `Double`.
  @inlinable
  public func squaredNorm(lanes: Int) -> Double {
    sumOverRows(lanes: lanes) { start, count in
      (0..<count).reduce(0) { $0 + Double(start[$1]) * Double(start[$1]) }
    }
  }

  /// Returns Σ (a − b)² over the first lanes of this and another panel, accumulated in `Double`.
  @inlinable
  public func squaredDistance(to other: Panel<Scalar>, lanes: Int) -> Double {
    sumOverRows(with: other, lanes: lanes) { a, b, count in
      (0..<count).reduce(0) { sum, index in
        let difference = Double(a[index]) - Double(b[index])
        return sum + difference * difference
      }
    }
  }

  /// Adds the elementwise product of two other panels.
  @inlinable
  public func addProducts(_ a: Panel<Scalar>, _ b: Panel<Scalar>) {
    assert(count == a.count && count == b.count)
    for index in 0..<count { start[index] += a.start[index] * b.start[index] }
  }

  /// Assigns another panel with each lane multiplied by a factor.
  ///
  /// - Parameters:
  ///   - other: A panel of the same shape.
  ///   - factors: A panel with one row, the factor of each lane.
  @inlinable
  public func assign(_ other: Panel<Scalar>, timesLanes factors: Panel<Scalar>) {
    assert(count == other.count && factors.units == 1 && factors.width == width)
    for unit in 0..<units {
      let (source, target) = (other.start + unit * width, start + unit * width)
      for lane in 0..<width { target[lane] = factors.start[lane] * source[lane] }
    }
  }

  /// Replaces every element by a function of it.
  @inlinable
  public func updateEach(_ transform: (Scalar) -> Scalar) {
    for index in 0..<count { start[index] = transform(start[index]) }
  }

  /// Replaces every element by a function of it and the same element of another panel.
  @inlinable
  public func updateEach(with other: Panel<Scalar>, _ transform: (Scalar, Scalar) -> Scalar) {
    assert(count == other.count)
    for index in 0..<count { start[index] = transform(start[index], other.start[index]) }
  }

  /// Replaces every element by a function of it and the same elements of two other panels.
  @inlinable
  public func updateEach(
    with a: Panel<Scalar>, and b: Panel<Scalar>, _ transform: (Scalar, Scalar, Scalar) -> Scalar
  ) {
    assert(count == a.count && count == b.count)
    for index in 0..<count {
      start[index] = transform(start[index], a.start[index], b.start[index])
    }
  }

  /// Adds to every element a function of the same elements of three other panels.
  @inlinable
  public func addEach(
    _ a: Panel<Scalar>, _ b: Panel<Scalar>, _ c: Panel<Scalar>,
    _ term: (Scalar, Scalar, Scalar) -> Scalar
  ) {
    assert(count == a.count && count == b.count && count == c.count)
    for index in 0..<count {
      start[index] += term(a.start[index], b.start[index], c.start[index])
    }
  }

  /// Subtracts from each column p its sum s = Σ_k p_k times a column f of factors: p ← p − s f.
  ///
  /// - Parameters:
  ///   - factors: A panel of the same shape.
  ///   - scratch: A panel with at least one row, overwritten with the sums.
  @inlinable
  public func subtract(columnSumsTimes factors: Panel<Scalar>, scratch: Panel<Scalar>) {
    let sums = scratch.start
    sums.update(repeating: 0, count: width)
    for unit in 0..<units {
      for lane in 0..<width { sums[lane] += self[unit, lane] }
    }
    for unit in 0..<units {
      for lane in 0..<width { self[unit, lane] -= sums[lane] * factors[unit, lane] }
    }
  }

  /// Replaces the value at each example's label, which is not checked, by a function of it; a
  /// negative label is that of no unit.
  @inlinable
  public func updateAtLabels(_ labels: Span<Int32>, _ transform: (Scalar) -> Scalar) {
    for example in labels.indices where labels[example] >= 0 {
      let label = Int(labels[example])
      self[label, example] = transform(self[label, example])
    }
  }

  /// Subtracts from each example's column its value at its label, which is not checked.
  @inlinable
  public func subtractValueAtLabels(_ labels: Span<Int32>) {
    for example in labels.indices {
      let shift = self[Int(labels[example]), example]
      for unit in 0..<units { self[unit, example] -= shift }
    }
  }

  /// Returns the sum over the examples of the value at the label, unless that is negative,
  /// accumulated in `Double`.
  @inlinable
  public func sumAtLabels(_ labels: Span<Int32>) -> Double {
    var sum = 0.0
    for example in labels.indices where labels[example] >= 0 {
      sum += Double(self[Int(labels[example]), example])
    }
    return sum
  }

  /// Returns the sum of a kernel's results over the first lanes of every row, which takes a single
  /// call if they are contiguous.
  @inlinable
  public func sumOverRows(
    lanes: Int, _ kernel: (_ start: UnsafeMutablePointer<Scalar>, _ count: Int) -> Double
  ) -> Double {
    guard lanes < width else { return kernel(start, count) }
    return (0..<units).reduce(0) { $0 + kernel(start + $1 * width, lanes) }
  }

  /// Returns the sum of a kernel's results over the first lanes of every row of this panel and of
  /// another one of the same shape.
  @inlinable
  public func sumOverRows(
    with other: Panel<Scalar>, lanes: Int,
    _ kernel: (_ a: UnsafeMutablePointer<Scalar>, _ b: UnsafePointer<Scalar>, _ count: Int) ->
      Double
  ) -> Double {
    precondition(units == other.units && width == other.width, "the shapes must agree")
    guard lanes < width else { return kernel(start, other.start, count) }
    return (0..<units).reduce(0) {
      $0 + kernel(start + $1 * width, other.start + $1 * width, lanes)
    }
  }
}
