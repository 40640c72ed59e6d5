public import LinearAlgebra
internal import StoredNumbers

/// Data sets in NumPy files: an array in a `.npy` file, named arrays in a `.npz` archive.
///
/// Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".
public enum NumPy {
  /// Reads the data sets in a `.npz` archive, or in a `.npy` file with the features and another
  /// with the labels.
  ///
  /// The arrays in an archive have the given names or, ignoring case, the usual ones: `X` and `y`,
  /// `features` and `labels`, `data` and `target`, `x_train` and `y_train`, `x_test` and `y_test`,
  /// `x_val` and `y_val`, …. The labels of a `.npy` file named `X` or `…-X` are in the same folder
  /// in `y` or `…-y`; likewise for `features` and `labels`, `images` and `labels`, `data` and
  /// `target`.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - scalar: The scalar type of the features.
  ///   - names: The arrays of an archive to read; by default, those with the usual names.
  ///   - byteScaling: The scaling of features that are stored as unsigned bytes; by default they
  ///     are divided by 255.
  /// - Returns: The data sets, in row-major order for any storage order. Three dimensions are
  ///   examples × height × width; a square of at least 8 × 8 features is a square image.
  /// - Throws: ``DatasetError`` for an invalid header, a size that does not match the file,
  ///   elements that are not real numbers, missing arrays, and features or labels that are not
  ///   numbers.
  /// - Complexity: Decompresses no more than the header states.
  public static func read<Scalar: BLASScalar>(
    path: String, as scalar: Scalar.Type = Scalar.self, names: VariableNames = VariableNames(),
    byteScaling: ByteScaling = .unitInterval
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    var names = names
    if try NPYHeader.begins(FileContent(path: path).prefix(6)) {
      guard let labels = try files(path).first(where: { DataFileName(stem($0)).isOfLabels }) else {
        throw DatasetError(
          .missing, "the folder has no labels for \(fileName(path))",
          remedy: "save features and labels as X.npy and y.npy, or together in an .npz")
      }
      names = VariableNames(features: stem(path), labels: stem(labels))
    }
    return try tree(path: path).collection(names: names, byteScaling: byteScaling)
  }

  /// The array in a `.npy` file.
  package static func array(_ bytes: [UInt8]) throws(DatasetError) -> StoredArray {
    try array(FileContent(bytes))
  }

  /// The array in a `.npy` file, decompressed no further than its header states.
  static func array(_ content: FileContent) throws(DatasetError) -> StoredArray {
    let header = try NPYHeader(content.prefix(NPYHeader.maximumByteCount))
    let size = try header.fileByteCount() ?? header.byteCount
    return try header.array(content.bytes(promised: size).dropFirst(header.byteCount))
  }
}
