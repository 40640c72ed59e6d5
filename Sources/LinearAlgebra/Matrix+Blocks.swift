extension Matrix {
  /// Returns a matrix of the given columns in the given order, with the same kind of storage.
  ///
  /// - Complexity: One pass over the elements of the result; those of sparse rows are sorted.
  package func gathering(columns indices: [Int]) -> Matrix {
    precondition(indices.allSatisfy { $0 >= 0 && $0 < columns }, "a column is not in the matrix")
    if let sparse {
      return Matrix(rows: rows, columns: indices.count, sparse.gathering(columns: indices))
    }
    func gather<Element>(_ elements: ArraySlice<Element>) -> [Element] {
      var gathered: [Element] = []
      gathered.reserveCapacity(rows * indices.count)
      for row in 0..<rows {
        let start = elements.startIndex + row * columns
        for index in indices { gathered.append(elements[start + index]) }
      }
      return gathered
    }
    guard let coded else {
      return Matrix(rows: rows, columns: indices.count, elements: gather(scalars[...]))
    }
    return Matrix(
      rows: rows, columns: indices.count, bytes: gather(coded.bytes)[...], values: coded.values)
  }

  /// Returns some rows without the columns in which no element is stored, but with one column at
  /// least, and the column of each of the rest; `nil` unless the rows are sparse.
  ///
  /// - Complexity: The elements of the rows are sorted by their columns.
  package func withoutZeroColumns(rows indices: [Int]) -> (matrix: Matrix, columns: [Int32])? {
    guard let (elements, columns) = sparse?.withoutEmptyColumns(rows: indices) else { return nil }
    return (Matrix(rows: indices.count, columns: columns.count, elements), columns)
  }

  /// Returns a matrix of the rows of all matrices, one below the other.
  ///
  /// Elements that are stored as bytes with the same values remain so; if one of the matrices has
  /// sparse rows, the result has them, too.
  ///
  /// - Precondition: There is at least one matrix, and all have the same number of columns.
  package static func stacking(_ matrices: [Matrix]) -> Matrix {
    let columns = matrices[0].columns
    precondition(matrices.allSatisfy { $0.columns == columns }, "the numbers of columns differ")
    let rows = matrices.reduce(0) { $0 + $1.rows }
    if matrices.contains(where: { $0.sparse != nil }) {
      return Matrix(
        rows: rows, columns: columns, .stacking(matrices.map { SparseElements($0) }))
    }
    let values = matrices[0].coded?.values
    if let values, matrices.allSatisfy({ $0.coded?.values == values }) {
      return Matrix(
        rows: rows, columns: columns, bytes: matrices.flatMap { $0.coded!.bytes }[...],
        values: values)
    }
    return Matrix(rows: rows, columns: columns, elements: matrices.flatMap(\.elements))
  }

  /// Returns a matrix of the columns of all matrices, side by side; if one of them has sparse rows,
  /// the result has them, too.
  ///
  /// - Precondition: There is at least one matrix, and all have the same number of rows.
  package static func joining(_ matrices: [Matrix]) -> Matrix {
    if matrices.count == 1 { return matrices[0] }
    let rows = matrices[0].rows
    precondition(matrices.allSatisfy { $0.rows == rows }, "the numbers of rows differ")
    let columns = matrices.reduce(0) { $0 + $1.columns }
    if matrices.contains(where: { $0.sparse != nil }) {
      return Matrix(rows: rows, columns: columns, .joining(matrices.map { SparseElements($0) }))
    }
    var elements: [Scalar] = []
    elements.reserveCapacity(rows * columns)
    for row in 0..<rows { for matrix in matrices { elements += matrix.row(row) } }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }

  /// Replaces each element x by (x − a) / b.
  ///
  /// Elements that are stored as bytes remain so where all columns have the same a and b, and rows
  /// remain sparse where all a are 0.
  ///
  /// - Parameters:
  ///   - offsets: a, one number for each column, or one for all of them.
  ///   - divisors: b, as many numbers.
  /// - Returns: Whether all results are finite.
  /// - Complexity: One pass over the elements, those that are stored if all a are 0, or over 256
  ///   values.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  package mutating func scale(
    subtracting offsets: [Scalar], dividingBy divisors: [Scalar]
  ) -> Bool {
    precondition(offsets.count == divisors.count)
    precondition(offsets.count == 1 || offsets.count == columns)
    if offsets.count == 1, let coded {
      self = Matrix(
        rows: rows, columns: columns, bytes: coded.bytes,
        values: coded.values.map { ($0 - offsets[0]) / divisors[0] })
      return self.coded!.values.allSatisfy(\.isFinite)
    }
    if let sparse, offsets.allSatisfy({ $0 == 0 }) {
      let quotients = sparse.divided(by: divisors)
      self = Matrix(rows: rows, columns: columns, quotients)
      return quotients.values.allSatisfy(\.isFinite) && divisors.allSatisfy { $0 != 0 }
    }
    let columns = columns
    return withMutableElements { elements in
      var column = 0
      var isFinite = true
      for index in elements.indices {
        let place = offsets.count == 1 ? 0 : column
        elements[index] = (elements[index] - offsets[place]) / divisors[place]
        isFinite = isFinite && elements[index].isFinite
        column = column + 1 == columns ? 0 : column + 1
      }
      return isFinite
    }
  }
}
