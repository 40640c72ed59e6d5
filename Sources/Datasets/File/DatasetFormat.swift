internal import MATFile

/// The formats of data sets.
public enum DatasetFormat: String, CaseIterable, Sendable {
  /// A MAT-file of any version, an HDF5 file, or a file in one of Octave's own formats.
  case mat
  /// The format of the MNIST files, a pair of files or a directory.
  case idx
  /// NumPy arrays in a Python pickle.
  case pickle
  /// Digits of 32 × 32 characters in a directory or a `.zip` archive.
  case textDigits = "text-digits"
  /// One NumPy array, or a directory of files with one or more.
  case npy
  /// Named NumPy arrays.
  case npz
  /// A table of text: values separated by commas, semicolons, tabs, `|` or blanks.
  case csv
  /// The format of Weka: declared attributes, and an example per line.
  case arff
  /// The sparse text format of SVMlight and LIBSVM.
  case svmlight
  /// PNG and JPEG files in a directory with a folder for each class, or one of them.
  case pictures

  /// Detects the format of a file by its content, or of a directory by the names of its files.
  ///
  /// - Throws: ``DatasetError`` of kind `unknownFormat`, which names the format of a file that is no
  ///   data set, or `unreadable` if the file can't be read.
  /// - Complexity: Reads at most 64 KiB, and the list of files in an archive.
  public init(detecting path: String) throws(DatasetError) {
    guard let format = try Self.detected(path) else { throw Self.unknown }
    self = format
  }

  /// The error for an unknown format.
  static var unknown: DatasetError {
    DatasetError(
      .unknownFormat, "the format is unknown",
      remedy:
        "supported are MAT-files, HDF5, Octave's formats, IDX, pickled NumPy arrays, .npy, .npz, "
        + "tables of text (CSV and similar), ARFF, svmlight, PNG and JPEG pictures, text digits, and "
        + "directories and archives of these")
  }

  /// The format of a file or directory; `nil` if it is unknown, but may be an archive or a directory
  /// of data sets.
  static func detected(_ path: String) throws(DatasetError) -> DatasetFormat? {
    guard !isDirectory(path) else { return try format(ofDirectory: path) }
    let bytes = try fileBytes(path, atMost: 1 << 16)
    guard !bytes.isEmpty else {
      throw DatasetError(
        .unknownFormat, "the file is empty", remedy: "download or save it again")
    }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
    {
      return try format(ofArchive: path)
    }
    if Picture.begins(bytes) { return .pictures }
    let content = try FileContent(bytes).prefix(1 << 16)
    if let foreign = ForeignFormat(beginning: content) { throw foreign.error }
    if let format = format(ofBeginning: content) { return format }
    return CSV.begins(content, isComplete: content.count < 1 << 16) ? .csv : nil
  }

  /// Returns the format of a file that begins with the given bytes, unless it is a table.
  ///
  /// One kilobyte identifies most formats; text may have long comments before its first line.
  package static func format(ofBeginning bytes: ArraySlice<UInt8>) -> DatasetFormat? {
    let header = bytes.prefix(1024)
    if IDXHeader.begins(header) { return .idx }
    if NPYHeader.begins(header) { return .npy }
    if beginsMATFile(header) { return .mat }
    if Pickle.begins(header) { return .pickle }
    if ARFF.begins(bytes) { return .arff }
    return SVMLight.begins(bytes) ? .svmlight : nil
  }

  private static func format(ofArchive path: String) throws(DatasetError) -> DatasetFormat? {
    let names = try ZipArchive(path: path).entries.map(\.name)
    if let foreign = ForeignFormat(archive: names) { throw foreign.error }
    if names.contains(where: { $0.hasSuffix(".npy") }) { return .npz }
    return names.contains { TextDigitFile(path: $0) != nil } ? .textDigits : nil
  }

  private static func format(ofDirectory path: String) throws(DatasetError) -> DatasetFormat? {
    if try IDXFileSet.isPresent(inDirectory: path) { return .idx }
    if try directoryTree(path).contains(where: { TextDigitFile(path: $0) != nil }) {
      return .textDigits
    }
    if try NumPy.isPresent(inDirectory: path) { return .npy }
    return try PictureFolder.isPresent(inDirectory: path) ? .pictures : nil
  }

  /// Whether bytes begin with the header of a format that MATFile reads.
  private static func beginsMATFile(_ bytes: ArraySlice<UInt8>) -> Bool {
    // Other versions, and headers that are cut short, get an error that says how to fix it.
    MATFile.beginsHDF5(bytes) || bytes.starts(with: "MATLAB 5.0".utf8)
      || bytes.starts(with: "MATLAB 7.3".utf8) || (try? MATFile(reading: Array(bytes))) != nil
  }
}
