/// Which features of each example differ from zero, one bit a feature.
struct ZeroPatterns: Sendable {
  let exampleCount: Int
  let featureCount: Int
  /// The number of words of a pattern.
  let words: Int
  /// The patterns, one example after the other.
  let bits: RawBuffer<UInt64>
  /// The number of non-zero features of each example.
  let sizes: RawBuffer<Int32>

  /// Reads all examples once.
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

  /// The share of numbers that differ from zero.
  var density: Double {
    guard exampleCount * featureCount > 0 else { return 1 }
    let count = (0..<exampleCount).reduce(0) { $0 + Int(sizes[$1]) }
    return Double(count) / Double(exampleCount * featureCount)
  }

  /// The share of features that groups of consecutive examples in an order have to list.
  func sharedDensity(order: [Int], groupSize: Int) -> Double {
    guard exampleCount * featureCount > 0 else { return 1 }
    let groups = (exampleCount + groupSize - 1) / groupSize
    let listed = listedCount(order: order, groupSize: groupSize)
    return Double(listed) / Double(groups * featureCount)
  }

  /// How many features these groups have to list, all together.
  func listedCount(order: [Int], groupSize: Int) -> Int {
    var listed = 0
    for first in stride(from: 0, to: order.count, by: groupSize) {
      let group = order[first..<min(first + groupSize, order.count)]
      for word in 0..<words { listed += union(of: group, word: word).nonzeroBitCount }
    }
    return listed
  }

  /// One word of the features that differ from zero in any of some examples.
  func union(of examples: ArraySlice<Int>, word: Int) -> UInt64 {
    examples.reduce(0) { $0 | bits[$1 * words + word] }
  }
}
