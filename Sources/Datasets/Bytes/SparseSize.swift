/// The limits on the size of sparse examples.
enum SparseSize {
  /// The largest number of rows and of columns, because a small file may claim any number of them:
  /// 2²⁶, whose row starts take 512 MiB.
  static let maximumExtent = 1 << 26
  /// The largest number of features of all examples together where zeros are stored, too: 2²⁸, which
  /// take 2 GiB as `Double`.
  static let limit = 1 << 28

  /// Checks the size of sparse examples that will be stored with their zeros, before memory is
  /// allocated for it.
  ///
  /// - Throws: ``DatasetError`` of kind `unsupported`, at the place, if it exceeds the limit.
  static func check(
    exampleCount: Int, featureCount: Int, at place: String = "",
    remedy: String = "zeros take memory, too; leave out examples or features"
  ) throws(DatasetError) {
    let (size, overflow) = exampleCount.multipliedReportingOverflow(by: featureCount)
    guard overflow || size > limit else { return }
    throw DatasetError(
      .unsupported, at: place,
      "the sparse examples have \(exampleCount) × \(featureCount) features, more than the "
        + "\(limit) that are stored with their zeros",
      remedy: remedy)
  }

  /// Checks the numbers of rows and columns of a sparse matrix.
  ///
  /// - Throws: ``DatasetError`` of kind `unsupported`, at the place, if one exceeds the limit.
  static func check(rows: Int, columns: Int, at place: String) throws(DatasetError) {
    guard max(rows, columns) > maximumExtent else { return }
    throw DatasetError(
      .unsupported, at: place,
      "the sparse matrix has \(rows) × \(columns) elements, more than \(maximumExtent) in a "
        + "direction",
      remedy: "leave out empty rows and columns")
  }
}
