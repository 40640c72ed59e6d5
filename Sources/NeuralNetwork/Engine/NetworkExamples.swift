internal import LinearAlgebra
internal import NetworkKernels
internal import Random

/// The examples of a network in the layout of the kernels, cut into blocks.
///
/// It never changes, so the costs over all examples or over some blocks, and other objects computed
/// from the examples, such as Kronecker factors, share its memory; each has its own workspace.
struct NetworkExamples<Scalar: BLASScalar>: Sendable {
  let topology: NetworkTopology
  let layout: ParameterLayout
  /// m.
  let count: Int
  let features: GroupedFeatures<Scalar>
  let targets: LayoutTargets<Scalar>
  /// The number of threads that work on them.
  let threads: Int

  init(
    topology: NetworkTopology, features matrix: Matrix<Scalar>,
    targets: ExampleTargets<Scalar>, threads: Int
  ) {
    // The threads that OpenBLAS starts would spin beside those that lay out the examples.
    BLAS.useSingleThread()
    // Windows of a random order are random samples of the examples.
    var generator = Xoshiro256StarStar(seed: 0)
    var order = Array(0..<matrix.rows)
    generator.permute(&order)
    features = GroupedFeatures(
      matrix, order: order, blocksPerWindow: Self.blocksPerWindow(exampleCount: matrix.rows))
    self.topology = topology
    layout = topology.parameterLayout
    count = matrix.rows
    self.targets = LayoutTargets(targets, of: features, topology: topology)
    self.threads = threads
  }

  /// The number of blocks in which alike examples are grouped: more of them make evaluations faster,
  /// fewer allow mini-batches, which are whole windows, to be smaller.
  private static func blocksPerWindow(exampleCount: Int) -> Int {
    exampleCount < 16_384 ? 1 : 4
  }

  /// All examples.
  var all: Sample { sample(of: 0..<features.blockCount) }

  /// The examples of some blocks.
  ///
  /// - Precondition: there is at least one block, and all of them are blocks of the examples.
  func sample(of blocks: Range<Int>) -> Sample {
    precondition(!blocks.isEmpty, "a cost needs at least one block of examples")
    precondition(
      blocks.lowerBound >= 0 && blocks.upperBound <= features.blockCount,
      "the blocks are those of the examples")
    return Sample(
      blocks: blocks, exampleCount: exampleCount(in: blocks),
      shards: ShardPlan(blocks: blocks, blocksPerWindow: features.blocksPerWindow))
  }
}

extension NetworkExamples {
  /// The number of windows, random samples of the examples.
  var windowCount: Int { features.windowCount }

  /// The number of lanes of a window.
  var windowSize: Int { features.width * features.blocksPerWindow }

  /// The blocks of some windows: one piece per block, or per window, or for several windows, so that
  /// there are at most `count` pieces for threads to take.
  func pieces(of windows: [Int], atMost count: Int) -> ShardPlan {
    let perWindow = features.blocksPerWindow
    let blocks = windows.flatMap { window in
      Array(window * perWindow..<min((window + 1) * perWindow, features.blockCount))
    }
    let pieceCount = min(count, blocks.count)
    return ShardPlan(
      blocks: (0..<pieceCount).map { piece in
        Array(blocks[blocks.count * piece / pieceCount..<blocks.count * (piece + 1) / pieceCount])
      })
  }

  /// The number of examples in some blocks.
  func exampleCount(in blocks: some Sequence<Int>) -> Int {
    blocks.reduce(0) { $0 + features.exampleCount(inBlock: $1) }
  }

  /// The number of examples in a plan.
  func exampleCount(in plan: ShardPlan) -> Int { exampleCount(in: plan.blocks.joined()) }

  /// The first shards of a sample with at least `exampleCount` examples, or all of them.
  func firstShards(of sample: Sample, exampleCount: Int) -> ShardPlan {
    var (shards, count) = (0, 0)
    while count < exampleCount, shards < sample.shards.count {
      count += self.exampleCount(in: sample.shards.blocks[shards])
      shards += 1
    }
    return ShardPlan(blocks: Array(sample.shards.blocks.prefix(shards)))
  }
}
