/// The files of the data sets in a directory, determined by their names.
struct IDXFileSet {
  /// An image file and its label file.
  struct Pair {
    /// The path of the images.
    let images: String
    /// The path of the labels.
    let labels: String
  }

  private(set) var training: Pair
  private(set) var validation: Pair?
  private(set) var test: Pair?

  /// Finds the files of the data sets.
  ///
  /// - Throws: ``DatasetError`` of kind `missing` if a file has no counterpart, or if a directory
  ///   has no data set or several without a training set.
  init(_ path: String) throws(DatasetError) {
    guard isDirectory(path) else {
      training = try Self.pair(path)
      return
    }
    var sets: [Split?: Pair] = [:]
    for name in try directoryEntries(path) where isImageFile(name) {
      let role = Split(fileName: name)
      guard let known = sets[role] else {
        sets[role] = try Self.pair("\(path)/\(name)")
        continue
      }
      // Of a plain and a packed file of one name, the plain one, which comes first, serves.
      guard "\(known.images).gz" == "\(path)/\(name)" else {
        throw DatasetError(
          .malformed, "\(fileName(known.images)) and \(name) are for the same split",
          remedy: "give one of the two files instead of the directory")
      }
    }
    guard let files = sets[.training] ?? (sets.count == 1 ? sets.first?.value : nil) else {
      throw DatasetError(
        .missing, "the directory has no training images in IDX format",
        remedy: "name them train-images-idx3-ubyte and train-labels-idx1-ubyte, plain or .gz")
    }
    training = files
    guard sets.count > 1 else { return }
    validation = sets[.validation]
    test = sets[.test]
  }

  /// The files of a pair, or all files of a directory with the names of images or labels.
  static func files(_ path: String) throws(DatasetError) -> [String] {
    guard isDirectory(path) else {
      let pair = try pair(path)
      return [pair.images, pair.labels]
    }
    return try directoryEntries(path).filter { isImageFile($0) || isLabelFile($0) }
      .map { "\(path)/\($0)" }
  }

  /// Whether a directory has images with names like those of MNIST.
  static func isPresent(inDirectory path: String) throws(DatasetError) -> Bool {
    try directoryEntries(path).contains(where: isImageFile)
  }

  /// The pair that a file belongs to.
  private static func pair(_ path: String) throws(DatasetError) -> Pair {
    let name = fileName(path)
    let directory = path.dropLast(name.count)
    for (mine, other) in [("images", "labels"), ("labels", "images")] {
      guard let range = name.firstRange(of: mine) else { continue }
      let ranks = mine == "images" ? ("idx3", "idx1") : ("idx1", "idx3")
      let partner = name.replacing(range, with: other, then: ranks)
      let plain = partner.hasSuffix(".gz") ? String(partner.dropLast(3)) : partner
      let candidates = [partner, plain, plain + ".gz"].map { String(directory) + $0 }
      guard let found = candidates.first(where: { isFile($0) }) else {
        throw DatasetError(
          .missing, "\(partner) is not in the folder of \(name)",
          remedy: "an IDX data set has two files, images and labels, in one folder")
      }
      return mine == "images"
        ? Pair(images: path, labels: found) : Pair(images: found, labels: path)
    }
    throw DatasetError(
      .missing, "the name \(name) does not determine the file that belongs to it",
      remedy: "name the files …-images-idx3-ubyte and …-labels-idx1-ubyte")
  }
}

/// Whether a name is that of an IDX file with images, like those of MNIST.
private func isImageFile(_ name: String) -> Bool { isIDXFile(name, of: "images") }

/// Whether a name is that of an IDX file with labels.
private func isLabelFile(_ name: String) -> Bool { isIDXFile(name, of: "labels") }

private func isIDXFile(_ name: String, of content: String) -> Bool {
  name.contains(content) && (name.contains("idx") || name.contains("ubyte"))
}

extension String {
  /// One part replaced, and then the rank in the name (`idx3` for images, `idx1` for labels).
  fileprivate func replacing(
    _ range: Range<Index>, with text: String, then ranks: (String, String)
  ) -> String {
    let name = self[..<range.lowerBound] + text + self[range.upperBound...]
    guard let rank = name.firstRange(of: ranks.0) else { return String(name) }
    return name[..<rank.lowerBound] + ranks.1 + name[rank.upperBound...]
  }
}
