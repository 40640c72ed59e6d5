internal import StoredNumbers

extension NumPy {
  /// An array of numbers in a NumPy file.
  package struct NumberArray {
    /// The name in the archive; that of the file, without `.npy`, for a single array.
    package let name: String
    /// The dimensions, outermost first, and the numbers in column-major order, or why it can't be
    /// read.
    package let content: Result<(dimensions: [Int], numbers: [Double]), DatasetError>
  }

  /// Whether a file begins like a `.npz` archive or a `.npy` file.
  package static func begins(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x93] + "NUMPY".utf8)
  }

  /// The arrays of numbers in a `.npz` archive or a `.npy` file, in the order of the archive.
  ///
  /// - Throws: ``DatasetError`` for a file that is neither, and for one that is damaged; an array of
  ///   another kind, such as Python objects, does not affect the others.
  /// - Complexity: Decompresses no more than the headers state.
  package static func numbers(path: String) throws(DatasetError) -> [NumberArray] {
    let content = try FileContent(path: path)
    let variables =
      try NPYHeader.begins(content.prefix(6))
      ? [DataVariable(stem(path), array(content))] : archiveVariables(path)
    return variables.map { variable in
      NumberArray(
        // The arrays in a list of arrays are coefs_[0], …, which scikit-learn's users write.
        name: String(variable.path.filter { $0 != "[" && $0 != "]" }),
        content: Result { () throws(DatasetError) in try numbers(of: variable) })
    }
  }

  /// The dimensions of an array, and its numbers in column-major order.
  private static func numbers(
    of variable: DataVariable
  ) throws(DatasetError) -> (dimensions: [Int], numbers: [Double]) {
    guard case .numbers(let array) = try variable.value() else {
      throw DatasetError(.unsupported, at: variable.path, "is not a full array of numbers")
    }
    let ordered =
      array.storageOrder == .rowMajor
      ? array.numbers.columnMajor(fromRowMajor: array.dimensions) : array.numbers
    return (array.dimensions, ordered.doubles)
  }
}
