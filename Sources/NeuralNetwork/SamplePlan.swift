/// The samples of a data set in the engine's layout: each is its first blocks, the last all of them.
///
/// So a sample needs no memory of its own.
struct SamplePlan: Sendable {
  /// How far each sample goes.
  struct Sample: Sendable {
    let exampleCount: Int
    let shards: ShardPlan
  }

  /// The samples, the smallest first.
  let samples: [Sample]
  /// The examples that each sample adds to the one before.
  let parts: [[Int]]

  /// The fewest blocks of a sample: two threads find work, and ten classes fifty examples each.
  private static var fewestBlocks: Int { 2 }

  /// Rounds the samples to whole blocks; those that leave nothing to add are left out.
  ///
  /// - Parameters:
  ///   - exampleCount: m.
  ///   - width: the examples of a block.
  ///   - parameterCount: see ``ShardPlan``, as is `dataCount`.
  init(
    _ nested: NestedSamples?, exampleCount: Int, width: Int, dataCount: Int, parameterCount: Int
  ) {
    let order = nested?.order ?? Array(0..<exampleCount)
    precondition(order.count == exampleCount, "the samples are of these examples")
    let blockCount = (exampleCount + width - 1) / width
    var blocks: [Int] = []
    for share in nested?.shares ?? [] {
      let count = max(Self.fewestBlocks, Int((share * Double(blockCount)).rounded()))
      if count > blocks.last ?? 0, count < blockCount { blocks.append(count) }
    }
    blocks.append(blockCount)
    samples = blocks.map { count in
      Sample(
        exampleCount: min(count * width, exampleCount),
        shards: ShardPlan(blocks: count, dataCount: dataCount, parameterCount: parameterCount))
    }
    let ends = samples.map(\.exampleCount)
    parts = zip([0] + ends, ends).map { Array(order[$0..<$1]) }
  }
}

/// Which sample an engine, and everything that shares its memory, works on.
final class CurrentSample: @unchecked Sendable {
  /// The place in ``SamplePlan/samples``; changed only between evaluations.
  var index = 0
}
