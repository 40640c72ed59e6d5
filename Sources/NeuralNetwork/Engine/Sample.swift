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

  /// The samples of some fractions, increasing in (0, 1), rounded to whole windows,
  /// and all examples as the last.
  ///
  /// Duplicates are removed.
  static func nested(
    fractions: [Double], of exampleCount: Int, width: Int, blocksPerWindow: Int
  ) -> [Sample] {
    precondition(fractions.allSatisfy { 0 < $0 && $0 < 1 }, "a sample is a part of the examples")
    precondition(zip(fractions, fractions.dropFirst()).allSatisfy(<), "samples grow")
    let blockCount = (exampleCount + width - 1) / width
    var blocks: [Int] = []
    for fraction in fractions {
      let windows = max(1, Int((fraction * Double(blockCount) / Double(blocksPerWindow)).rounded()))
      let count = max(fewestBlocks, windows * blocksPerWindow)
      if count > blocks.last ?? 0, count < blockCount { blocks.append(count) }
    }
    return (blocks + [blockCount]).map { count in
      Sample(
        exampleCount: min(count * width, exampleCount),
        shards: ShardPlan(blocks: count, blocksPerWindow: blocksPerWindow))
    }
  }
}

/// The shards of a data set.
///
/// The shards depend only on the number of examples, never on the number of threads: a shard is the
/// unit whose sums are added along a fixed tree.
struct ShardPlan: Sendable {
  /// The blocks of each shard.
  let blocks: [Range<Int>]

  init(blocks: [Range<Int>]) { self.blocks = blocks }

  /// One shard per window, the blocks in which examples are grouped; several from 256 windows on.
  init(blocks blockCount: Int, blocksPerWindow: Int) {
    let windows = (blockCount + blocksPerWindow - 1) / blocksPerWindow
    let count = min(windows, Self.maxCount)
    blocks = (0..<count).map { shard in
      let window = windows * shard / count..<windows * (shard + 1) / count
      return window.lowerBound * blocksPerWindow..<min(
        window.upperBound * blocksPerWindow, blockCount)
    }
  }

  private static var maxCount: Int { 256 }

  /// The number of shards.
  var count: Int { blocks.count }
}
