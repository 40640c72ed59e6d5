internal import Machine
internal import StoredNumbers

/// Digits as images of 32 × 32 characters `0` and `1`, each in a file `label_number.txt`.
///
/// It is a common layout of the optical digits of the UCI repository: a folder of training digits
/// and a folder of test digits, in a directory or a `.zip` archive.
///
/// Source: Alpaydin and Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning
/// Repository (1998).
package enum TextDigits {
  /// The height and the width of an image.
  package static let side = 32

  /// Lists the arrays of digits in a directory or a `.zip` archive: `images`, 0 or 1 for each pixel
  /// of each digit, and `labels`; likewise `test.images` and `validation.images`, ….
  ///
  /// The name of a folder contains `train`, `valid` or `test` and determines the split; if all
  /// digits are in one folder, its name does not matter. Files with other names are ignored. The
  /// digits are sorted by label and number.
  ///
  /// - Throws: ``DatasetError`` if there are no training digits. Reading the images throws it, with
  ///   the file, line and column, for an image that is not 32 lines of 32 characters 0 and 1 (ended
  ///   by LF or CRLF; the last line break may be missing or followed by an empty line), and for an
  ///   archive that is corrupt or has a file that is larger than an image.
  /// - Complexity: The digits are read when they are needed.
  static func tree(path: String) throws(DatasetError) -> DataTree {
    let sets = try sets(path)
    let variables = Split.allCases.flatMap { split -> [DataVariable] in
      guard let files = sets[split] else { return [] }
      let prefix = split == .training ? "" : "\(split)."
      let size = [files.count, side, side]
      let images = DataVariable(path: prefix + "images", dimensions: size, kind: .numbers) {
        () throws(DatasetError) in
        try reading(path) { content throws(DatasetError) in
          .numbers(
            try StoredArray(
              pixels(of: files, content: content)[...], dimensions: size,
              elementType: .bool, byteOrder: .little))
        }
      }
      let labels = StoredArray(
        StoredNumbers(files.map { Int64($0.label) }), dimensions: [files.count],
        storageOrder: .rowMajor)
      return [images, DataVariable(prefix + "labels", labels)]
    }
    return try DataTree(.numpy, variables)
  }

  /// Calls a closure with a function that reads a digit.
  private static func reading<Result>(
    _ path: String,
    _ body: (_ content: (TextDigitFile) throws(DatasetError) -> [UInt8]) throws(DatasetError) ->
      Result
  ) throws(DatasetError) -> Result {
    guard !isDirectory(path) else {
      return try body { file throws(DatasetError) in try fileBytes("\(path)/\(file.path)") }
    }
    let archive = try ZipArchive(path: path)
    let entries = Dictionary(archive.entries.map { ($0.name, $0) }) { first, _ in first }
    return try body { file throws(DatasetError) in
      try archive.content(of: entries[file.path]!, atMost: largestFile)
    }
  }

  /// The directory or the archive with the digits.
  static func files(_ path: String) throws(DatasetError) -> [String] {
    guard isDirectory(path) else { return [path] }
    return try directoryTree(path).filter { TextDigitFile(path: $0) != nil }
      .map { "\(path)/\($0)" }
  }

  /// 32 lines with CRLF and an empty one.
  private static let largestFile = side * (side + 2) + 2

  /// The digits of each set, sorted by label and number; there are always training digits.
  private static func sets(_ path: String) throws(DatasetError) -> [Split: [TextDigitFile]] {
    let paths =
      isDirectory(path)
      ? try directoryTree(path) : Set(try ZipArchive(path: path).entries.map(\.name)).sorted()
    let files = paths.compactMap(TextDigitFile.init(path:))
    let folders = Set(files.map(\.folder))
    var sets: [Split: [TextDigitFile]] = [:]
    for file in files {
      let role = Split(folder: file.folder) ?? (folders.count == 1 ? .training : nil)
      if let role { sets[role, default: []].append(file) }
    }
    // A folder that has only test digits is also a data set.
    if sets.count == 1, let only = sets.first { sets = [.training: only.value] }
    guard sets[.training] != nil else {
      throw DatasetError(
        .missing, "no training digits were found",
        remedy: "put files named label_number.txt, such as 7_12.txt, in folders named "
          + "trainingDigits and testDigits")
    }
    return sets.mapValues { files in
      files.sorted { ($0.label, $0.number) < ($1.label, $1.number) }
    }
  }

  /// 0 or 1 for each pixel of each digit.
  private static func pixels(
    of files: [TextDigitFile], content: (TextDigitFile) throws(DatasetError) -> [UInt8]
  ) throws(DatasetError) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: files.count * side * side)
    for (index, file) in files.enumerated() {
      let picture = index * side * side
      try parse(content(file), named: file.path) { pixels[picture + $0] = 1 }
    }
    return pixels
  }

  /// Reads one image and reports the features that are 1.
  package static func parse(
    _ text: [UInt8], named name: String, set: (_ feature: Int) -> Void
  ) throws(DatasetError) {
    var rest = text[...]
    for line in 0..<side {
      for column in 0..<side {
        switch rest.popFirst() {
        case UInt8(ascii: "0"): break
        case UInt8(ascii: "1"): set(line * side + column)
        case nil: throw cut(name, line: line, column: column)
        default:
          throw DatasetError(
            .malformed, at: "\(name), line \(line + 1), column \(column + 1)",
            "a character is neither 0 nor 1")
        }
      }
      guard rest.popLineBreak() || (rest.isEmpty && line == side - 1) else {
        if rest.isEmpty { throw cut(name, line: line, column: side) }
        throw DatasetError(
          .malformed, at: "\(name), line \(line + 1)",
          "the line is longer than \(side) characters")
      }
    }
    _ = rest.popLineBreak()
    guard rest.isEmpty else {
      throw DatasetError(
        .malformed, at: "\(name), line \(side + 1)",
        "the \(side) lines of the digit are followed by \(rest.count) bytes")
    }
  }

  private static func cut(_ name: String, line: Int, column: Int) -> DatasetError {
    DatasetError(
      .truncated, at: "\(name), line \(line + 1)",
      "the file ends after \(column) characters of the line",
      remedy: "a digit is \(side) lines of \(side) characters")
  }
}

extension ArraySlice<UInt8> {
  /// Removes LF or CRLF from the beginning, if present.
  fileprivate mutating func popLineBreak() -> Bool {
    for lineBreak in ["\n", "\r\n"] where starts(with: lineBreak.utf8) {
      removeFirst(lineBreak.utf8.count)
      return true
    }
    return false
  }
}
