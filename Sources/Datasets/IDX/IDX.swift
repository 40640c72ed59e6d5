public import LinearAlgebra
internal import Machine
internal import StoredNumbers

/// Data sets in IDX files, the format of MNIST: one big-endian array per file, uncompressed or
/// gzip-compressed.
///
/// Images and labels are in separate files with related names: `train-images-idx3-ubyte.gz` and
/// `train-labels-idx1-ubyte.gz`.
///
/// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", section "The IDX
/// file format".
public enum IDX {
  /// Reads the data sets in a directory, or a data set from one of its two files.
  ///
  /// In a directory, the beginning of a name determines the split: `train`, `t10k` or `test`, and
  /// `valid`; if there is only one data set, its name does not matter. Given an image file, the
  /// label file is in the same folder with `labels-idx1` instead of `images-idx3` in its name, with
  /// or without `.gz`, and vice versa.
  ///
  /// - Parameters:
  ///   - path: A directory, or one of the two files.
  ///   - scalar: The scalar type of the features.
  ///   - byteScaling: The scaling of pixels that are stored as unsigned bytes; by default they are
  ///     divided by 255. Other types are never scaled.
  /// - Returns: The data sets, in row-major order; three dimensions are examples × height × width,
  ///   with an image shape.
  /// - Throws: ``DatasetError`` for a wrong magic number, a size that does not match the file, a
  ///   counterpart that is missing or has another length, features that are NaN or infinite, and
  ///   labels that are not whole numbers.
  /// - Complexity: Decompresses no more than the header states; one pass and one allocation for the
  ///   features.
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
  /// - Throws: ``DatasetError`` if the header is invalid or states another size.
  package static func array(_ bytes: [UInt8]) throws(DatasetError) -> StoredArray {
    try array(FileContent(bytes))
  }

  /// The array in an IDX file, decompressed no further than its header states.
  static func array(_ content: FileContent) throws(DatasetError) -> StoredArray {
    let header = try IDXHeader(content.prefix(IDXHeader.maximumByteCount))
    let size = try StoredArray.byteCount(
      dimensions: header.dimensions, elementByteCount: header.elementType.byteCount)
    let (promised, overflow) = size.addingReportingOverflow(header.byteCount)
    guard !overflow else {
      throw DatasetError(
        .malformed, at: "byte 4", "\(sizeText(header.dimensions)) is not a possible size")
    }
    return try StoredArray(
      content.bytes(promised: promised).dropFirst(header.byteCount),
      dimensions: header.dimensions, elementType: header.elementType, byteOrder: .big)
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
