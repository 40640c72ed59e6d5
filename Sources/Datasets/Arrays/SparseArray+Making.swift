extension SparseArray {
  /// Creates a matrix from elements in any order; elements in the same place are added.
  ///
  /// - Parameters:
  ///   - dimensions: The numbers of rows and columns.
  ///   - rowIndices: The row of each element, from 0.
  ///   - columnIndices: The column of each element, from 0.
  ///   - values: The value of each element.
  ///   - name: The name of the matrix, for errors.
  /// - Returns: The matrix, with its elements in the order of the rows and columns.
  /// - Throws: ``DatasetError`` for an element outside the matrix, and for more than 2²⁶ rows or
  ///   columns.
  /// - Complexity: Linear in the numbers of elements, rows and columns.
  static func make(
    _ dimensions: (rows: Int, columns: Int), rowIndices: [Int], columnIndices: [Int],
    values: [Double], named name: String
  ) throws(DatasetError) -> SparseArray {
    let (rows, columns) = dimensions
    try SparseSize.check(rows: rows, columns: columns, at: name)
    guard rowIndices.count == values.count, columnIndices.count == values.count else {
      throw DatasetError(
        .malformed, at: name,
        "the sparse matrix has \(values.count) values, \(rowIndices.count) rows and "
          + "\(columnIndices.count) columns of elements")
    }
    for (place, (row, column)) in zip(rowIndices, columnIndices).enumerated()
    where row < 0 || row >= rows || column < 0 || column >= columns {
      throw DatasetError(
        .malformed, at: name,
        "element \(place) of the sparse matrix is in row \(row) and column \(column), counted from "
          + "0, outside \(rows) × \(columns)")
    }
    // By columns first: the transpose of that has the columns of each row in ascending order.
    var ends = [Int](repeating: 0, count: columns + 1)
    for column in columnIndices { ends[column + 1] += 1 }
    for column in 0..<columns { ends[column + 1] += ends[column] }
    let starts = ends
    var indices = [Int32](repeating: 0, count: values.count)
    var byColumn = [Double](repeating: 0, count: values.count)
    for place in values.indices {
      let column = columnIndices[place]
      indices[ends[column]] = Int32(rowIndices[place])
      byColumn[ends[column]] = values[place]
      ends[column] += 1
    }
    return SparseArray(
      rows: columns, columns: rows, starts: starts, indices: indices, values: byColumn
    ).transposed().withoutRepetitions()
  }

  /// The matrix with the sum of neighboring elements in the same place.
  private func withoutRepetitions() -> SparseArray {
    let isUnique = (0..<rows).allSatisfy { row in
      let elements = indices[starts[row]..<starts[row + 1]]
      return !zip(elements, elements.dropFirst()).contains { $0 == $1 }
    }
    guard !isUnique else { return self }
    var sums: (starts: [Int], indices: [Int32], values: [Double]) = ([0], [], [])
    for row in 0..<rows {
      for place in starts[row]..<starts[row + 1] {
        if place > starts[row], indices[place] == indices[place - 1] {
          sums.values[sums.values.count - 1] += values[place]
        } else {
          sums.indices.append(indices[place])
          sums.values.append(values[place])
        }
      }
      sums.starts.append(sums.indices.count)
    }
    return SparseArray(
      rows: rows, columns: columns, starts: sums.starts, indices: sums.indices, values: sums.values)
  }
}
