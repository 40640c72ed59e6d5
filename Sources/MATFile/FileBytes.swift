internal import Machine

/// Files as arrays of bytes.
package enum FileBytes {
  /// Reads a whole file.
  static func read(_ path: String) throws(MATFileError) -> [UInt8] {
    do throws(SystemError) {
      let file = try InputFile(path: path)
      if file.kind != .directory { return try file.content() }
    } catch {
      throw error.isAbsence
        ? MATFileError(.noSuchFile, "there is no such file")
        : MATFileError(.unreadable, "can't be read: \(error)")
    }
    throw MATFileError(.unreadable, "is a directory", remedy: "give the path of a file")
  }
}
