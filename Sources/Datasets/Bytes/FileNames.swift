internal import FoundationEssentials
internal import Machine

/// The last part of a path.
func fileName(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

/// Runs `body` on a file, and puts the file's name before the place of what it throws.
///
/// For formats whose data set is several files: the caller of `read` knows only the directory.
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

/// Whether a path leads to a directory; `false` when it leads nowhere.
func isDirectory(_ path: String) -> Bool {
  var isDirectory = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
}

/// Whether a path leads to something that is not a directory.
func isFile(_ path: String) -> Bool {
  FileManager.default.fileExists(atPath: path) && !isDirectory(path)
}

/// The names in a directory in ascending order, without those that begin with a dot.
func directoryEntries(_ path: String) throws(DatasetError) -> [String] {
  do {
    return try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { !$0.hasPrefix(".") }.sorted()
  } catch {
    throw DatasetError(.unreadable, "the directory can't be listed")
  }
}

/// The paths of the files in a directory and in its folders, relative to it; not deeper, so that
/// no loop of links can catch it.
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

/// The bytes of a regular file.
///
/// - Parameter limit: how many bytes from the beginning are enough.
/// - Throws: ``DatasetError`` of kind `unreadable` with the system's own words.
func fileBytes(_ path: String, atMost limit: Int = .max) throws(DatasetError) -> [UInt8] {
  do throws(SystemError) {
    let file = try InputFile(path: path)
    if file.kind == .regular { return try file.content(atMost: limit) }
  } catch {
    throw DatasetError(error)
  }
  throw DatasetError(.unreadable, "this is not a regular file")
}

/// The size of a file.
func fileSize(_ path: String) throws(DatasetError) -> Int {
  do throws(SystemError) {
    return try InputFile(path: path).size
  } catch {
    throw DatasetError(error)
  }
}
