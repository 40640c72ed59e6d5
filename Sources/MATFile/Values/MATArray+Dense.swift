internal import StoredNumbers

extension MATArray {
  /// The same array with the zeros of a sparse matrix written out; other arrays as they are.
  ///
  /// - Parameter limit: The most elements to make, for a few bytes of a file may describe a sparse
  ///   matrix of any size; 2²⁷, a gigabyte of `double`.
  /// - Throws: ``MATFileError`` of kind `tooLarge`.
  /// - Complexity: Linear in ``count``.
  public func dense(atMost limit: Int = 1 << 27) throws(MATFileError) -> MATArray {
    guard case .sparse(let sparse) = content else { return self }
    guard count <= limit else {
      throw MATFileError(
        .tooLarge, "is \(summary), of which no more than \(limit) elements are written out")
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
