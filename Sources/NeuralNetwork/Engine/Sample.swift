/// The examples that a cost is the mean of: consecutive blocks of a data set, or all of them.
///
/// The examples are laid out so that the first blocks are a random sample; a sample needs no
/// additional memory.
struct Sample: Sendable {
  /// The blocks, by their positions among all blocks.
  let blocks: Range<Int>
  let exampleCount: Int
  let shards: ShardPlan
}

/// Blocks of examples, in shards.
///
/// The shards depend only on the number of examples, never on the number of threads: a shard is the
/// unit whose sums are added along a fixed tree.
struct ShardPlan: Sendable {
  /// The blocks of each shard.
  let blocks: [[Int]]

  /// The shards with these blocks.
  init(blocks: [[Int]]) { self.blocks = blocks }

  /// Consecutive blocks with one shard per window, the blocks in which examples are grouped; several
  /// windows per shard from 256 windows on.
  init(blocks: Range<Int>, blocksPerWindow: Int) {
    let windows = (blocks.count + blocksPerWindow - 1) / blocksPerWindow
    let count = min(windows, Self.maxCount)
    func start(_ shard: Int) -> Int {
      min(blocks.lowerBound + windows * shard / count * blocksPerWindow, blocks.upperBound)
    }
    self.blocks = (0..<count).map { Array(start($0)..<start($0 + 1)) }
  }

  private static var maxCount: Int { 256 }

  /// The number of shards.
  var count: Int { blocks.count }
}
