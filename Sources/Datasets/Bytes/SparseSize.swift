/// The limit on the size of sparse examples, which are stored densely.
enum SparseSize {
  /// The largest number of features of all examples together: 2²⁸, which take 2 GiB as `Double`.
  static let limit = 1 << 28

  /// Checks a size before memory is allocated for it.
  ///
  /// - Throws: ``DatasetError`` of kind `unsupported`, at the place, if it exceeds the limit.
  static func check(
    exampleCount: Int, featureCount: Int, at place: String
  ) throws(DatasetError) {
    let (size, overflow) = exampleCount.multipliedReportingOverflow(by: featureCount)
    guard overflow || size > limit else { return }
    throw DatasetError(
      .unsupported, at: place,
      "the sparse examples have \(exampleCount) × \(featureCount) features, more than the "
        + "\(limit) that are read",
      remedy: "zeros take memory, too; leave out examples or features")
  }
}
