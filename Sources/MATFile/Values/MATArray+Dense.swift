internal import StoredNumbers

extension MATArray {
  /// Converts a sparse matrix to a full one.
  ///
  /// - Parameter limit: The maximum number of elements, because a small file may describe a sparse
  ///   matrix of any size; 2²⁷, a gigabyte of `double`, by default.
  /// - Returns: The full matrix; any other array unchanged.
  /// - Throws: ``MATFileError`` of kind `tooLarge` for a sparse matrix with more elements.
  /// - Complexity: Linear in ``count``.
  public func dense(atMost limit: Int = 1 << 27) throws(MATFileError) -> MATArray {
    guard case .sparse(let sparse) = content else { return self }
    guard count <= limit else {
      throw MATFileError(
        .tooLarge, "is \(summary), too large for a full matrix of at most \(limit) elements")
    }
    func spread(_ numbers: StoredNumbers) -> [Double] {
      var values = [Double](repeating: 0, count: count)
      for (element, value) in numbers.doubles.enumerated() {
        values[sparse.columns[element] * rows + sparse.rows[element]] += value
      }
      return values
    }
    let real = spread(sparse.values)
    if sparse.isLogical { return MATArray(logical: real.map { $0 != 0 }, dimensions: dimensions) }
    guard let imaginary = sparse.imaginary else { return MATArray(real, dimensions: dimensions) }
    return MATArray(real: real, imaginary: spread(imaginary), dimensions: dimensions)
  }
}
