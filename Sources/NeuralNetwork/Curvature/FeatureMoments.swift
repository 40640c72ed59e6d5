internal import LinearAlgebra
internal import Machine
internal import NetworkKernels
internal import Optimization
internal import Random

/// The second moments A = 1/m Σ (1, x)(1, x)ᵀ of the features, as a product that is never formed.
///
/// A X = 1/m Σ (1, x) zᵀ with z = Xᵀ (1, x), which is a forward pass and a gradient of a first
/// layer with the columns of X for its units: the grouped kernels compute it, skip the zeros, and
/// distribute the examples over the threads. The shards' sums are added along a fixed tree, so
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
  /// Σ (1, x) zᵀ of shards.
  private let products: TreeSum<Scalar>
  private let productLayers: [Layer<Scalar>]

  /// Allocates the workspace for an X with a number of columns.
  ///
  /// The moments are over the examples in `shards`; the token may cut a product short.
  init(
    of examples: NetworkExamples<Scalar>, shards: ShardPlan, columns: Int,
    stopToken token: StopToken
  ) {
    self.token = token
    let (features, threads) = (examples.features, examples.threads)
    let region = MatrixRegion(offset: 0, rows: columns, columns: 1 + features.featureCount)
    self.features = features
    self.shards = shards
    exampleCount = examples.exampleCount(in: shards)
    weights = AlignedBuffer(count: region.count)
    layer = Layer(weights, region: region)
    responses = (0..<threads).map { _ in
      Panel(
        AlignedBuffer(count: columns * features.width), units: columns, width: features.width)
    }
    sums = (0..<threads).map { _ in features.gradientSums(units: columns) }
    products = TreeSum(length: region.count, shardCount: shards.count, threads: threads)
    productLayers = products.vectors.map { Layer($0, region: region) }
  }

  /// product ← A X, both (1 + n) × columns, row-major.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func multiply(_ x: AlignedBuffer<Double>, into product: AlignedBuffer<Double>) {
    weights.assign(x)
    let total = products.run(shards: shards.count) { shard, worker, slot in
      let (sum, z) = (productLayers[slot], responses[worker])
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
      product[index] = Double(products.vectors[total][index]) * scale
    }
  }
}

extension NetworkExamples {
  /// The leading eigenpairs of the second moments of a sample's features with their constant 1, the
  /// first layer's A, from its first shards with at least `exampleCount` examples.
  func leadingFeaturePairs(
    of sample: Sample, exampleCount: Int, stopToken: StopToken
  ) -> Eigenpairs {
    let order = 1 + features.featureCount
    let moments = FeatureMoments(
      of: self, shards: firstShards(of: sample, exampleCount: exampleCount),
      columns: min(order, Self.mostFeaturePairs), stopToken: stopToken)
    var generator = SplitMix64(seed: 0)
    let pairs = LeadingEigenpairs(
      min(order, Self.mostFeaturePairs), ofOrder: order, drawing: { generator.nextNormal() },
      multiply: { moments.multiply($0, into: $1) }
    ).pairs
    if !pairs.isFinite { pairs.assignIdentity() }
    return pairs
  }

  /// The features of images have large variance in few directions; in the others the curvature is
  /// below the damping, so they hardly change H₀.
  private static var mostFeaturePairs: Int { 64 }
}
