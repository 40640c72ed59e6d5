internal import LinearAlgebra

extension Dataset {
  /// Reads the training examples of a file or directory, whatever its format.
  ///
  ///     let digits = try Dataset<Float>(contentsOf: "digits.mat")
  ///
  /// A file of one set has no other examples; ``DatasetCollection/init(contentsOf:)`` also has the
  /// validation and test sets of a file that is split, and ``DatasetFile`` more options.
  ///
  /// - Parameter path: a file or directory.
  /// - Throws: ``DatasetError``, one line on what is wrong, where, and how to fix it.
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
  /// - Throws: ``DatasetError``, one line on what is wrong, where, and how to fix it.
  public init(contentsOf path: String) throws(DatasetError) {
    self = try DatasetCollection<Double>(contentsOf: path).training
  }
}

extension DatasetCollection {
  /// Reads the sets of examples of a file or directory, whatever its format.
  ///
  /// - Parameter path: a file or directory; see ``DatasetFile`` for the formats and for options.
  /// - Throws: ``DatasetError``, one line on what is wrong, where, and how to fix it.
  public init(contentsOf path: String) throws(DatasetError) {
    self = try DatasetFile.read(path: path)
  }
}
