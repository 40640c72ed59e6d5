/// The examples that sums run over: the first blocks of a data set, or all of them.
///
/// The examples are laid out so that the first blocks are a random sample; a sample needs no
/// additional memory, and each contains the previous one.
struct Sample: Sendable {
  let exampleCount: Int
  let shards: ShardPlan
}

extension Sample {
  /// The number of its blocks, the first ones.
  var blockCount: Int { shards.blocks.last!.upperBound }

  /// The minimum number of blocks of a sample, for two threads, and fifty examples in each of ten
  /// classes.
  private static var fewestBlocks: Int { 2 }

  /// The samples of some fractions, increasing in (0, 1), rounded to whole blocks of `width` examples,
  /// and all examples as the last.
  ///
  /// Duplicates are removed.
  static func nested(
    fractions: [Double], of exampleCount: Int, width: Int, dataCount: Int, parameterCount: Int
  ) -> [Sample] {
    precondition(fractions.allSatisfy { 0 < $0 && $0 < 1 }, "a sample is a part of the examples")
    precondition(zip(fractions, fractions.dropFirst()).allSatisfy(<), "samples grow")
    let blockCount = (exampleCount + width - 1) / width
    var blocks: [Int] = []
    for fraction in fractions {
      let count = max(fewestBlocks, Int((fraction * Double(blockCount)).rounded()))
      if count > blocks.last ?? 0, count < blockCount { blocks.append(count) }
    }
    return (blocks + [blockCount]).map { count in
      Sample(
        exampleCount: min(count * width, exampleCount),
        shards: ShardPlan(blocks: count, dataCount: dataCount, parameterCount: parameterCount))
    }
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
}
