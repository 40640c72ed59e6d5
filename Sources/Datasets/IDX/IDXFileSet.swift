/// The files of the data sets in a directory, or those that belong to a file.
enum IDXFileSet {
  /// An image file and its label file.
  private typealias Pair = (images: String, labels: String)

  /// The files of a pair, or all IDX files of a directory.
  static func files(_ path: String) throws(DatasetError) -> [String] {
    guard isDirectory(path) else {
      let pair = try pair(path)
      return [pair.images, pair.labels]
    }
    return try directoryEntries(path).map { "\(path)/\($0)" }.filter(isIDX)
  }

  /// Whether a directory has IDX files.
  static func isPresent(inDirectory path: String) throws(DatasetError) -> Bool {
    try directoryEntries(path).contains { isIDX("\(path)/\($0)") }
  }

  /// Whether a file, which may be compressed, begins like an IDX file.
  ///
  /// The names of other files, of which a directory may have thousands, are enough.
  private static func isIDX(_ path: String) -> Bool {
    let endings = [".txt", ".mat", ".png", ".jpg", ".jpeg", ".bmp", ".pgm", ".ppm", ".csv"]
    guard isFile(path), !endings.contains(where: path.lowercased().hasSuffix),
      let beginning = try? FileContent(fileBytes(path, atMost: 1024)).prefix(4)
    else { return false }
    return IDXHeader.begins(beginning)
  }

  /// The name of a file without what says how it is stored, such as `-idx3-ubyte.gz`.
  static func stem(_ path: String) -> String {
    var name = fileName(path)[...]
    if name.hasSuffix(".gz") { name = name.dropLast(3) }
    let types = ["ubyte", "byte", "short", "int", "float", "double"]
    for type in types where name.hasSuffix("-" + type) { name = name.dropLast(type.count + 1) }
    if let end = name.lastIndex(where: { "-._".contains($0) }), end > name.startIndex {
      let last = name[end...].dropFirst()
      if last.hasPrefix("idx"), last.dropFirst(3).allSatisfy(\.isNumber) { name = name[..<end] }
    }
    return String(name)
  }

  /// A file whose name differs from another one only in how it is stored.
  private static func otherFile(
    like name: String, in directory: String
  ) throws(DatasetError) -> String? {
    try directoryEntries(directory.isEmpty ? "." : directory)
      .first { stem($0) == stem(name) && isIDX(directory + $0) }.map { directory + $0 }
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
      var known = candidates.first { isFile($0) }
      if known == nil { known = try otherFile(like: partner, in: String(directory)) }
      guard let found = known else {
        throw DatasetError(
          .missing, "\(partner) is not in the folder of \(name)",
          remedy: "an IDX data set has two files, images and labels, in one folder")
      }
      return mine == "images"
        ? (images: path, labels: found) : (images: found, labels: path)
    }
    throw DatasetError(
      .missing, "the name \(name) does not determine the file that belongs to it",
      remedy: "name the files …-images-idx3-ubyte and …-labels-idx1-ubyte")
  }
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
