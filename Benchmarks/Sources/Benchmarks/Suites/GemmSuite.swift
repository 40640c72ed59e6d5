import LinearAlgebra

/// gemm's peak, the reference of the other benchmarks, and gemm at the shapes of ex4.
enum GemmSuite {
  static func run(into report: inout Report) {
    for threads in 1...2 {
      peak(Double.self, threads: threads, into: &report)
      peak(Float.self, threads: threads, into: &report)
    }
    firstLayer(Double.self, into: &report)
    firstLayer(Float.self, into: &report)
  }

  private static func peak<Scalar: BLASScalar>(
    _: Scalar.Type, threads: Int, into report: inout Report
  ) {
    report.add(
      "gemm",
      Measurement(
        "\(GemmPeak.size)³, one per thread", GemmPeak.sample(Scalar.self, threads: threads),
        precision: Precision(of: Scalar.self), threads: threads,
        flops: GemmPeak.flops(threads: threads),
        peak: report.peak.rate(Scalar.self, threads: threads)))
  }

  /// A block of 256 examples through ex4's first layer, in every combination of row-major and
  /// column-major operands.
  private static func firstLayer<Scalar: BLASScalar>(_: Scalar.Type, into report: inout Report) {
    let (examples, inputs, units) = (256, 400, 25)
    let features = AlignedBuffer<Scalar>(count: examples * inputs)
    let weights = AlignedBuffer<Scalar>(count: inputs * units)
    let result = AlignedBuffer<Scalar>(count: examples * units)
    features.start.initialize(repeating: 0.5, count: examples * inputs)
    weights.start.initialize(repeating: 0.5, count: inputs * units)
    let peak = report.peak.rate(Scalar.self, threads: 1)
    for layout in FirstLayerLayout.allCases {
      let product = layout.product(
        features: features.start, weights: weights.start, result: result.start,
        examples: examples, inputs: inputs, units: units)
      report.add(
        "gemm",
        Measurement(
          "\(examples) × \(inputs) × \(units), \(layout.rawValue)",
          Sampler(batches: 3, timeLimit: 2).sample { product.run() },
          precision: Precision(of: Scalar.self),
          flops: 2 * Double(examples * inputs * units), peak: peak))
    }
  }
}

/// Which index is contiguous in the features, the weights and the result of a layer.
private enum FirstLayerLayout: String, CaseIterable {
  case rowsByRows = "examples in rows, units in rows"
  case rowsByColumns = "examples in rows, units in columns"
  case columnsByRows = "examples in columns, units in rows"
  case columnsByColumns = "examples in columns, units in columns"

  func product<Scalar: BLASScalar>(
    features: UnsafeMutablePointer<Scalar>, weights: UnsafeMutablePointer<Scalar>,
    result: UnsafeMutablePointer<Scalar>, examples: Int, inputs: Int, units: Int
  ) -> MatrixProduct<Scalar> {
    // Weights in rows: one unit's weights side by side; in columns: one input's, as θ has them.
    switch self {
    case .rowsByRows:
      MatrixProduct(
        rows: examples, inner: inputs, columns: units, alpha: 1,
        .matrix(features, leadingDimension: inputs),
        .transpose(weights, leadingDimension: inputs), beta: 0, into: result,
        leadingDimension: units)
    case .rowsByColumns:
      MatrixProduct(
        rows: examples, inner: inputs, columns: units, alpha: 1,
        .matrix(features, leadingDimension: inputs), .matrix(weights, leadingDimension: units),
        beta: 0, into: result, leadingDimension: units)
    case .columnsByRows:
      MatrixProduct(
        rows: units, inner: inputs, columns: examples, alpha: 1,
        .matrix(weights, leadingDimension: inputs),
        .matrix(features, leadingDimension: examples), beta: 0, into: result,
        leadingDimension: examples)
    case .columnsByColumns:
      MatrixProduct(
        rows: units, inner: inputs, columns: examples, alpha: 1,
        .transpose(weights, leadingDimension: units),
        .matrix(features, leadingDimension: examples), beta: 0, into: result,
        leadingDimension: examples)
    }
  }
}
