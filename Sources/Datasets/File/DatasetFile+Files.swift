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
