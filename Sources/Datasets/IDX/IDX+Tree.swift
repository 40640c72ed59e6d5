internal import StoredNumbers

extension IDX {
  /// Lists the arrays of all IDX files in a directory, or those of a file and of its counterpart.
  ///
  /// They are named by their files, without what says how these are stored: `train-images` for
  /// `train-images-idx3-ubyte.gz`. A file that has no counterpart is listed alone.
  ///
  /// - Throws: ``DatasetError`` for an invalid header.
  /// - Complexity: Only the headers are read.
  static func tree(path: String) throws(DatasetError) -> DataTree {
    var paths = [path]
    do {
      paths = try IDXFileSet.files(path)
    } catch  where error.kind == .missing {}
    var stems = Set<String>()
    // Of a plain and a packed file of one name, the plain one, which comes first, serves.
    return try DataTree(
      .numpy,
      paths.filter { stems.insert(IDXFileSet.stem($0)).inserted }.map(variable))
  }

  /// The array in a file, which is read when it is needed.
  private static func variable(_ path: String) throws(DatasetError) -> DataVariable {
    let name = IDXFileSet.stem(path)
    return try located(path) { path throws(DatasetError) in
      let beginning = try FileContent(fileBytes(path, atMost: 1 << 16))
      let header = try IDXHeader(beginning.prefix(IDXHeader.maximumByteCount))
      let isExtended =
        header.dimensions.count == 2 && header.dimensions[1] == 8
        && header.elementType == .int32 && name.contains("labels")
      return DataVariable(
        path: name, dimensions: isExtended ? [header.dimensions[0]] : header.dimensions,
        kind: .numbers
      ) { () throws(DatasetError) in
        try located(path) { path throws(DatasetError) in
          let array = try array(FileContent(path: path))
          return .numbers(isExtended ? array.firstColumn : array)
        }
      }
    }
  }
}

extension StoredArray {
  /// The first element of each row of a matrix in row-major order.
  ///
  /// QMNIST has eight numbers for each image in its files of labels, and the first is the class
  /// (Yadav and Bottou, "Cold Case: The Lost MNIST Digits", 2019).
  fileprivate var firstColumn: StoredArray {
    let width = elementType.byteCount
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows * width)
    for row in 0..<rows {
      let start = numbers.bytes.startIndex + row * columns * width
      bytes += numbers.bytes[start..<start + width]
    }
    return StoredArray(
      StoredNumbers(bytes[...], as: elementType, numbers.byteOrder), dimensions: [rows],
      storageOrder: .rowMajor)
  }
}
