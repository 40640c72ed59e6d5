internal import Machine

/// Reads whole files into memory.
enum FileBytes {
  /// The bytes of a regular file.
  ///
  /// - Parameter limit: how many bytes from the beginning are enough.
  /// - Throws: ``DatasetError`` of kind `unreadable` with the system's own words.
  static func content(
    of path: String, atMost limit: Int = .max
  ) throws(DatasetError) -> [UInt8] {
    do throws(SystemError) {
      let file = try InputFile(path: path)
      if file.kind == .regular { return try file.content(atMost: limit) }
    } catch {
      throw DatasetError(.unreadable, "\(error)")
    }
    throw DatasetError(.unreadable, "this is not a regular file")
  }

  /// The size of a file.
  static func size(of path: String) throws(DatasetError) -> Int {
    do throws(SystemError) {
      return try InputFile(path: path).size
    } catch {
      throw DatasetError(.unreadable, "\(error)")
    }
  }
}
