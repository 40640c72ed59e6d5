internal import LinearAlgebra
internal import Machine

/// The nonzero features of some examples, one bit per feature.
struct ZeroPatterns: Sendable {
  /// The indices of the examples in the matrix.
  let examples: [Int]
  /// The number of features, which may be more than the patterns have.
  let featureCount: Int
  /// The number of words per pattern.
  let words: Int
  /// The patterns of the examples, one after the other.
  let bits: RawBuffer<UInt64>
  /// The number of nonzero features of each example.
  let sizes: RawBuffer<Int32>

  /// Computes the patterns of some examples.
  ///
  /// - Parameters:
  ///   - matrix: One example per row.
  ///   - examples: The indices of the examples.
  ///   - featureCount: The number of features, if the matrix lacks those that are zero in all
  ///     examples.
  ///   - kernels: The kernels to use.
  ///   - threads: The maximum number of threads.
  init<Scalar>(
    of matrix: borrowing Matrix<Scalar>, examples: [Int], featureCount: Int? = nil,
    kernels: KernelTable<Scalar>, threads: Int = 1
  ) {
    let (rows, columns) = (examples.count, matrix.columns)
    let words = (columns + 63) / 64
    let bits = RawBuffer<UInt64>(count: rows * words)
    let sizes = RawBuffer<Int32>(count: rows)
    matrix.forEachRow(of: examples, threads: threads) { place, values in
      let pattern = bits.start + place * words
      kernels.nonzeroPattern(values, columns, pattern)
      sizes.start[place] = (0..<words).reduce(0) { $0 + Int32(pattern[$1].nonzeroBitCount) }
    }
    self.examples = examples
    self.featureCount = featureCount ?? columns
    self.words = words
    self.bits = bits
    self.sizes = sizes
  }

  /// The fraction of nonzero elements.
  var density: Double {
    guard examples.count * featureCount > 0 else { return 1 }
    let count = examples.indices.reduce(0) { $0 + Int(sizes[$1]) }
    return Double(count) / Double(examples.count * featureCount)
  }

  /// One word of the pattern of features that are nonzero in any of the given patterns.
  func union(of places: ArraySlice<Int>, word: Int) -> UInt64 {
    places.reduce(0) { $0 | bits[$1 * words + word] }
  }

  /// Returns the indices of the patterns in an order in which groups of `groupSize` consecutive
  /// examples share their zeros.
  ///
  /// The grouping is greedy: the example with the most nonzero features starts a group, and the
  /// examples that best match the features of the group so far join it (`NearestPattern.h`), until
  /// none is left.
  ///
  /// - Complexity: About w² / 2 · n / 64 word operations for w examples.
  func regrouped<Scalar>(groupSize: Int, kernels: KernelTable<Scalar>) -> [Int] {
    var left = Candidates(self)
    var union = [UInt64](repeating: 0, count: words)
    return examples.indices.map { place in
      if place % groupSize == 0 {
        for word in union.indices { union[word] = 0 }
        return left.remove(at: left.largest, addingTo: &union)
      }
      let nearest = kernels.nearestPattern(
        left.bits.start, left.sizes.start, left.places.count, words, union)
      return left.remove(at: nearest, addingTo: &union)
    }
  }
}

/// The examples that are in no group yet, with a copy of their patterns.
private struct Candidates {
  /// The indices of their patterns.
  var places: [Int]
  let words: Int
  let bits: RawBuffer<UInt64>
  let sizes: RawBuffer<Int32>

  init(_ patterns: ZeroPatterns) {
    places = Array(patterns.examples.indices)
    words = patterns.words
    bits = RawBuffer(count: places.count * words)
    sizes = RawBuffer(count: places.count)
    bits.start.update(from: patterns.bits.start, count: bits.count)
    sizes.start.update(from: patterns.sizes.start, count: sizes.count)
  }

  /// The index of the first candidate with the most nonzero features.
  var largest: Int {
    var best = 0
    for index in places.indices where sizes[index] > sizes[best] { best = index }
    return best
  }

  /// Removes a candidate, to whose index the last one moves, and returns the index of its pattern.
  mutating func remove(at index: Int, addingTo union: inout [UInt64]) -> Int {
    let pattern = bits.start + index * words
    for word in 0..<words { union[word] |= pattern[word] }
    let last = places.count - 1
    pattern.update(from: bits.start + last * words, count: words)
    sizes.start[index] = sizes[last]
    places.swapAt(index, last)
    return places.removeLast()
  }
}
