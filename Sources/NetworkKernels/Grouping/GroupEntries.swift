internal import CKernels
internal import LinearAlgebra
internal import Machine

/// For each group of examples, the features that are nonzero in any of them.
struct GroupLists {
  let groupSize: Int
  /// The indices of the examples in the matrix, group after group.
  let order: [Int]
  /// Group g lists features[starts[g] ..< starts[g + 1]].
  let starts: [Int]
  let features: [Int32]
  private let featureCount: Int

  /// Lists the features of groups of consecutive examples.
  ///
  /// - Parameters:
  ///   - patterns: The patterns of the examples.
  ///   - places: The indices of the patterns, in the order of the groups.
  ///   - groupSize: The number of examples of a group.
  init(_ patterns: ZeroPatterns, order places: [Int], groupSize: Int) {
    var starts = [0]
    var features: [Int32] = []
    for first in stride(from: 0, to: places.count, by: groupSize) {
      let group = places[first..<min(first + groupSize, places.count)]
      for word in 0..<patterns.words {
        var union = patterns.union(of: group, word: word)
        while union != 0 {
          features.append(Int32(word * 64 + union.trailingZeroBitCount))
          union &= union - 1
        }
      }
      starts.append(features.count)
    }
    self.groupSize = groupSize
    order = places.map { patterns.examples[$0] }
    self.starts = starts
    self.features = features
    featureCount = patterns.featureCount
  }

  /// The fraction of all features that the groups list.
  var density: Double {
    let all = (starts.count - 1) * featureCount
    return all == 0 ? 1 : Double(features.count) / Double(all)
  }
}

/// The entries of some groups: the features that each group lists, and their values.
struct GroupEntries<Scalar: BLASScalar>: Sendable {
  /// The number of examples in a group.
  let groupSize: Int
  /// Group g has the entries starts[g] ..< starts[g + 1].
  private let starts: [Int]
  /// The start of the list of each group's features in `features`.
  private let lists: [Int]
  private let features: [Int32]
  private let values: RawBuffer<Scalar>

  /// Lists every feature for every group; all groups share one list.
  init(dense matrix: borrowing Matrix<Scalar>, order: [Int], groupSize: Int, threads: Int = 1) {
    let groups = (order.count + groupSize - 1) / groupSize
    self.init(
      groupSize: groupSize, starts: (0...groups).map { $0 * matrix.columns },
      lists: [Int](repeating: 0, count: groups), features: (0..<Int32(matrix.columns)).map { $0 },
      order: order, matrix: matrix, threads: threads)
  }

  /// Lists for each group the features that are nonzero in any of its examples.
  ///
  /// - Parameters:
  ///   - matrix: One example per row.
  ///   - lists: The columns of the matrix that each group lists.
  ///   - names: The feature in each column; by default its index.
  ///   - threads: The maximum number of threads.
  init(
    _ matrix: borrowing Matrix<Scalar>, _ lists: GroupLists, names: [Int32]? = nil,
    threads: Int = 1
  ) {
    self.init(
      groupSize: lists.groupSize, starts: lists.starts, lists: Array(lists.starts.dropLast()),
      features: lists.features, names: names, order: lists.order, matrix: matrix,
      threads: threads)
  }

  /// Lists for each row the features that are not zero, one row per group.
  init(rowsOf sparse: SparseElements<Scalar>) {
    var starts = [0]
    var features: [Int32] = []
    let values = RawBuffer<Scalar>(count: sparse.values.count)
    for row in 0..<sparse.starts.count - 1 {
      for place in sparse.places(ofRow: row) where sparse.values[place] != 0 {
        values[features.count] = sparse.values[place]
        features.append(sparse.indices[place])
      }
      starts.append(features.count)
    }
    groupSize = 1
    self.starts = starts
    lists = Array(starts.dropLast())
    self.features = features.isEmpty ? [0] : features
    self.values = values
  }

  private init(
    groupSize: Int, starts: [Int], lists: [Int], features: [Int32], names: [Int32]? = nil,
    order: [Int], matrix: borrowing Matrix<Scalar>, threads: Int
  ) {
    self.groupSize = groupSize
    self.starts = starts
    self.lists = lists
    // Never empty, so that it has an address even if all features are zero.
    self.features =
      features.isEmpty ? [0] : names.map { names in features.map { names[Int($0)] } } ?? features
    let values = RawBuffer<Scalar>(count: starts.last! * groupSize)
    self.values = values
    let scratch = RawBuffer<Scalar>(count: threads * groupSize * matrix.columns)
    matrix.withRows { rows in
      Parallel.forEach(lists.count, threads: threads) { group, worker in
        let places = group * groupSize..<min((group + 1) * groupSize, order.count)
        let examples = places.enumerated().map { lane, place in
          rows.row(
            order[place], scratch: scratch.start + (worker * groupSize + lane) * rows.columns)
        }
        // Entry by entry, so that the values of a feature are written one after the other.
        var value = values.start + starts[group] * groupSize
        for entry in lists[group]..<lists[group] + starts[group + 1] - starts[group] {
          let feature = Int(features[entry])
          for lane in 0..<groupSize {
            value[lane] = lane < examples.count ? examples[lane][feature] : 0
          }
          value += groupSize
        }
      }
    }
  }

  /// The number of groups.
  var groupCount: Int { lists.count }

  /// The number of entries.
  var count: Int { starts.last! }

  /// The size of the values and the lists of features in memory, in bytes.
  var byteCount: Int {
    values.byteCount + features.count * MemoryLayout<Int32>.stride
      + (starts.count + lists.count) * MemoryLayout<Int>.stride
  }

  /// Calls a kernel with a range of groups.
  func withGroups(_ range: Range<Int>, _ body: (UnsafePointer<CKernelsGroups>) -> Void) {
    starts.withUnsafeBufferPointer { starts in
      lists.withUnsafeBufferPointer { lists in
        features.withUnsafeBufferPointer { features in
          guard !range.isEmpty, let list = features.baseAddress else { return }
          var groups = CKernelsGroups(
            values: values.start, features: list, starts: starts.baseAddress! + range.lowerBound,
            lists: lists.baseAddress! + range.lowerBound, count: range.count)
          body(&groups)
        }
      }
    }
  }

  /// Writes the values of some groups to a panel, one example per lane; the rest becomes 0.
  func unpack(_ groups: some Sequence<Int>, into panel: Panel<Scalar>) {
    panel.start.update(repeating: 0, count: panel.count)
    for (place, group) in groups.enumerated() {
      for entry in 0..<starts[group + 1] - starts[group] {
        let feature = Int(features[lists[group] + entry])
        (panel.start + feature * panel.width + place * groupSize).update(
          from: values.start + (starts[group] + entry) * groupSize, count: groupSize)
      }
    }
  }
}
