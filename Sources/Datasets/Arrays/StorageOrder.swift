/// Which index of an array runs fastest in a file.
public enum StorageOrder: String, Sendable {
  /// The last index, as in C.
  case rowMajor
  /// The first index, as in Fortran and MATLAB.
  case columnMajor
}
