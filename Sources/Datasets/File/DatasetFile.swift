public import LinearAlgebra

/// The one door to all formats.
public enum DatasetFile {
  /// Reads the sets of examples at a path, whatever its format.
  ///
  /// The format is told by the content (``DatasetFormat/init(detecting:)``); see ``MAT``, ``IDX``,
  /// ``Pickle``, ``TextDigits``, ``NumPy`` and ``CSV`` for what each of them can hold.
  ///
  /// - Parameters:
  ///   - path: a file or directory.
  ///   - names: the two variables to take from a file of named variables, when not the usual ones.
  ///   - labelColumn: the column with the labels in a table; `nil` looks for it.
  ///   - byteScaling: whether features stored as unsigned bytes are divided by 255.
  /// - Throws: ``DatasetError``, one line on what is wrong, where, and how to mend it.
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
    }
  }
}

extension DatasetFile {
  /// The files that a data set is read from: the file at the path, the file with its labels beside
  /// it, or the files of a directory that belong to a data set.
  ///
  /// For callers who must not write over any of them. Nothing is read but the beginning of the
  /// file and the names in its directory; where no data set is found, the path itself is returned.
  public static func files(path: String) -> [String] {
    do throws(DatasetError) {
      switch try DatasetFormat(detecting: path) {
      case .idx: return try IDXFileSet.files(path)
      case .npy: return try NumPy.files(path)
      case .textDigits: return try TextDigits.files(path)
      case .mat, .pickle, .npz, .csv: return [path]
      }
    } catch {
      return [path]
    }
  }
}
