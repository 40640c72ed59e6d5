internal import LinearAlgebra
internal import Machine

/// The nonzero features of each example, one bit per feature.
struct ZeroPatterns: Sendable {
  let exampleCount: Int
  let featureCount: Int
  /// The number of words per pattern.
  let words: Int
  /// The patterns of all examples, one after the other.
  let bits: RawBuffer<UInt64>
  /// The number of nonzero features of each example.
  let sizes: RawBuffer<Int32>

  /// Computes the patterns of all examples.
  init<Scalar>(
    of matrix: borrowing Matrix<Scalar>, kernels: KernelTable<Scalar>, threads: Int
  ) {
    let (rows, columns) = (matrix.rows, matrix.columns)
    let words = (columns + 63) / 64
    let bits = RawBuffer<UInt64>(count: rows * words)
    let sizes = RawBuffer<Int32>(count: rows)
    matrix.forEachRow(threads: threads) { row, values in
      let pattern = bits.start + row * words
      kernels.nonzeroPattern(values, columns, pattern)
      sizes.start[row] = (0..<words).reduce(0) { $0 + Int32(pattern[$1].nonzeroBitCount) }
    }
    exampleCount = rows
    featureCount = columns
    self.words = words
    self.bits = bits
    self.sizes = sizes
  }

  /// The fraction of nonzero elements.
  var density: Double {
    guard exampleCount * featureCount > 0 else { return 1 }
    let count = (0..<exampleCount).reduce(0) { $0 + Int(sizes[$1]) }
    return Double(count) / Double(exampleCount * featureCount)
  }

  /// The fraction of features that groups of consecutive examples in an order list.
  func sharedDensity(order: [Int], groupSize: Int) -> Double {
    guard exampleCount * featureCount > 0 else { return 1 }
    let groups = (exampleCount + groupSize - 1) / groupSize
    let listed = listedCount(order: order, groupSize: groupSize)
    return Double(listed) / Double(groups * featureCount)
  }

  /// The total number of features that these groups list.
  func listedCount(order: [Int], groupSize: Int) -> Int {
    var listed = 0
    for first in stride(from: 0, to: order.count, by: groupSize) {
      let group = order[first..<min(first + groupSize, order.count)]
      for word in 0..<words { listed += union(of: group, word: word).nonzeroBitCount }
    }
    return listed
  }

  /// One word of the pattern of features that are nonzero in any of the given examples.
  func union(of examples: ArraySlice<Int>, word: Int) -> UInt64 {
    examples.reduce(0) { $0 | bits[$1 * words + word] }
  }
}

extension ZeroPatterns {
  /// Returns an order in which groups of `groupSize` consecutive examples share their zeros.
  ///
  /// Every window of consecutive examples keeps its examples. Within a window, grouping is greedy:
  /// the example with the most nonzero features starts a group, and the examples that best match the
  /// features of the group so far join it (`NearestPattern.h`), until the window is empty. The
  /// result does not depend on the number of threads.
  ///
  /// - Complexity: About m · w/2 · n/64 word operations for windows of w examples.
  func regrouped<Scalar>(
    _ examples: [Int], window: Int, groupSize: Int, kernels: KernelTable<Scalar>, threads: Int
  ) -> [Int] {
    let result = RawBuffer<Int>(count: exampleCount)
    Parallel.forEach((exampleCount + window - 1) / window, threads: threads) { piece, _ in
      let range = piece * window..<min(exampleCount, (piece + 1) * window)
      regroup(
        examples[range], groupSize: groupSize, kernels: kernels, into: result.start + piece * window
      )
    }
    return Array(UnsafeBufferPointer(start: result.start, count: exampleCount))
  }

  /// Orders the examples of one window.
  private func regroup<Scalar>(
    _ examples: ArraySlice<Int>, groupSize: Int, kernels: KernelTable<Scalar>,
    into order: UnsafeMutablePointer<Int>
  ) {
    var left = Candidates(Array(examples), patterns: self)
    var union = [UInt64](repeating: 0, count: words)
    for place in 0..<examples.count {
      if place % groupSize == 0 {
        for word in union.indices { union[word] = 0 }
        order[place] = left.remove(at: left.largest, addingTo: &union)
      } else {
        let nearest = kernels.nearestPattern(
          left.bits.start, left.sizes.start, left.examples.count, words, union)
        order[place] = left.remove(at: nearest, addingTo: &union)
      }
    }
  }
}

/// The examples of a window that are in no group yet, with a copy of their patterns.
private struct Candidates {
  var examples: [Int]
  let words: Int
  let bits: RawBuffer<UInt64>
  let sizes: RawBuffer<Int32>

  init(_ examples: [Int], patterns: ZeroPatterns) {
    self.examples = examples
    words = patterns.words
    bits = RawBuffer(count: examples.count * words)
    sizes = RawBuffer(count: examples.count)
    for (index, example) in examples.enumerated() {
      (bits.start + index * words).update(
        from: patterns.bits.start + example * words, count: words)
      sizes.start[index] = patterns.sizes[example]
    }
  }

  /// The index of the first candidate with the most nonzero features.
  var largest: Int {
    var best = 0
    for index in examples.indices where sizes[index] > sizes[best] { best = index }
    return best
  }

  /// Removes a candidate, to whose index the last one moves, and returns its example.
  mutating func remove(at index: Int, addingTo union: inout [UInt64]) -> Int {
    let pattern = bits.start + index * words
    for word in 0..<words { union[word] |= pattern[word] }
    let last = examples.count - 1
    pattern.update(from: bits.start + last * words, count: words)
    sizes.start[index] = sizes[last]
    examples.swapAt(index, last)
    return examples.removeLast()
  }
}
