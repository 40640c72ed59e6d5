public import LinearAlgebra

/// The features of all examples in the layout of the first layer's kernels.
///
/// The examples form *groups* that fill 64 bytes: 8 examples in `Double`, 16 in `Float`. A group
/// has a list of *entries*, a feature and its values in the group's examples, for the features that
/// are nonzero in at least one of the examples. Images are mostly background, so both products of
/// the first layer, which dominate the cost of a network, skip about half of the features. To skip
/// more, examples with similar zeros are put into the same group. A dense data set lists every
/// feature, at the cost of the dense product.
///
/// The groups form blocks of `width` lanes, one example per lane, and the blocks form *windows*.
/// Examples are grouped inside their window only: if they come in random order, every window is a
/// random sample of them, and windows don't depend on each other. The layout depends on the data and
/// that order only: it is the same for any number of threads and on any machine.
///
/// See `docs/decisions/0003-grouped-features.md`.
public final class GroupedFeatures<Scalar: BLASScalar>: Sendable {
  /// n, the number of features.
  public let featureCount: Int
  /// The number of lanes of a block.
  public let width: Int
  /// The number of blocks of a window; the last window may have fewer.
  public let blocksPerWindow: Int
  /// The index of the example in each lane; further lanes at the end of the last block are zero.
  public let order: [Int]

  private let entries: GroupEntries<Scalar>
  private let kernels: KernelTable<Scalar>

  /// Creates the layout of a matrix of examples.
  ///
  /// - Parameters:
  ///   - matrix: One example per row, m × n.
  ///   - order: The indices of all examples, each once, in the order of the blocks; by default that
  ///     of the matrix.
  ///   - width: The number of lanes of a block, a positive multiple of 16. The default of 256 keeps
  ///     the activations of a block in the L2 cache.
  ///   - blocksPerWindow: The number of blocks in which similar examples are grouped, at least 1.
  ///   - threads: The maximum number of threads, at least 1.
  ///   - kernels: The kernels to use, by default those of this machine.
  /// - Complexity: At most m · n values and a sixteenth of that for indices, fewer if there are
  ///   zeros; the time of a few evaluations.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public init(
    _ matrix: borrowing Matrix<Scalar>, order: [Int]? = nil, width: Int = 256,
    blocksPerWindow: Int = 1, threads: Int = 1, kernels: KernelTable<Scalar> = Scalar.kernels
  ) {
    precondition(width > 0 && width % 16 == 0, "the width must be a positive multiple of 16")
    precondition(order.map { $0.count == matrix.rows } ?? true, "one index per example")
    let groupSize = 64 / MemoryLayout<Scalar>.stride
    let width = min(width, max(matrix.rows + 15, 16) / 16 * 16)
    let given = order ?? Array(0..<matrix.rows)
    let patterns = ZeroPatterns(of: matrix, kernels: kernels, threads: threads)
    let grouped =
      patterns.density > Self.maxRegroupedDensity
      ? given
      : patterns.regrouped(
        given, window: width * blocksPerWindow, groupSize: groupSize, kernels: kernels,
        threads: threads)
    let isListed =
      patterns.sharedDensity(order: grouped, groupSize: groupSize) <= Self.maxListedDensity
    self.order = isListed ? grouped : given
    entries =
      isListed
      ? GroupEntries(
        matrix, order: grouped, patterns: patterns, groupSize: groupSize, threads: threads)
      : GroupEntries(dense: matrix, order: given, groupSize: groupSize, threads: threads)
    self.width = width
    self.blocksPerWindow = blocksPerWindow
    self.kernels = kernels
    featureCount = matrix.columns
  }

  /// Above this fraction of nonzeros, regrouping the examples does not pay off.
  private static var maxRegroupedDensity: Double { 0.9 }
  /// Above this fraction of listed features, every feature is listed.
  private static var maxListedDensity: Double { 0.97 }
}

extension GroupedFeatures {
  /// The number of blocks.
  public var blockCount: Int { (order.count + width - 1) / width }

  /// Returns the number of examples in a block.
  public func exampleCount(inBlock block: Int) -> Int { min(width, order.count - block * width) }

  /// The fraction of all features that the groups list; 1 for dense data.
  public var density: Double {
    let all = entries.groupCount * featureCount
    return all == 0 ? 1 : Double(entries.count) / Double(all)
  }

  /// The size of the values, the lists of features and the order in memory, in bytes.
  public var byteCount: Int { entries.byteCount + order.count * MemoryLayout<Int>.stride }

  /// Copies the features of a block to a panel of features × lanes.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func unpack(block: Int, into x: Panel<Scalar>) {
    precondition(x.units == featureCount && x.width == width, "the shapes must agree")
    entries.unpack(groups(ofBlock: block), into: x)
  }

  /// Computes z ← W x + b for the examples of a block; lanes without an example become b or 0.
  ///
  /// - Complexity: 2 · density · width · n · units flops.
  public func multiply(block: Int, by layer: Layer<Scalar>, into z: Panel<Scalar>) {
    precondition(layer.inputs == featureCount && z.units == layer.outputs, "the shapes must agree")
    precondition(z.width == width, "the pre-activations must have the width of a block")
    let groups = groups(ofBlock: block)
    entries.withGroups(groups) {
      kernels.groupedMultiply($0, layer.start, layer.outputs, z.start, width)
    }
    let lanes = groups.count * entries.groupSize
    if lanes < width { z.clearLanes(from: lanes) }
  }

  /// Adds δ xᵀ of the examples of a block to sums; δ must be finite in lanes without an example.
  ///
  /// - Complexity: 2 · density · width · n · units flops.
  public func accumulateGradient(
    block: Int, errors delta: Panel<Scalar>, into sums: FeatureGradient<Scalar>
  ) {
    precondition(
      sums.features == featureCount && sums.units == delta.units, "the shapes must agree")
    precondition(delta.width == width, "the errors must have the width of a block")
    entries.withGroups(groups(ofBlock: block)) {
      kernels.groupedGradient(
        $0, delta.start, width, sums.units, featureCount, sums.packed.start)
    }
  }

  /// Allocates sums, initially zero, for the gradient of a first layer with the given units.
  public func gradientSums(units: Int) -> FeatureGradient<Scalar> {
    FeatureGradient(features: featureCount, units: units, kernels: kernels)
  }

  private func groups(ofBlock block: Int) -> Range<Int> {
    let first = block * width / entries.groupSize
    return first..<min(first + width / entries.groupSize, entries.groupCount)
  }
}

/// Sums of δ xᵀ over blocks of examples, in the packed layout of the gradient kernel
/// (`GroupedGradient.h`).
///
/// Each worker accumulates the blocks of a shard and then moves the sums to the shard's gradient.
public final class FeatureGradient<Scalar: BLASScalar>: Sendable {
  /// The number of features.
  public let features: Int
  /// The number of units of the layer.
  public let units: Int
  let packed: AlignedBuffer<Scalar>
  private let kernels: KernelTable<Scalar>

  init(features: Int, units: Int, kernels: KernelTable<Scalar>) {
    self.features = features
    self.units = units
    self.kernels = kernels
    packed = AlignedBuffer(count: features * kernels.gradientWidth(units))
  }

  /// Adds the sums to the weights of a gradient and sets the sums to 0.
  ///
  /// The biases are not changed.
  public func move(into gradient: Layer<Scalar>) {
    precondition(gradient.inputs == features && gradient.outputs == units)
    kernels.gradientUnpack(packed.start, features, units, gradient.weights)
  }
}
