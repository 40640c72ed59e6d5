/// The examples that a cost is the mean of: consecutive blocks of a data set, or all of them.
///
/// The examples are laid out so that the first blocks are a random sample; a sample needs no
/// additional memory.
struct Sample: Sendable {
  /// The blocks, by their positions among all blocks.
  let blocks: Range<Int>
  let exampleCount: Int
  let shards: ShardPlan

  /// The blocks in the shards of a plan for `dataCount` numbers.
  init(blocks: Range<Int>, exampleCount: Int, dataCount: Int, parameterCount: Int) {
    self.blocks = blocks
    self.exampleCount = exampleCount
    shards = ShardPlan(
      blocks: blocks.count, dataCount: dataCount, parameterCount: parameterCount
    ).shifted(by: blocks.lowerBound)
  }
}

/// The shards of a data set.
///
/// The shards depend only on the data and the network, never on the number of threads: a shard is
/// the unit whose sums are added in a fixed order.
struct ShardPlan: Sendable {
  /// The blocks of each shard.
  let blocks: [Range<Int>]

  /// Creates as many shards as possible while their gradients together take no more than a
  /// thirty-second of the data's memory; at least two, at most 64, none empty.
  init(blocks blockCount: Int, dataCount: Int, parameterCount: Int) {
    let affordable = dataCount / 32 / max(parameterCount, 1)
    let count = min(max(2, min(affordable, 64)), blockCount)
    blocks = (0..<count).map { shard in
      blockCount * shard / count..<blockCount * (shard + 1) / count
    }
  }

  /// The number of shards.
  var count: Int { blocks.count }

  /// The same shards, further on among the blocks of a data set.
  func shifted(by offset: Int) -> ShardPlan {
    ShardPlan(shards: blocks.map { $0.lowerBound + offset..<$0.upperBound + offset })
  }

  private init(shards: [Range<Int>]) { blocks = shards }
}
