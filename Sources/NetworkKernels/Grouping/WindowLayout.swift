internal import LinearAlgebra

/// The layout of the examples of one window.
final class WindowLayout<Scalar: BLASScalar>: Sendable {
  /// The index of the example in each lane.
  let order: [Int32]
  let entries: GroupEntries<Scalar>

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  init(of matrix: borrowing Matrix<Scalar>, examples: [Int], kernels: KernelTable<Scalar>) {
    let groupSize = Self.groupSize
    let patterns = ZeroPatterns(of: matrix, examples: examples, kernels: kernels)
    let places =
      patterns.density > Self.maxRegroupedDensity
      ? Array(examples.indices)
      : patterns.regrouped(groupSize: groupSize, kernels: kernels)
    let lists = GroupLists(patterns, order: places, groupSize: groupSize)
    if lists.density <= Self.maxListedDensity {
      order = lists.order.map { Int32($0) }
      entries = GroupEntries(matrix, lists)
    } else {
      order = examples.map { Int32($0) }
      entries = GroupEntries(dense: matrix, order: examples, groupSize: groupSize)
    }
  }

  /// The number of examples of a group, which fill 64 bytes.
  static var groupSize: Int { 64 / MemoryLayout<Scalar>.stride }
  /// Above this fraction of nonzeros, regrouping the examples does not pay off.
  private static var maxRegroupedDensity: Double { 0.9 }
  /// Above this fraction of listed features, every feature is listed.
  private static var maxListedDensity: Double { 0.97 }
}
