public import LinearAlgebra

/// NumPy arrays in a Python pickle, as `mnist.pkl.gz` holds them; plain or gzip.
///
/// Protocols 0 to 5 are interpreted, those of Python 2 too. Nothing that a pickle names is ever
/// imported or called: the few names that NumPy's arrays need are known, any other is refused.
public enum Pickle {
  /// Reads the sets of a pickle.
  ///
  /// Known are `(training, validation, test)`, `(training, test)` and a single `(features,
  /// labels)`, where each set is a pair of arrays (tuples or lists); and a dictionary of arrays by
  /// the usual names (`X` and `y`, `x_train` and `y_train`, …).
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - byteScaling: whether features stored as unsigned bytes are divided by 255.
  ///   - limit: the most bytes that a compressed pickle may inflate to; a pickle does not say its
  ///     size at the beginning.
  /// - Returns: features in row order, with a square image shape where their number is a square
  ///   of at least 8 × 8.
  /// - Throws: ``DatasetError`` for a broken or shortened pickle (with the offset of the
  ///   instruction), for a name it asks for and does not get (the name is in the message, nothing
  ///   was run), for sizes that disagree, and for features or labels that are no numbers.
  /// - Complexity: the arrays' bytes are converted straight from the inflated file.
  public static func read<Scalar: BLASScalar>(
    path: String, as scalar: Scalar.Type = Scalar.self, names: VariableNames = VariableNames(),
    byteScaling: ByteScaling = .unitInterval, inflatingAtMost limit: Int = inflationLimit
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    try read(
      FileContent(path: path).bytes(atMost: limit), names: names, byteScaling: byteScaling)
  }

  /// Reads the sets of a pickle that is in memory, not compressed.
  package static func read<Scalar: BLASScalar>(
    _ content: ArraySlice<UInt8>, as scalar: Scalar.Type = Scalar.self,
    names: VariableNames = VariableNames(), byteScaling: ByteScaling = .unitInterval
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    try arrays(content).collection(names: names, byteScaling: byteScaling)
  }

  /// What a compressed pickle may inflate to unless the caller says otherwise: 2 GiB.
  public static let inflationLimit = 1 << 31

  /// Whether a content begins as a pickle does.
  ///
  /// Protocols 2 to 5 say so in their first two bytes; the older ones begin with the opening of a
  /// tuple, list or dictionary or with a name from a NumPy module.
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.count >= 2, bytes.first == 0x80 { return bytes.dropFirst().first! <= 5 }
    let opening = bytes.drop { $0 == UInt8(ascii: "(") }
    return opening.starts(with: "cnumpy".utf8) || opening.starts(with: "lp".utf8)
      || opening.starts(with: "dp".utf8) || opening.starts(with: "]q".utf8)
      || opening.starts(with: "}q".utf8)
  }
}
