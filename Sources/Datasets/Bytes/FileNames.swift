internal import FoundationEssentials
internal import Machine

/// The last component of a path.
func fileName(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

/// Calls `body` with a file, and adds the file's name to the location of its errors.
///
/// It is for data sets in several files, where the caller of `read` has only the directory.
func located<Result>(
  _ path: String, _ body: (String) throws(DatasetError) -> Result
) throws(DatasetError) -> Result {
  do {
    return try body(path)
  } catch {
    var error = error
    error.place = error.place.isEmpty ? fileName(path) : "\(fileName(path)), \(error.place)"
    throw error
  }
}

/// Whether a path is a directory; `false` if it does not exist.
func isDirectory(_ path: String) -> Bool {
  var isDirectory = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
}

/// Whether a path exists and is not a directory.
func isFile(_ path: String) -> Bool {
  FileManager.default.fileExists(atPath: path) && !isDirectory(path)
}

/// The sorted names in a directory, without those that begin with a dot.
func directoryEntries(_ path: String) throws(DatasetError) -> [String] {
  do {
    return try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { !$0.hasPrefix(".") }.sorted()
  } catch {
    throw DatasetError(.unreadable, "the directory can't be listed")
  }
}

/// The relative paths of the files in a directory and its subdirectories, but not deeper, so that
/// cyclic links do no harm.
func directoryTree(_ path: String) throws(DatasetError) -> [String] {
  var paths: [String] = []
  for name in try directoryEntries(path) {
    if isDirectory("\(path)/\(name)") {
      paths += try directoryEntries("\(path)/\(name)").map { "\(name)/\($0)" }
    } else {
      paths.append(name)
    }
  }
  return paths
}

/// Reads the bytes of a regular file, at most the first `limit` bytes.
///
/// - Throws: ``DatasetError`` of kind `unreadable` with the system's reason.
func fileBytes(_ path: String, atMost limit: Int = .max) throws(DatasetError) -> [UInt8] {
  do throws(SystemError) {
    let file = try InputFile(path: path)
    if file.kind == .regular { return try file.content(atMost: limit) }
  } catch {
    throw DatasetError(error)
  }
  throw DatasetError(.unreadable, "is not a regular file")
}

/// The size of a file.
func fileSize(_ path: String) throws(DatasetError) -> Int {
  do throws(SystemError) {
    return try InputFile(path: path).size
  } catch {
    throw DatasetError(error)
  }
}
