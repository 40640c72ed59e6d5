public import LinearAlgebra

/// Reading of data sets in any supported format.
public enum DatasetFile {
  /// Reads the data sets in a file or directory of any supported format.
  ///
  /// The format is detected by the content (``DatasetFormat/init(detecting:)``); see ``MAT``,
  /// ``IDX``, ``Pickle``, ``TextDigits``, ``NumPy``, ``CSV``, ``ARFF`` and ``SVMLight``.
  ///
  /// - Parameters:
  ///   - path: A file or directory.
  ///   - scalar: The scalar type of the features.
  ///   - names: The variables to read from a file with named variables; by default, those with the
  ///     usual names.
  ///   - labelColumn: The column of a table, or the attribute of an ARFF file, with the labels;
  ///     with `nil`, the default, it is detected.
  ///   - byteScaling: The scaling of features that are stored as unsigned bytes; by default they
  ///     are divided by 255.
  /// - Returns: The training set, and the validation and the test set if there are any.
  /// - Throws: ``DatasetError`` that says what is wrong, where, and how to fix it.
  public static func read<Scalar: BLASScalar>(
    path: String, as scalar: Scalar.Type = Scalar.self, names: VariableNames = VariableNames(),
    labelColumn: LabelColumn? = nil, byteScaling: ByteScaling = .unitInterval
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    switch try DatasetFormat(detecting: path) {
    case .mat: try MAT.read(path: path, names: names, byteScaling: byteScaling)
    case .idx: try IDX.read(path: path, byteScaling: byteScaling)
    case .pickle: try Pickle.read(path: path, names: names, byteScaling: byteScaling)
    case .textDigits: try TextDigits.read(path: path)
    case .npy, .npz: try NumPy.read(path: path, names: names, byteScaling: byteScaling)
    case .csv: try CSV.read(path: path, labelColumn: labelColumn)
    case .arff: try ARFF.read(path: path, labelColumn: labelColumn)
    case .svmlight: try SVMLight.read(path: path)
    }
  }
}

extension DatasetFile {
  /// Returns the files of a data set, so that a caller can avoid overwriting them: the file at the
  /// path, the file with its labels, or the files in a directory.
  ///
  /// Only the beginning of the file and the names in its directory are read; if there is no data
  /// set, the path itself is returned.
  public static func files(path: String) -> [String] {
    do throws(DatasetError) {
      switch try DatasetFormat(detecting: path) {
      case .idx: return try IDXFileSet.files(path)
      case .npy, .npz: return try NumPy.files(path)
      case .textDigits: return try TextDigits.files(path)
      case .svmlight: return SVMLight.files(path)
      case .mat, .pickle, .csv, .arff: return [path]
      }
    } catch {
      return [path]
    }
  }
}
