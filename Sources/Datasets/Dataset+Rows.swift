internal import LinearAlgebra

/// Data sets from values that are already in memory.
extension Dataset {
  /// Creates a data set from rows of features and integer labels.
  ///
  ///     let xor = try Dataset(rows: [[0, 0], [0, 1], [1, 0], [1, 1]], labels: [0, 1, 1, 0])
  ///
  /// The classes are the labels that occur, in ascending order.
  ///
  /// - Parameters:
  ///   - rows: one example per row: m rows of n finite features, m and n at least 1.
  ///   - labels: m labels, one for each row.
  /// - Throws: ``DatasetError``: `sizeMismatch` for rows of different lengths, for counts that
  ///   disagree, and where there is no example or no feature; `invalidValue` for a feature that is
  ///   NaN or infinite.
  /// - Complexity: one copy of the features.
  public init(rows: [[Scalar]], labels: [Int]) throws(DatasetError) {
    try self.init(rows: rows, labels: .numbers(labels))
  }

  /// Creates a data set from rows of features and labels that are text.
  ///
  ///     let flowers = try Dataset(rows: measurements, labels: ["setosa", "virginica", …])
  ///
  /// The classes are the labels that occur: numerically ascending when all are integers, otherwise
  /// in the order of their characters.
  ///
  /// - Parameters:
  ///   - rows: one example per row: m rows of n finite features, m and n at least 1.
  ///   - labels: m labels, one for each row.
  /// - Throws: ``DatasetError``: `sizeMismatch` for rows of different lengths, for counts that
  ///   disagree, and where there is no example or no feature; `invalidValue` for a feature that is
  ///   NaN or infinite.
  /// - Complexity: one copy of the features.
  public init(rows: [[Scalar]], labels: [String]) throws(DatasetError) {
    try self.init(rows: rows, labels: .texts(labels))
  }

  private init(rows: [[Scalar]], labels: Labels) throws(DatasetError) {
    let examples = try Examples(
      features: try Matrix(finiteRows: rows), labels: labels, imageShape: nil,
      names: ("rows", "labels"))
    self = try DatasetCollection(training: examples).training
  }
}

extension Matrix {
  /// Copies rows of finite numbers, all of one length.
  ///
  /// - Throws: ``DatasetError`` at the first row that has another length than the first row, or that
  ///   has a number that is NaN or infinite.
  package init(finiteRows rows: [[Scalar]]) throws(DatasetError) {
    let columns = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() {
      guard row.count == columns else {
        throw DatasetError(
          .sizeMismatch, at: "rows[\(index)]",
          "the row has \(row.count) features, rows[0] has \(columns)",
          remedy: "give every row the same features")
      }
      if let column = row.firstIndex(where: { !$0.isFinite }) {
        throw DatasetError(
          .invalidValue, at: "rows[\(index)][\(column)]", "the feature is \(row[column])",
          remedy: "replace it by a finite number, or leave the row out")
      }
    }
    self.init(rows: rows.count, columns: columns, elements: rows.flatMap(\.self))
  }
}
