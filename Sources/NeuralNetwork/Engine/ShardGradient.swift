internal import LinearAlgebra
internal import NetworkKernels

/// The gradient of a shard, with the first layer's weights in the packed layout of their kernel.
///
///     ∂W_1 (packed), ∂b_1, ∂Theta_2(:), …, ∂Theta_L(:)
///
/// Shards are added in this layout, and only their total is moved to the order of θ.
struct ShardGradient<Scalar: BLASScalar>: Sendable {
  /// The gradient of each layer; of the first, ∂b_1 only.
  let layers: [Layer<Scalar>]
  private let features: GroupedFeatures<Scalar>
  private let firstWeights: FeatureGradient<Scalar>
  private let vector: AlignedBuffer<Scalar>
  /// The position of ∂b_1 in the vector.
  private let offset: Int

  /// The length of a vector.
  static func length(for examples: NetworkExamples<Scalar>) -> Int {
    let first = examples.layout.regions[0]
    return examples.features.gradientLength(units: first.rows) + first.rows
      + examples.layout.parameterCount - first.count
  }

  /// A view of a vector.
  init(_ vector: AlignedBuffer<Scalar>, for examples: NetworkExamples<Scalar>) {
    let regions = examples.layout.regions
    let units = regions[0].rows
    let offset = examples.features.gradientLength(units: units)
    let biases = Layer(vector, offset: offset, region: .init(offset: 0, rows: units, columns: 1))
    let shift = offset + units - regions[0].count
    layers =
      [biases]
      + regions.dropFirst().map {
        Layer(vector, region: .init(offset: shift + $0.offset, rows: $0.rows, columns: $0.columns))
      }
    features = examples.features
    firstWeights = features.gradientSums(units: units, in: vector)
    self.vector = vector
    self.offset = offset
  }

  /// ∂W_1 ← ∂W_1 + δ_1 xᵀ and ∂b_1 ← ∂b_1 + δ_1 1 for a block of examples.
  func accumulateFirstLayer(block: Int, errors delta: Panel<Scalar>) {
    layers[0].accumulateBiasGradient(errors: delta)
    features.accumulateGradient(block: block, errors: delta, into: firstWeights)
  }

  /// gradient ← the gradient in the order of θ; the first layer's weights become 0 here.
  func move(to gradient: AlignedBuffer<Scalar>, first layer: Layer<Scalar>) {
    layer.clear()
    firstWeights.move(into: layer)
    for unit in 0..<layer.outputs { layer[unit] = vector[offset + unit] }
    (gradient.start + layer.count).update(
      from: vector.start + offset + layer.outputs, count: gradient.count - layer.count)
  }
}
