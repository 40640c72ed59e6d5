internal import Machine

extension ZeroPatterns {
  /// An order in which consecutive examples share their zeros, groups of `groupSize` at a time.
  ///
  /// The examples, of which alike ones stand together, are cut into windows. In each window, until
  /// it is empty: the example with the most non-zero features begins a group, and those join it,
  /// one after the other, that fit best to the features it has by then (`NearestPattern.h`). The
  /// result depends on the data alone; the threads only share out the windows.
  ///
  /// - Complexity: about m · w/2 · n/64 word operations for windows of w examples; w is chosen so
  ///   that this is at most 2 · 10⁸, but no smaller than 256 and no larger than 1024.
  func regrouped<Scalar>(
    _ alike: [Int], groupSize: Int, kernels: KernelTable<Scalar>, threads: Int
  ) -> [Int] {
    let affordable = 400_000_000 / max(exampleCount * words, 1)
    let window = max(256, min(affordable, 1024)) / groupSize * groupSize
    let result = RawBuffer<Int>(count: exampleCount)
    Parallel.forEach((exampleCount + window - 1) / window, threads: threads) { piece, _ in
      let range = piece * window..<min(exampleCount, (piece + 1) * window)
      regroup(
        alike[range], groupSize: groupSize, kernels: kernels, into: result.start + piece * window)
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

/// The examples of a window that have no place yet, their patterns close together.
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

  /// The first of those with the most non-zero features.
  var largest: Int {
    var best = 0
    for index in examples.indices where sizes[index] > sizes[best] { best = index }
    return best
  }

  /// Takes a candidate out; the last one moves to its place.
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
