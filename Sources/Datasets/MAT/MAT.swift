internal import MATFile

/// Data sets in MAT-files, HDF5 files and Octave's own formats.
///
/// The module `MATFile` reads the formats. The type on disk does not matter: MATLAB stores `double`
/// values as bytes if possible.
enum MAT {
  /// Opens a file that must not be truncated.
  static func open(_ bytes: [UInt8]) throws(DatasetError) -> MATFile {
    try fromMATFile { () throws(MATFileError) in
      let file = try MATFile(reading: bytes)
      // The variables before the damage are not all that was saved.
      if let damage = file.damage { throw damage }
      return file
    }
  }

  /// Calls `body` and converts its errors to errors of this module.
  static func fromMATFile<Result>(
    _ body: () throws(MATFileError) -> Result
  ) throws(DatasetError) -> Result {
    do {
      return try body()
    } catch {
      throw DatasetError(error)
    }
  }
}

extension DatasetError {
  /// Creates an error from an error in a MAT-file.
  init(_ error: MATFileError) {
    let kind: Kind =
      switch error.kind {
      case .noSuchFile, .unreadable, .unwritable, .cannotWrite, .writingFailed: .unreadable
      case .notMATFile: .unknownFormat
      case .unsupported, .wrongClass, .tooLarge: .unsupported
      case .truncated: .truncated
      case .corrupt: .malformed
      case .missingVariable: .missing
      }
    let place = [
      error.variable.isEmpty ? nil : "variable '\(error.variable)'",
      error.location,
    ]
    self.init(
      kind, at: place.compactMap(\.self).joined(separator: ", "), error.problem,
      remedy: error.remedy)
  }
}
