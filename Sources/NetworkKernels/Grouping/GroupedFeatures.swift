public import LinearAlgebra
internal import Machine
internal import Synchronization

/// The features of all examples in the layout of the first layer's kernels.
///
/// The examples form *groups* that fill 64 bytes: 8 examples in `Double`, 16 in `Float`. A group
/// has a list of *entries*, a feature and its values in the group's examples, for the features that
/// are nonzero in at least one of the examples. Images are mostly background, so both products of
/// the first layer, which dominate the cost of a network, skip about half of the features. To skip
/// more, examples with similar zeros are put into the same group. Dense examples list every feature,
/// at the cost of the dense product.
///
/// The groups form blocks of `width` lanes, one example per lane, and the blocks form *windows*.
/// Examples are grouped inside their window only: if they come in random order, every window is a
/// random sample of them, and windows don't depend on each other. A window is laid out when it is
/// first used, or by ``layOut(windows:threads:)``: mini-batches can begin while most examples are
/// still rows of a matrix. The layout depends on the data and that order only: it is the same for any
/// number of threads and on any machine.
///
/// See `docs/decisions/0003-grouped-features.md`.
public final class GroupedFeatures<Scalar: BLASScalar>: Sendable {
  /// m, the number of examples.
  public let exampleCount: Int
  /// n, the number of features.
  public let featureCount: Int
  /// The number of lanes of a block.
  public let width: Int
  /// The number of blocks of a window; the last window may have fewer.
  public let blocksPerWindow: Int

  /// The indices of the examples, in the order of the windows.
  private let given: [Int32]
  /// The layouts of the windows.
  private let layouts: LazyTable<WindowLayout<Scalar>>
  /// The examples, until all windows are laid out.
  private let matrix: Mutex<Matrix<Scalar>?>
  private let kernels: KernelTable<Scalar>

  /// Prepares the layout of a matrix of examples.
  ///
  /// - Parameters:
  ///   - matrix: One example per row, m × n. It is kept, without a copy, until all windows are laid
  ///     out.
  ///   - order: The indices of all examples, each once, in the order of the windows; by default that
  ///     of the matrix.
  ///   - width: The number of lanes of a block, a positive multiple of 16. The default of 256 keeps
  ///     the activations of a block in the L2 cache.
  ///   - blocksPerWindow: The number of blocks in which similar examples are grouped, at least 1.
  ///   - kernels: The kernels to use, by default those of this machine.
  /// - Complexity: At most m · n values and a sixteenth of that for indices, fewer if there are
  ///   zeros; all windows together take the time of a few evaluations.
  public init(
    _ matrix: Matrix<Scalar>, order: [Int]? = nil, width: Int = 256, blocksPerWindow: Int = 1,
    kernels: KernelTable<Scalar> = Scalar.kernels
  ) {
    precondition(width > 0 && width % 16 == 0, "the width must be a positive multiple of 16")
    precondition(order.map { $0.count == matrix.rows } ?? true, "one index per example")
    given = order.map { $0.map { Int32($0) } } ?? Array(0..<Int32(matrix.rows))
    self.width = min(width, max(matrix.rows + 15, 16) / 16 * 16)
    let size = self.width * blocksPerWindow
    layouts = LazyTable(count: (matrix.rows + size - 1) / size)
    self.blocksPerWindow = blocksPerWindow
    self.kernels = kernels
    self.matrix = Mutex(matrix)
    exampleCount = matrix.rows
    featureCount = matrix.columns
  }
}

extension GroupedFeatures {
  /// Whether windows are laid out.
  public func areLaidOut(_ windows: [Int]) -> Bool { windows.allSatisfy { layouts[$0] != nil } }

  /// Lays out windows that are not laid out yet, each on one of several threads.
  public func layOut(windows: some Sequence<Int>, threads: Int) {
    let missing = windows.filter { layouts[$0] == nil }
    Parallel.forEach(missing.count, threads: threads) { index, _ in
      _ = layout(ofWindow: missing[index])
    }
  }

  private func layout(ofWindow window: Int) -> WindowLayout<Scalar> {
    if let layout = layouts[window] { return layout }
    // If it is gone, another thread has just laid out the last windows, this one among them.
    guard let matrix = matrix.withLock({ $0 }) else { return layouts[window]! }
    let size = width * blocksPerWindow
    let examples = given[window * size..<min((window + 1) * size, exampleCount)].map { Int($0) }
    let layout = layouts.value(at: window) {
      WindowLayout(of: matrix, examples: examples, kernels: kernels)
    }
    if layouts.isComplete { self.matrix.withLock { $0 = nil } }
    return layout
  }

  /// The number of windows.
  public var windowCount: Int { layouts.count }

  /// The number of blocks.
  public var blockCount: Int { (exampleCount + width - 1) / width }

  /// Returns the number of examples in a block.
  public func exampleCount(inBlock block: Int) -> Int { min(width, exampleCount - block * width) }

  /// Returns the index of the example in each lane of a window that has one, block after block.
  public func examples(inWindow window: Int) -> [Int] {
    layout(ofWindow: window).order.map { Int($0) }
  }

  /// The index of the example in each lane, block after block.
  public var order: [Int] { (0..<windowCount).flatMap(examples(inWindow:)) }

  /// The fraction of all features that the groups list; 1 for dense data.
  public var density: Double {
    let entries = (0..<windowCount).map { layout(ofWindow: $0).entries }
    let all = entries.reduce(0) { $0 + $1.groupCount } * featureCount
    return all == 0 ? 1 : Double(entries.reduce(0) { $0 + $1.count }) / Double(all)
  }

  /// The size of the values, the lists of features and the order in memory, in bytes.
  public var byteCount: Int {
    (0..<windowCount).reduce(2 * exampleCount * MemoryLayout<Int32>.stride) {
      $0 + layout(ofWindow: $1).entries.byteCount
    }
  }

  /// Copies the features of a block to a panel of features × lanes.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func unpack(block: Int, into x: Panel<Scalar>) {
    precondition(x.units == featureCount && x.width == width, "the shapes must agree")
    let (entries, groups) = entries(ofBlock: block)
    entries.unpack(groups, into: x)
  }

  /// Computes z ← W x + b for the examples of a block; lanes without an example become b or 0.
  ///
  /// - Complexity: 2 · density · width · n · units flops.
  public func multiply(block: Int, by layer: Layer<Scalar>, into z: Panel<Scalar>) {
    precondition(layer.inputs == featureCount && z.units == layer.outputs, "the shapes must agree")
    precondition(z.width == width, "the pre-activations must have the width of a block")
    let (entries, groups) = entries(ofBlock: block)
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
    let (entries, groups) = entries(ofBlock: block)
    entries.withGroups(groups) {
      kernels.groupedGradient(
        $0, delta.start, width, sums.units, featureCount, sums.packed.start)
    }
  }

  /// The length of the sums for the gradient of a first layer with the given units.
  public func gradientLength(units: Int) -> Int { featureCount * kernels.gradientWidth(units) }

  /// Returns sums for the gradient of a first layer with the given units.
  ///
  /// - Parameters:
  ///   - units: The number of units.
  ///   - buffer: A buffer that begins with the sums, at least ``gradientLength(units:)`` numbers; by
  ///     default a new one, of zeros.
  /// - Returns: The sums.
  public func gradientSums(
    units: Int, in buffer: AlignedBuffer<Scalar>? = nil
  ) -> FeatureGradient<Scalar> {
    let length = gradientLength(units: units)
    precondition(buffer.map { $0.count >= length } ?? true, "the sums must lie within the buffer")
    return FeatureGradient(
      features: featureCount, units: units, packed: buffer ?? AlignedBuffer(count: length),
      kernels: kernels)
  }

  /// The entries of a block's window, and the block's groups in it.
  private func entries(ofBlock block: Int) -> (GroupEntries<Scalar>, groups: Range<Int>) {
    let entries = layout(ofWindow: block / blocksPerWindow).entries
    let first = block % blocksPerWindow * width / entries.groupSize
    return (entries, first..<min(first + width / entries.groupSize, entries.groupCount))
  }
}

/// Sums of δ xᵀ over blocks of examples, in the packed layout of the gradient kernel
/// (`GroupedGradient.h`).
///
/// Sums in this layout can be added to each other before they are moved to a gradient.
public final class FeatureGradient<Scalar: BLASScalar>: Sendable {
  /// The number of features.
  public let features: Int
  /// The number of units of the layer.
  public let units: Int
  let packed: AlignedBuffer<Scalar>
  private let kernels: KernelTable<Scalar>

  init(
    features: Int, units: Int, packed: AlignedBuffer<Scalar>, kernels: KernelTable<Scalar>
  ) {
    self.features = features
    self.units = units
    self.packed = packed
    self.kernels = kernels
  }

  /// Adds the sums to the weights of a gradient and sets the sums to 0.
  ///
  /// The biases are not changed.
  public func move(into gradient: Layer<Scalar>) {
    precondition(gradient.inputs == features && gradient.outputs == units)
    kernels.gradientUnpack(packed.start, features, units, gradient.weights)
  }
}
