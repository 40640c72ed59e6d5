public import LinearAlgebra

/// NumPy arrays in a Python pickle, such as `mnist.pkl.gz`, uncompressed or gzip-compressed.
///
/// Protocols 0 to 5 of Python 2 and 3 are supported. No Python name is ever imported or called: the
/// few names that NumPy arrays need are built in, all others are rejected.
public enum Pickle {
  /// Reads the data sets in a pickle.
  ///
  /// A pickle is `(training, validation, test)`, `(training, test)` or `(features, labels)`, where
  /// each set is a pair of arrays (tuples or lists), or a dictionary of arrays with the usual names
  /// (`X` and `y`, `x_train` and `y_train`, …).
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - scalar: The scalar type of the features.
  ///   - names: The arrays of a dictionary to read; by default, those with the usual names.
  ///   - byteScaling: The scaling of features that are stored as unsigned bytes; by default they
  ///     are divided by 255.
  ///   - limit: The maximum size of the decompressed pickle in bytes, which a pickle does not state
  ///     itself; ``inflationLimit`` by default.
  /// - Returns: The data sets, in row-major order, with a square image shape if the number of
  ///   features is a square of at least 8 × 8.
  /// - Throws: ``DatasetError`` for a corrupt or truncated pickle (with the offset of the
  ///   instruction), for an unsupported Python name (with the name; nothing was run), for sizes
  ///   that do not match, and for features or labels that are not numbers.
  /// - Complexity: The arrays are converted directly from the decompressed file.
  public static func read<Scalar: BLASScalar>(
    path: String, as scalar: Scalar.Type = Scalar.self, names: VariableNames = VariableNames(),
    byteScaling: ByteScaling = .unitInterval, inflatingAtMost limit: Int = inflationLimit
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    try read(
      FileContent(path: path).bytes(atMost: limit), names: names, byteScaling: byteScaling)
  }

  /// Reads the data sets in an uncompressed pickle in memory.
  package static func read<Scalar: BLASScalar>(
    _ content: ArraySlice<UInt8>, as scalar: Scalar.Type = Scalar.self,
    names: VariableNames = VariableNames(), byteScaling: ByteScaling = .unitInterval
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    try tree(content).collection(names: names, byteScaling: byteScaling)
  }

  /// The default limit on the size of a decompressed pickle: 2 GiB.
  public static let inflationLimit = 1 << 31

  /// Whether content begins like a pickle.
  ///
  /// Protocols 2 to 5 are identified by their first two bytes; older protocols begin with a tuple,
  /// list or dictionary, or with a name from a NumPy module.
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.count >= 2, bytes.first == 0x80 { return bytes.dropFirst().first! <= 5 }
    let opening = bytes.drop { $0 == UInt8(ascii: "(") }
    return opening.starts(with: "cnumpy".utf8) || opening.starts(with: "lp".utf8)
      || opening.starts(with: "dp".utf8) || opening.starts(with: "]q".utf8)
      || opening.starts(with: "}q".utf8)
  }
}
