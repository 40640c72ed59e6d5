internal import LinearAlgebra
internal import Machine
internal import NetworkKernels
internal import Optimization

/// The second moments A = 1/m Σ (1, x)(1, x)ᵀ of the features, as a product that is never formed.
///
/// A X = 1/m Σ (1, x) zᵀ with z = Xᵀ (1, x), which is a forward pass and a gradient of a first
/// layer with the columns of X for its units: the grouped kernels compute it, skip the zeros, and
/// distribute the examples over the threads. The sums are added up in the order of fixed shards, so
/// that any number of threads gives the same bits.
struct FeatureMoments<Scalar: BLASScalar>: Sendable {
  private let features: GroupedFeatures<Scalar>
  private let token: StopToken
  private let shards: ShardPlan
  private let exampleCount: Int
  /// X as a layer's weights.
  private let weights: AlignedBuffer<Scalar>
  private let layer: Layer<Scalar>
  /// z for a block, and Σ x zᵀ over a shard, one per thread.
  private let responses: [Panel<Scalar>]
  private let sums: [FeatureGradient<Scalar>]
  /// Σ (1, x) zᵀ of each shard.
  private let products: [Layer<Scalar>]

  /// Allocates the workspace for an X with a number of columns.
  ///
  /// The moments are over the examples in `sample`; the token may cut a product short.
  init(
    of features: GroupedFeatures<Scalar>, sample: Sample, columns: Int, threads: Int,
    stopToken token: StopToken
  ) {
    self.token = token
    let region = MatrixRegion(offset: 0, rows: columns, columns: 1 + features.featureCount)
    self.features = features
    exampleCount = sample.exampleCount
    shards = ShardPlan(
      blocks: sample.blocks.count, dataCount: sample.exampleCount * features.featureCount,
      parameterCount: region.count
    ).shifted(by: sample.blocks.lowerBound)
    weights = AlignedBuffer(count: region.count)
    layer = Layer(weights, region: region)
    responses = (0..<threads).map { _ in
      Panel(
        AlignedBuffer(count: columns * features.width), units: columns, width: features.width)
    }
    sums = (0..<threads).map { _ in features.gradientSums(units: columns) }
    products = (0..<shards.count).map { _ in
      Layer(AlignedBuffer(count: region.count), region: region)
    }
  }

  /// product ← A X, both (1 + n) × columns, row-major.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func multiply(_ x: AlignedBuffer<Double>, into product: AlignedBuffer<Double>) {
    weights.assign(x)
    Parallel.forEach(shards.count, threads: sums.count) { shard, worker in
      let (sum, z) = (products[shard], responses[worker])
      sum.clear()
      for block in shards.blocks[shard] where !token.cutsWork() {
        features.multiply(block: block, by: layer, into: z)
        z.clearLanes(from: features.exampleCount(inBlock: block))
        sum.accumulateBiasGradient(errors: z)
        features.accumulateGradient(block: block, errors: z, into: sums[worker])
      }
      sums[worker].move(into: sum)
    }
    let scale = 1 / Double(exampleCount)
    for index in 0..<product.count {
      var sum = 0.0
      for part in products { sum += Double(part[index]) }
      product[index] = sum * scale
    }
  }
}
