/// How the blocks of a data set are cut into shards.
///
/// The cut depends on the data and the network alone, never on the number of threads: a shard is
/// the unit whose sums are added in a fixed order.
struct ShardPlan: Sendable {
  /// The blocks of each shard.
  let blocks: [Range<Int>]

  /// Cuts so many shards that many cores find work, and so few that their gradients together take
  /// no more than a thirty-second of the data's memory; at least two, at most 64, none empty.
  init(blocks blockCount: Int, dataCount: Int, parameterCount: Int) {
    let affordable = dataCount / 32 / max(parameterCount, 1)
    let count = min(max(2, min(affordable, 64)), blockCount)
    blocks = (0..<count).map { shard in
      blockCount * shard / count..<blockCount * (shard + 1) / count
    }
  }

  /// The number of shards.
  var count: Int { blocks.count }
}
