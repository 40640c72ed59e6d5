import LinearAlgebra
import NeuralNetwork
import Testing

/// Sums of shards along the fixed binary tree.
@Suite struct TreeSumTests {
  /// The sum along the tree, written as a recursion.
  static func expected(_ leaves: ArraySlice<Float>, size: Int) -> Float {
    guard size > 1 else { return leaves.first! }
    let half = size / 2
    guard leaves.count > half else { return expected(leaves, size: half) }
    return expected(leaves.prefix(half), size: half)
      + expected(leaves.dropFirst(half), size: half)
  }

  /// Any number of shards and threads gives the rounding of the tree, and ends.
  @Test(arguments: [1, 2, 3, 5, 8])
  func sumsAreThoseOfTheTree(threads: Int) {
    let sum = TreeSum<Float>(length: 2, shardCount: 70, threads: threads)
    for shardCount in Array(1...40) + [63, 64, 65, 70] {
      let leaves = (0..<shardCount).map { 1 / Float($0 + 3) }
      for _ in 0..<20 {
        let total = sum.run(shards: shardCount) { shard, _, slot in
          sum.vectors[slot][0] += leaves[shard]
          sum.vectors[slot][1] += 1
        }
        #expect(sum.vectors[total][0] == Self.expected(leaves[...], size: 128))
        #expect(sum.vectors[total][1] == Float(shardCount))
      }
    }
  }

  /// A workspace for one shard, or one thread, has a single vector.
  @Test(arguments: [(1, 1), (1, 4), (2, 2), (7, 1)])
  func smallWorkspaces(shardCount: Int, threads: Int) {
    let sum = TreeSum<Double>(length: 1, shardCount: shardCount, threads: threads)
    for _ in 0..<100 {
      let total = sum.run(shards: shardCount) { shard, _, slot in
        sum.vectors[slot][0] += Double(shard + 1)
      }
      #expect(sum.vectors[total][0] == Double(shardCount * (shardCount + 1) / 2))
    }
  }
}
