/// Returns the paths of the data sets in a directory that an archive was unpacked into.
///
/// It is the directory itself if it is a data set (IDX files, text digits). Otherwise they are the
/// files that have the format of a data set, sorted by path, and the directories below that are data
/// sets. A file that belongs to another one, with its labels or its test set, is not listed. Pictures
/// are not considered, and neither are files that describe data, such as `README.txt`.
///
/// - Parameter directory: The path of the directory.
/// - Returns: The paths, each beginning with that of the directory; empty if there is no data set.
/// - Throws: ``DatasetError`` of kind `unreadable` if a directory can't be listed.
/// - Complexity: Reads the first 64 KiB of each file, in directories up to 8 deep.
package func dataSetCandidates(in directory: String) throws(DatasetError) -> [String] {
  try candidates(in: directory, depth: 8)
}

private func candidates(in directory: String, depth: Int) throws(DatasetError) -> [String] {
  if isDataSet(directory) { return [directory] }
  var found: [String] = []
  var companions = Set<String>()
  for name in try directoryEntries(directory)
  where !PictureTree.isPictureName(name) && !isDescription(name) {
    let path = "\(directory)/\(name)"
    if isDirectory(path) {
      if depth > 1 { found += try candidates(in: path, depth: depth - 1) }
    } else if !companions.contains(path), isDataSet(path) {
      let files = DatasetFile.files(path: path)
      companions.formUnion(files.dropFirst())
      if files.first == path { found.append(path) }
    }
  }
  return found.filter { !companions.contains($0) }
}

/// Whether a file describes data or is a program, by its name.
private func isDescription(_ name: String) -> Bool {
  let name = name.lowercased()
  let beginnings = ["readme", "license", "licence", "copying", "changelog", "index"]
  let endings = [
    ".md", ".rst", ".names", ".html", ".htm", ".pdf", ".json", ".xml", ".py", ".m", ".r", ".ipynb",
    ".sh",
  ]
  return beginnings.contains(where: name.hasPrefix) || endings.contains(where: name.hasSuffix)
}

private func isDataSet(_ path: String) -> Bool {
  (try? DatasetFormat(detecting: path)) != nil
}
