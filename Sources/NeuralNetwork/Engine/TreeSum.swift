internal import Dispatch
package import LinearAlgebra
internal import Machine
internal import NetworkKernels
internal import Synchronization

/// Adds up the vectors of shards along a fixed binary tree, while threads compute them.
///
/// The leaves of the tree are the shards in their order; node i of level ℓ + 1 is the sum of nodes 2i
/// and 2i + 1 of level ℓ, or node 2i alone if it is the last. So the rounding depends on the number
/// of shards only, not on the threads, and grows with its logarithm.
///
/// Threads take the shards in order and add two neighbors as soon as both are there. No more than
/// threads + log₂ shards vectors are in memory: a thread takes a vector first, for which it may have
/// to wait, and then the next shard. So every shard that was taken is computed, and when no thread
/// computes, the finished shards are the first ones, whose sums are in at most log₂ shards vectors.
package final class TreeSum<Scalar: BLASScalar>: @unchecked Sendable {
  /// The vectors; a computation fills one of them.
  package let vectors: [AlignedBuffer<Scalar>]
  private let threads: Int
  private let free: DispatchSemaphore
  private let state: Mutex<State>

  private struct State {
    var free: [Int]
    var nextShard = 0
    /// The vector of a finished node, by level and index.
    var finished: [Node: Int] = [:]
  }

  private struct Node: Hashable {
    var level = 0
    var index: Int
  }

  /// Allocates vectors of `length` numbers for sums over up to `shardCount` shards.
  package init(length: Int, shardCount: Int, threads: Int) {
    let count = Self.vectorCount(shardCount: shardCount, threads: threads)
    vectors = (0..<count).map { _ in AlignedBuffer(count: length) }
    self.threads = threads
    free = DispatchSemaphore(value: count)
    state = Mutex(State(free: Array(0..<count)))
  }

  /// The number of vectors in memory.
  static func vectorCount(shardCount: Int, threads: Int) -> Int {
    let levels = Int.bitWidth - max(shardCount - 1, 0).leadingZeroBitCount
    return min(threads + levels, max(shardCount, 1))
  }

  /// Computes the sum of the shards' vectors.
  ///
  /// - Parameters:
  ///   - shardCount: the number of shards, at least 1.
  ///   - compute: adds a shard's part to `vectors[slot]`, which is 0 before.
  /// - Returns: the index of the vector that contains the sum, valid until the next call.
  package func run(
    shards shardCount: Int, _ compute: @Sendable (_ shard: Int, _ worker: Int, _ slot: Int) -> Void
  ) -> Int {
    state.withLock { $0.nextShard = 0 }
    let workers = min(threads, shardCount)
    Parallel.forEach(workers, threads: workers) { _, worker in
      while state.withLock({ $0.nextShard < shardCount }) {
        free.wait()
        let next = state.withLock { state -> (shard: Int, slot: Int)? in
          guard state.nextShard < shardCount else { return nil }
          defer { state.nextShard += 1 }
          return (state.nextShard, state.free.removeLast())
        }
        guard let (shard, slot) = next else {
          free.signal()
          return
        }
        vectors[slot].fill(0)
        compute(shard, worker, slot)
        merge(slot, Node(index: shard), shardCount: shardCount)
      }
    }
    let root = state.withLock { state in
      let root = state.finished.first!.value
      state.finished.removeAll(keepingCapacity: true)
      state.free.append(root)
      return root
    }
    free.signal()
    return root
  }

  /// Adds a finished node to its neighbor, and the sum to that node's, as long as they are there.
  private func merge(_ slot: Int, _ leaf: Node, shardCount: Int) {
    var (node, slot) = (leaf, slot)
    while (1 << node.level) < shardCount {
      let sibling = Node(level: node.level, index: node.index ^ 1)
      if sibling.index << node.level < shardCount {
        let neighbor = state.withLock { state -> Int? in
          if let neighbor = state.finished.removeValue(forKey: sibling) { return neighbor }
          state.finished[node] = slot
          return nil
        }
        guard let neighbor else { return }
        let (sum, part) = node.index & 1 == 0 ? (slot, neighbor) : (neighbor, slot)
        vectors[sum].add(1, times: vectors[part], in: 0..<vectors[sum].count)
        state.withLock { $0.free.append(part) }
        free.signal()
        slot = sum
      }
      node = Node(level: node.level + 1, index: node.index / 2)
    }
    state.withLock { $0.finished[node] = slot }
  }
}
