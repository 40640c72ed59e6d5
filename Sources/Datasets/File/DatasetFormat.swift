internal import MATFile

/// The formats that data sets are read from.
public enum DatasetFormat: String, CaseIterable, Sendable {
  /// MATLAB's files, Level 4 and 5.
  case mat
  /// The format of the MNIST files, a pair of them or a directory.
  case idx
  /// NumPy arrays in a Python pickle.
  case pickle
  /// Digits of 32 × 32 characters, in a directory or a `.zip`.
  case textDigits = "text-digits"
  /// One NumPy array.
  case npy
  /// Named NumPy arrays.
  case npz
  /// Comma-separated values.
  case csv

  /// The format of what is at a path, told by the content and never by the name; of a directory by
  /// the names in it.
  ///
  /// - Throws: ``DatasetError`` of kind `unknownFormat`, or `unreadable` when nothing can be read.
  /// - Complexity: reads 64 KiB, and of an archive the list of its files.
  public init(detecting path: String) throws(DatasetError) {
    if isDirectory(path) {
      guard let format = try Self.format(ofDirectory: path) else { throw Self.unknown }
      self = format
      return
    }
    let bytes = try fileBytes(path, atMost: 1 << 16)
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
    {
      guard let format = try Self.format(ofArchive: path) else { throw Self.unknown }
      self = format
      return
    }
    let content = FileContent(bytes)
    guard let format = Self.format(ofBeginning: try content.prefix(1024)),
      format != .mat || !content.isCompressed
    else { throw Self.unknown }
    self = format
  }

  /// The format whose files begin with these bytes.
  package static func format(ofBeginning bytes: ArraySlice<UInt8>) -> DatasetFormat? {
    if IDXHeader.begins(bytes) { return .idx }
    if NPYHeader.begins(bytes) { return .npy }
    if beginsMATFile(bytes) { return .mat }
    if Pickle.begins(bytes) { return .pickle }
    return CSV.begins(bytes) ? .csv : nil
  }

  private static func format(ofArchive path: String) throws(DatasetError) -> DatasetFormat? {
    let names = try ZipArchive(path: path).entries.map(\.name)
    if names.contains(where: { $0.hasSuffix(".npy") }) { return .npz }
    return names.contains { TextDigitFile(path: $0) != nil } ? .textDigits : nil
  }

  private static func format(ofDirectory path: String) throws(DatasetError) -> DatasetFormat? {
    if try IDXFileSet.isPresent(inDirectory: path) { return .idx }
    return try directoryTree(path).contains { TextDigitFile(path: $0) != nil } ? .textDigits : nil
  }

  /// Whether bytes begin as a MAT-file does, or as one of version 7.3, whose reading then says how
  /// to mend it.
  private static func beginsMATFile(_ bytes: ArraySlice<UInt8>) -> Bool {
    do {
      _ = try MATFile(reading: Array(bytes))
      return true
    } catch {
      return error.kind == .version73 || bytes.starts(with: "MATLAB 5.0".utf8)
    }
  }

  private static var unknown: DatasetError {
    DatasetError(
      .unknownFormat, "the content is of no known format",
      remedy: "known are MAT-files, IDX, pickled NumPy arrays, .npy, .npz, CSV, and directories or "
        + ".zip of text digits")
  }
}
