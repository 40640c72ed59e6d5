/// The pictures in a directory by split and class, found by the names of files and folders.
struct PictureTree {
  /// A picture.
  struct File {
    /// The path from the directory.
    let path: String
    /// The name of its folder, unless there are no classes.
    let label: String?
  }

  /// The pictures of each split, sorted by path; a single split is that for training.
  private(set) var parts: [Split: [File]] = [:]

  /// Finds the pictures in a directory.
  ///
  /// - Throws: ``DatasetError`` of kind `missing` if there are none, or none for training, and of
  ///   kind `malformed` if pictures and folders of pictures are mixed.
  init(_ directory: String) throws(DatasetError) {
    let paths = try Self.picturePaths(directory)
    guard !paths.isEmpty else {
      throw DatasetError(
        .missing, "the directory has no pictures",
        remedy: "put .png or .jpg files into a folder for each class")
    }
    // A folder around the whole tree, as archives have, means nothing.
    var start = 0
    while let name = paths[0].dropFirst(start).first,
      paths.allSatisfy({ $0.count >= start + 3 && $0[start] == name })
    {
      start += 1
    }
    // Folders are splits if each has the name of another one: test1 and test2 are classes.
    let folders = Set(paths.compactMap { $0.count > start + 1 ? $0[start] : nil })
    let areSplits =
      Set(folders.compactMap(Self.split)).count == folders.count
      && paths.allSatisfy { $0.count > start + 1 }
    for path in paths {
      let split = areSplits ? Self.split(path[start])! : .training
      let place = path.dropFirst(areSplits ? start + 1 : start)
      let known = parts[split]?[0]
      let label = place.count == 2 ? place.first : nil
      guard place.count <= 2, known == nil || (known!.label == nil) == (label == nil) else {
        throw DatasetError(
          .malformed, at: path.joined(separator: "/"),
          "the picture is not where the others are, such as \(paths[0].joined(separator: "/"))",
          remedy: "name files class/picture.png or train/class/picture.png, or have no folders")
      }
      parts[split, default: []].append(
        File(path: path.joined(separator: "/"), label: label))
    }
    if parts.count == 1, let only = parts.first { parts = [.training: only.value] }
    guard parts[.training] != nil else {
      throw DatasetError(
        .missing, "no pictures for training were found",
        remedy: "put them into a folder named train")
    }
  }

  /// Whether a directory, or a folder in it, has pictures.
  static func isPresent(inDirectory path: String) throws(DatasetError) -> Bool {
    try !picturePaths(path, isEnough: { !$0.isEmpty }).isEmpty
  }

  /// Whether a file has the name of a picture.
  static func isPictureName(_ name: String) -> Bool {
    [".png", ".jpg", ".jpeg"].contains(where: name.lowercased().hasSuffix)
  }

  /// The depth of folders, so that cyclic links do no harm: two around splits of classes.
  private static let maximumDepth = 5

  /// The sorted paths of the files with the ending of a picture, as components.
  private static func picturePaths(
    _ directory: String, below folders: [String] = [],
    isEnough: ([[String]]) -> Bool = { _ in false }
  ) throws(DatasetError) -> [[String]] {
    var paths: [[String]] = []
    for name in try directoryEntries(directory) where !isEnough(paths) {
      if isPictureName(name) {
        paths.append(folders + [name])
      } else if folders.count + 1 < maximumDepth, name != "__MACOSX",
        isDirectory("\(directory)/\(name)")
      {
        paths += try picturePaths(
          "\(directory)/\(name)", below: folders + [name], isEnough: isEnough)
      }
    }
    return paths
  }

  /// The split that a folder's name stands for.
  private static func split(_ folder: String) -> Split? {
    folder.lowercased() == "val" ? .validation : Split(fileName: folder)
  }
}
