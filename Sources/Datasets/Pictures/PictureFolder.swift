internal import FoundationEssentials
internal import Machine
internal import StoredNumbers

/// Pictures in a directory as arrays of bytes, with a folder for each class.
///
/// The files are `class/picture.png`, or `train/class/picture.png` with `test` and `valid` (or
/// `val`) beside it; the names of the folders are the labels. Without folders, or with splits but
/// without classes in them, there are no labels. Folders around the whole tree do not matter. The
/// files are those with the endings `.png`, `.jpg` and `.jpeg` in any case, but not hidden ones; the
/// content decides what they are. They are sorted by path.
package struct PictureFolder: Sendable {
  /// The pictures of a split.
  package struct Part: Sendable {
    /// The bytes: pictures × height × width, and × 3 if they are RGB, in row-major order.
    package let pictures: StoredArray
    /// The label of each picture, or `nil` if there are no classes.
    package let labels: [String]?
    /// The path of each picture from the directory; for a single picture, its name.
    package let files: [String]
  }

  /// The pictures for training, or those without a split.
  package let training: Part
  /// The pictures for validation.
  package let validation: Part?
  /// The pictures for the test.
  package let test: Part?

  /// Whether a directory, or a folder in it, has files with the ending of a picture.
  ///
  /// - Throws: ``DatasetError`` of kind `unreadable` if a directory can't be listed.
  package static func isPresent(inDirectory path: String) throws(DatasetError) -> Bool {
    try PictureTree.isPresent(inDirectory: path)
  }

  /// Reads the pictures in a directory, or a single picture.
  ///
  /// All pictures must have one size, unless the preparation gives one. They are gray if all of
  /// them have no color, and RGB otherwise, unless the preparation says which.
  ///
  /// - Parameters:
  ///   - path: A directory, or a file.
  ///   - preparation: What is done to each picture; by default nothing.
  /// - Throws: ``DatasetError`` that names the file for one that can't be decoded or has another
  ///   size than the first, and for more pixels than the machine has memory.
  /// - Complexity: Each file is read and decoded once. The memory is that of the result and of one
  ///   picture.
  package init(
    path: String, preparation: PicturePreparation = PicturePreparation()
  ) throws(DatasetError) {
    let isTree = isDirectory(path)
    let parts =
      isTree
      ? try PictureTree(path).parts
      : [.training: [PictureTree.File(path: fileName(path), label: nil)]]
    var collector = PictureCollector(
      counts: parts.mapValues(\.count), channels: preparation.channels)
    for split in Split.allCases {
      for file in parts[split] ?? [] {
        do {
          let bytes = try fileBytes(isTree ? "\(path)/\(file.path)" : path)
          let picture = try Picture(decoding: bytes).prepared(preparation)
          try collector.append(picture, from: file.path, to: split)
        } catch {
          var error = error
          if isTree {
            error.place = error.place.isEmpty ? file.path : "\(file.path), \(error.place)"
          }
          throw error
        }
      }
    }
    var results: [Split: Part] = [:]
    for (split, files) in parts {
      let labels = files.compactMap(\.label)
      results[split] = Part(
        pictures: try collector.takeArray(of: split), labels: labels.isEmpty ? nil : labels,
        files: files.map(\.path))
    }
    training = results[.training]!
    validation = results[.validation]
    test = results[.test]
  }
}

/// Collects pictures of one size, gray as long as none has color.
private struct PictureCollector {
  /// The number of pictures of each split.
  let counts: [Split: Int]
  /// Whether the number of channels is given and not decided by content.
  let isFixed: Bool
  private var channels: Int
  private var first: (height: Int, width: Int, file: String)?
  private var pixels: [Split: [UInt8]] = [:]

  init(counts: [Split: Int], channels: Int?) {
    self.counts = counts
    isFixed = channels != nil
    self.channels = channels ?? 1
  }

  /// Appends a picture.
  ///
  /// - Throws: ``DatasetError`` for another size than that of the first picture, and if all
  ///   pictures need more memory than there is.
  mutating func append(
    _ picture: Picture, from file: String, to split: Split
  ) throws(DatasetError) {
    if let first {
      guard first.height == picture.height, first.width == picture.width else {
        throw DatasetError(
          .sizeMismatch,
          "has \(picture.height) × \(picture.width) pixels (height × width), but \(first.file) has "
            + "\(first.height) × \(first.width)",
          remedy: "bring all to one size with --image HEIGHTxWIDTH, such as --image 28x28")
      }
    } else {
      first = (picture.height, picture.width, file)
      try reserve()
    }
    if !isFixed, channels == 1, !picture.isGray {
      channels = 3
      try reserve()
      for split in Array(pixels.keys) { Self.widen(&pixels[split]!) }
    }
    if picture.channels == channels {
      pixels[split]!.append(contentsOf: picture.pixels)
    } else if channels == 1 {
      let bytes = picture.pixels
      pixels[split]!.append(
        contentsOf: stride(from: 0, to: bytes.count, by: 3).lazy.map { bytes[$0] })
    } else {
      let start = pixels[split]!.count
      pixels[split]!.append(contentsOf: picture.pixels)
      Self.widen(&pixels[split]!, from: start)
    }
  }

  /// The pictures of a split, which are given up.
  mutating func takeArray(of split: Split) throws(DatasetError) -> StoredArray {
    let bytes = pixels.removeValue(forKey: split)!
    return try StoredArray(
      bytes[...],
      dimensions: [counts[split]!, first!.height, first!.width] + (channels == 3 ? [3] : []),
      elementType: .uint8, byteOrder: .native)
  }

  /// Allocates the memory for all pictures at once.
  private mutating func reserve() throws(DatasetError) {
    let memory = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    let each = first!.height * first!.width * channels
    let count = counts.values.reduce(0, +)
    guard count <= memory / each else {
      throw DatasetError(
        .unsupported,
        "\(count) pictures of \(first!.height) × \(first!.width) pixels do not fit "
          + "into the memory", remedy: "make them smaller with --image HEIGHTxWIDTH")
    }
    for (split, count) in counts { pixels[split, default: []].reserveCapacity(count * each) }
  }

  /// Makes gray bytes RGB in place, beginning with the last.
  private static func widen(_ bytes: inout [UInt8], from start: Int = 0) {
    let count = bytes.count - start
    bytes.append(contentsOf: repeatElement(0, count: 2 * count))
    for index in stride(from: count - 1, through: 0, by: -1) {
      let value = bytes[start + index]
      for channel in 0..<3 { bytes[start + 3 * index + channel] = value }
    }
  }
}
