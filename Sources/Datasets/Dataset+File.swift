internal import LinearAlgebra

extension Dataset {
  /// Reads the training examples of a file or directory in any supported format.
  ///
  ///     let digits = try Dataset<Float>(contentsOf: "digits.mat")
  ///
  /// ``DatasetCollection/init(contentsOf:)`` also reads the validation and test sets of a file, and
  /// ``DatasetFile`` has more options.
  ///
  /// - Parameter path: a file or directory.
  /// - Throws: ``DatasetError`` that says what is wrong, where, and how to fix it.
  public init(contentsOf path: String) throws(DatasetError) {
    self = try DatasetCollection(contentsOf: path).training
  }
}

extension Dataset where Scalar == Double {
  /// Reads the training examples of a file or directory as `Double`.
  ///
  ///     let digits = try Dataset(contentsOf: "digits.mat")
  ///
  /// - Parameter path: a file or directory.
  /// - Throws: ``DatasetError`` that says what is wrong, where, and how to fix it.
  public init(contentsOf path: String) throws(DatasetError) {
    self = try DatasetCollection<Double>(contentsOf: path).training
  }
}

extension DatasetCollection {
  /// Reads the data sets of a file or directory in any supported format.
  ///
  /// - Parameter path: a file or directory; see ``DatasetFile`` for the formats and for options.
  /// - Throws: ``DatasetError`` that says what is wrong, where, and how to fix it.
  public init(contentsOf path: String) throws(DatasetError) {
    self = try DatasetFile.read(path: path)
  }
}
