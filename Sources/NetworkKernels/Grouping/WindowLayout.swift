internal import LinearAlgebra

/// The layout of the examples of one window.
final class WindowLayout<Scalar: BLASScalar>: Sendable {
  /// The index of the example in each lane.
  let order: [Int32]
  let entries: GroupEntries<Scalar>

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  init(of matrix: borrowing Matrix<Scalar>, examples: [Int], kernels: KernelTable<Scalar>) {
    // Features that are zero in the whole window change no list; sparse rows come without them.
    if let (window, columns) = matrix.withoutZeroColumns(rows: examples) {
      let lists = Self.lists(
        of: window, rows: Array(examples.indices), featureCount: matrix.columns, kernels: kernels)
      if lists.density <= Self.maxListedDensity {
        order = lists.order.map { Int32(examples[$0]) }
        entries = GroupEntries(window, lists, names: columns)
        return
      }
    } else {
      let lists = Self.lists(
        of: matrix, rows: examples, featureCount: matrix.columns, kernels: kernels)
      if lists.density <= Self.maxListedDensity {
        order = lists.order.map { Int32($0) }
        entries = GroupEntries(matrix, lists)
        return
      }
    }
    order = examples.map { Int32($0) }
    entries = GroupEntries(dense: matrix, order: examples, groupSize: Self.groupSize)
  }

  /// The lists of some rows of a matrix, in groups of similar rows.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  private static func lists(
    of matrix: borrowing Matrix<Scalar>, rows: [Int], featureCount: Int,
    kernels: KernelTable<Scalar>
  ) -> GroupLists {
    let patterns = ZeroPatterns(
      of: matrix, examples: rows, featureCount: featureCount, kernels: kernels)
    let places =
      patterns.density > maxRegroupedDensity
      ? Array(rows.indices) : patterns.regrouped(groupSize: groupSize, kernels: kernels)
    return GroupLists(patterns, order: places, groupSize: groupSize)
  }

  /// The number of examples of a group, which fill 64 bytes.
  static var groupSize: Int { 64 / MemoryLayout<Scalar>.stride }
  /// Above this fraction of nonzeros, regrouping the examples does not pay off.
  private static var maxRegroupedDensity: Double { 0.9 }
  /// Above this fraction of listed features, every feature is listed.
  private static var maxListedDensity: Double { 0.97 }
}
