public import LinearAlgebra

/// The features of all examples in the layout of the first layer's kernels, made once.
///
/// Examples stand in *groups*: as many as fill 64 bytes, 8 in `Double` and 16 in `Float`. A group
/// lists *entries*, a feature and its values in the group's examples side by side, and only of
/// features that differ from zero in at least one of them. Images are mostly background, so both
/// products of the first layer, which are nearly all of a network's work, skip half of theirs. To
/// skip more, examples that share their zeros are put into the same group. Data without zeros to
/// skip list every feature, and cost the dense product.
///
/// For the engine the groups form blocks of `width` lanes, one example a lane. The groups are
/// spread: every beginning of the blocks is a fair sample of the examples (`GroupSpread`). The
/// order is the data's alone: the same for any number of threads and on any machine.
///
/// See `docs/decisions/0003-grouped-features.md`.
public final class GroupedFeatures<Scalar: BLASScalar>: Sendable {
  /// n, the number of features.
  public let featureCount: Int
  /// The number of lanes of a block.
  public let width: Int
  /// The example of each lane; lanes beyond them, at the end of the last block, hold zeros.
  public let order: [Int]

  private let entries: GroupEntries<Scalar>
  private let kernels: KernelTable<Scalar>

  /// Lays the examples out.
  ///
  /// - Parameters:
  ///   - matrix: one example per row, m × n.
  ///   - labels: a number for each example that alike ones share, such as the class index; it only
  ///     helps to find examples that fit together. An empty array is no help.
  ///   - width: the lanes of a block, a multiple of 16.
  ///   - threads: how many threads work on it.
  ///   - kernels: by default those of this machine.
  /// - Complexity: m · n values and a sixteenth as much for indices at most, fewer where there are
  ///   zeros; the time of a few evaluations.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public init(
    _ matrix: borrowing Matrix<Scalar>, labels: [Int], width: Int = 256, threads: Int = 1,
    kernels: KernelTable<Scalar> = Scalar.kernels
  ) {
    precondition(width > 0 && width % 16 == 0, "a block has a multiple of 16 lanes")
    precondition(labels.isEmpty || labels.count == matrix.rows, "one label an example")
    let groupSize = 64 / MemoryLayout<Scalar>.stride
    let patterns = ZeroPatterns(of: matrix, kernels: kernels, threads: threads)
    let alike = Self.alikeTogether(count: matrix.rows, labels: labels)
    let grouped =
      patterns.density > Self.densestRegrouped
      ? alike
      : patterns.regrouped(alike, groupSize: groupSize, kernels: kernels, threads: threads)
    let isListed =
      patterns.sharedDensity(order: grouped, groupSize: groupSize) <= Self.densestListed
    order = GroupSpread.apply(to: isListed ? grouped : alike, groupSize: groupSize)
    entries =
      isListed
      ? GroupEntries(
        matrix, order: order, patterns: patterns, groupSize: groupSize, threads: threads)
      : GroupEntries(dense: matrix, order: order, groupSize: groupSize, threads: threads)
    self.width = min(width, max(matrix.rows + 15, 16) / 16 * 16)
    self.kernels = kernels
    featureCount = matrix.columns
  }

  /// Above this share of non-zeros, looking for examples that fit together cannot pay.
  private static var densestRegrouped: Double { 0.9 }
  /// Above this share of listed features, every feature is listed.
  private static var densestListed: Double { 0.97 }

  /// All examples, those with one label together.
  private static func alikeTogether(count: Int, labels: [Int]) -> [Int] {
    let examples = Array(0..<count)
    return labels.isEmpty
      ? examples : examples.sorted { (labels[$0], $0) < (labels[$1], $1) }
  }
}

extension GroupedFeatures {
  /// The number of blocks.
  public var blockCount: Int { (order.count + width - 1) / width }

  /// The number of lanes of a block that hold an example.
  public func exampleCount(inBlock block: Int) -> Int { min(width, order.count - block * width) }

  /// The share of all features that the groups list; 1 for dense data.
  public var density: Double {
    let all = entries.groupCount * featureCount
    return all == 0 ? 1 : Double(entries.count) / Double(all)
  }

  /// The memory that the examples take: their values, the lists of features and the order.
  public var byteCount: Int { entries.byteCount + order.count * MemoryLayout<Int>.stride }

  /// Copies a block's features into a panel of features × lanes.
  public func unpack(block: Int, into x: Panel<Scalar>) {
    precondition(x.units == featureCount && x.width == width, "the shapes agree")
    entries.unpack(groups(ofBlock: block), into: x)
  }

  /// Adds ‖x‖² of each example of a block to its lane.
  ///
  /// - Parameter lanes: one row of ``width`` lanes.
  public func addSquaredNorms(block: Int, to lanes: Panel<Scalar>) {
    precondition(lanes.units == 1 && lanes.width == width, "one number per lane")
    entries.addSquaredNorms(groups(ofBlock: block), to: lanes.start)
  }

  /// z ← W x + b for the examples of a block; lanes without an example become b or 0.
  ///
  /// - Complexity: 2 · density · width · n · units flops.
  public func multiply(block: Int, by layer: Layer<Scalar>, into z: Panel<Scalar>) {
    precondition(layer.inputs == featureCount && z.units == layer.outputs, "the shapes agree")
    precondition(z.width == width, "pre-activations have the width of a block")
    let groups = groups(ofBlock: block)
    entries.withGroups(groups) {
      kernels.groupedMultiply($0, layer.start, layer.outputs, z.start, width)
    }
    let lanes = groups.count * entries.groupSize
    if lanes < width { z.clearLanes(from: lanes) }
  }

  /// Adds δ xᵀ of a block's examples to sums; δ must be finite in lanes without an example.
  ///
  /// - Complexity: 2 · density · width · n · units flops.
  public func accumulateGradient(
    block: Int, errors delta: Panel<Scalar>, into sums: FeatureGradient<Scalar>
  ) {
    precondition(
      sums.features == featureCount && sums.units == delta.units, "the shapes agree")
    precondition(delta.width == width, "errors have the width of a block")
    entries.withGroups(groups(ofBlock: block)) {
      kernels.groupedGradient(
        $0, delta.start, width, sums.units, featureCount, sums.packed.start)
    }
  }

  /// Sums for the gradient of a first layer with some units, zero at first; one for each worker.
  public func gradientSums(units: Int) -> FeatureGradient<Scalar> {
    FeatureGradient(features: featureCount, units: units, kernels: kernels)
  }

  private func groups(ofBlock block: Int) -> Range<Int> {
    let first = block * width / entries.groupSize
    return first..<min(first + width / entries.groupSize, entries.groupCount)
  }
}

/// Sums of δ xᵀ over blocks of examples, in the packed form of the gradient kernel
/// (`GroupedGradient.h`).
///
/// A worker adds up a shard's blocks in one and then moves the sums into the shard's gradient.
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

  /// gradient ← gradient + the sums; the sums become 0.
  ///
  /// Only the weights' part is touched: a bias has no feature.
  public func move(into gradient: Layer<Scalar>) {
    precondition(gradient.inputs == features && gradient.outputs == units)
    kernels.gradientUnpack(packed.start, features, units, gradient.weights)
  }
}

/// The order of groups of which every beginning is spread evenly over all of them.
///
/// Groups come from examples that were sorted, so that neighbors are alike. The i-th group taken
/// is the one at the place of iφ mod 1 among all of these numbers, φ the golden ratio: the first k
/// of them divide the unit interval about evenly, whatever k is (a Weyl sequence). A sample of the
/// first groups then holds every class, and every kind of example in a class, in its proportion.
///
/// Source: H. Weyl, "Über die Gleichverteilung von Zahlen mod. Eins", Mathematische Annalen 77
/// (1916); of all irrational numbers the golden ratio spreads the beginnings best.
enum GroupSpread {
  /// Puts whole groups of examples into that order; a last group that is not full stays the last.
  static func apply(to examples: [Int], groupSize: Int) -> [Int] {
    let whole = examples.count / groupSize
    let goldenRatio = 0.618_033_988_749_894_9
    let places = (0..<whole).map { index in
      let multiple = Double(index) * goldenRatio
      return multiple - multiple.rounded(.down)
    }
    var taken = [Int](repeating: 0, count: whole)
    for (place, index) in (0..<whole).sorted(by: { places[$0] < places[$1] }).enumerated() {
      taken[index] = place
    }
    return examples.indices.map { lane in
      let group = lane / groupSize
      return group < whole ? examples[taken[group] * groupSize + lane % groupSize] : examples[lane]
    }
  }
}
