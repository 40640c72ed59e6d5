public import LinearAlgebra
internal import Machine
internal import StoredNumbers

/// The format of the MNIST files: one array a file, big-endian, plain or gzip.
///
/// Images and labels are files of their own that belong together by their names:
/// `train-images-idx3-ubyte.gz` and `train-labels-idx1-ubyte.gz`.
///
/// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", section "The IDX
/// file format".
public enum IDX {
  /// Reads the training and test set of a directory, or one set from one of its two files.
  ///
  /// In a directory the beginning of a name tells the set: `train` for training, `t10k` or `test`
  /// for the test, `valid` for validation; where there is only one set, its name does not matter.
  /// Given an image file, the label file is looked for beside it, and the other way round: the
  /// same name with `labels-idx1` in place of `images-idx3`, plain or `.gz`.
  ///
  /// - Parameters:
  ///   - path: a directory, or one of the two files.
  ///   - byteScaling: whether pixels stored as unsigned bytes are divided by 255. Other types are
  ///     never scaled.
  /// - Returns: features in row order; three dimensions make examples × height × width, with the
  ///   image shape kept.
  /// - Throws: ``DatasetError`` for a wrong magic number, a size that differs from the bytes that
  ///   are there (one byte is enough), a partner that is missing or of another length, NaN or
  ///   infinite features, labels that are not whole numbers.
  /// - Complexity: nothing is inflated beyond what the header promises; the features are converted
  ///   in one pass into the only array that is made.
  public static func read<Scalar: BLASScalar>(
    path: String, as scalar: Scalar.Type = Scalar.self, byteScaling: ByteScaling = .unitInterval
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    let sets = try IDXFileSet(path)
    return try DatasetCollection(
      training: examples(sets.training, byteScaling: byteScaling),
      validation: sets.validation.map { files throws(DatasetError) in
        try examples(files, byteScaling: byteScaling)
      },
      test: sets.test.map { files throws(DatasetError) in
        try examples(files, byteScaling: byteScaling)
      })
  }

  /// The array in an IDX file.
  ///
  /// - Throws: ``DatasetError`` when the header is wrong or promises another size.
  package static func array(_ bytes: [UInt8]) throws(DatasetError) -> StoredArray {
    try array(FileContent(bytes))
  }

  /// The array in an IDX file, inflated no further than its header promises.
  static func array(_ content: FileContent) throws(DatasetError) -> StoredArray {
    let header = try IDXHeader(content.prefix(IDXHeader.maximumByteCount))
    let size = try StoredArray.byteCount(
      dimensions: header.dimensions, elementType: header.elementType)
    let (promised, overflow) = size.addingReportingOverflow(header.byteCount)
    guard !overflow else {
      throw DatasetError(
        .malformed, at: "byte 4", "\(sizeText(header.dimensions)) elements are more than can be")
    }
    return try StoredArray(
      content.bytes(promised: promised).dropFirst(header.byteCount),
      dimensions: header.dimensions, elementType: header.elementType, byteOrder: .big)
  }

  /// The array of a file, or the arrays of a directory's data set, by the files' names.
  static func arrays(path: String) throws(DatasetError) -> NamedArrays {
    var paths = [path]
    if isDirectory(path) {
      let sets = try IDXFileSet(path)
      paths = [sets.training, sets.validation, sets.test].compactMap(\.self)
        .flatMap { [$0.images, $0.labels] }
    }
    var entries: [NamedArrays.Entry] = []
    for path in paths {
      let stored = try located(path) { path throws(DatasetError) in
        try array(FileContent(path: path))
      }
      entries.append((fileName(path), .success(stored)))
    }
    return try NamedArrays(entries)
  }

  /// The examples in a pair of files.
  private static func examples<Scalar: BLASScalar>(
    _ files: IDXFileSet.Pair, byteScaling: ByteScaling
  ) throws(DatasetError) -> Examples<Scalar> {
    let labels = try located(files.labels) { path throws(DatasetError) in
      try array(FileContent(path: path)).wholeNumbers(named: "labels")
    }
    let images = try located(files.images) { path throws(DatasetError) in
      try array(FileContent(path: path))
    }
    return try Examples(
      features: located(files.images) { _ throws(DatasetError) in
        try images.matrix(named: "images", byteScaling: byteScaling)
      },
      labels: .numbers(labels), imageShape: images.imageShape,
      names: (fileName(files.images), fileName(files.labels)))
  }
}
