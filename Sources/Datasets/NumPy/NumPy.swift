public import LinearAlgebra
internal import StoredNumbers

/// Data sets in NumPy files: an array in a `.npy` file, named arrays in a `.npz` archive.
///
/// Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".
public enum NumPy {
  /// Reads the data sets in a `.npz` archive, or in a `.npy` file with the features and another
  /// with the labels.
  ///
  /// The arrays in an archive have the given names or, ignoring case, the usual ones: `X` and `y`,
  /// `features` and `labels`, `data` and `target`, `x_train` and `y_train`, `x_test` and `y_test`,
  /// `x_val` and `y_val`, …. The labels of a `.npy` file named `X` or `…-X` are in the same folder
  /// in `y` or `…-y`; likewise for `features` and `labels`, `images` and `labels`, `data` and
  /// `target`.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - scalar: The scalar type of the features.
  ///   - names: The arrays of an archive to read; by default, those with the usual names.
  ///   - byteScaling: The scaling of features that are stored as unsigned bytes; by default they
  ///     are divided by 255.
  /// - Returns: The data sets, in row-major order for any storage order. Three dimensions are
  ///   examples × height × width; a square of at least 8 × 8 features is a square image.
  /// - Throws: ``DatasetError`` for an invalid header, a size that does not match the file,
  ///   elements that are not real numbers, missing arrays, and features or labels that are not
  ///   numbers.
  /// - Complexity: Decompresses no more than the header states.
  public static func read<Scalar: BLASScalar>(
    path: String, as scalar: Scalar.Type = Scalar.self, names: VariableNames = VariableNames(),
    byteScaling: ByteScaling = .unitInterval
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    let content = try FileContent(path: path)
    guard try NPYHeader.begins(content.prefix(6)) else {
      return try archive(path).collection(names: names, byteScaling: byteScaling)
    }
    let labelPath = try labelFile(beside: path)
    let labels = try located(labelPath) { path throws(DatasetError) in
      try array(FileContent(path: path))
    }
    let pair = (features: fileName(path), labels: fileName(labelPath))
    return try NamedArrays([
      (pair.features, .success(array(content))), (pair.labels, .success(labels)),
    ]).collection(
      names: VariableNames(features: pair.features, labels: pair.labels),
      byteScaling: byteScaling)
  }

  /// The array in a `.npy` file.
  package static func array(_ bytes: [UInt8]) throws(DatasetError) -> StoredArray {
    try array(FileContent(bytes))
  }

  /// The array in a `.npy` file, decompressed no further than its header states.
  static func array(_ content: FileContent) throws(DatasetError) -> StoredArray {
    let header = try NPYHeader(content.prefix(NPYHeader.maximumByteCount))
    return try header.array(content.bytes(promised: header.fileByteCount()))
  }

  /// The arrays in a `.npz` archive, in the order of the archive; other files are ignored.
  static func archive(_ path: String) throws(DatasetError) -> NamedArrays {
    let archive = try ZipArchive(path: path)
    var arrays: [NamedArrays.Entry] = []
    for entry in archive.entries where entry.name.hasSuffix(".npy") {
      let array: Result<StoredArray, DatasetError>
      do {
        array = .success(
          try located(entry.name) { _ throws(DatasetError) in
            let header = try NPYHeader(archive.prefix(of: entry, NPYHeader.maximumByteCount)[...])
            let promised = try header.fileByteCount()
            try FileContent.check(size: entry.size, promised: promised)
            return try header.array(archive.content(of: entry, atMost: promised)[...])
          })
      } catch  where error.kind == .unsupported {
        array = .failure(error)
      }
      arrays.append((String(entry.name.dropLast(4)), array))
    }
    guard !arrays.isEmpty else {
      throw DatasetError(.missing, "the archive has no .npy files")
    }
    return try NamedArrays(arrays)
  }

  /// A `.npy` file with features and the file with their labels.
  static func files(_ path: String) throws(DatasetError) -> [String] {
    [path, try labelFile(beside: path)]
  }

  /// The file with the labels for a `.npy` file with features.
  private static func labelFile(beside path: String) throws(DatasetError) -> String {
    let name = fileName(path)
    let stem = name.hasSuffix(".npy") ? String(name.dropLast(4)) : name
    let partners = [
      ("X", ["y"]), ("x", ["y"]), ("features", ["labels"]), ("images", ["labels"]),
      ("data", ["target", "labels"]), ("X_train", ["y_train"]), ("x_train", ["y_train"]),
    ]
    for (features, labels) in partners where stem.hasSuffix(features) {
      let before = path.dropLast(name.count) + stem.dropLast(features.count)
      if let found = labels.map({ "\(before)\($0).npy" }).first(where: { isFile($0) }) {
        return found
      }
    }
    throw DatasetError(
      .missing, "the folder has no labels for \(name)",
      remedy: "save features and labels as X.npy and y.npy, or together in an .npz")
  }
}

extension NPYHeader {
  /// The size of the whole file.
  fileprivate func fileByteCount() throws(DatasetError) -> Int {
    let size = try StoredArray.byteCount(dimensions: dimensions, elementType: elementType)
    let (whole, overflow) = size.addingReportingOverflow(byteCount)
    guard !overflow else {
      throw DatasetError(.malformed, at: "shape", "\(sizeText(dimensions)) is not a possible size")
    }
    return whole
  }

  /// The array of a file with this header.
  fileprivate func array(_ file: ArraySlice<UInt8>) throws(DatasetError) -> StoredArray {
    try StoredArray(
      file.dropFirst(byteCount), dimensions: dimensions, elementType: elementType,
      byteOrder: byteOrder, storageOrder: storageOrder)
  }
}
