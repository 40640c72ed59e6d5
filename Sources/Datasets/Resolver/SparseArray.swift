/// A sparse matrix by its stored elements, row by row; all other elements are zero.
package struct SparseArray: Sendable {
  /// The number of rows.
  package let rows: Int
  /// The number of columns.
  package let columns: Int
  /// The place of the first element of each row, and the number of elements at the end.
  package let starts: [Int]
  /// The column of each element, from 0, ascending in a row.
  package let indices: [Int32]
  /// The value of each element.
  package let values: [Double]

  /// Creates a matrix from its stored elements.
  ///
  /// - Precondition: There are `rows` + 1 ascending starts, and a column within the matrix for each
  ///   value.
  init(rows: Int, columns: Int, starts: [Int], indices: [Int32], values: [Double]) {
    precondition(starts.count == rows + 1 && starts.last == indices.count)
    precondition(indices.count == values.count)
    self.rows = rows
    self.columns = columns
    self.starts = starts
    self.indices = indices
    self.values = values
  }

  /// The transposed matrix.
  ///
  /// A matrix that is stored column by column is the transpose of one with the same arrays.
  ///
  /// - Complexity: One pass over the elements, and one over the columns.
  func transposed() -> SparseArray {
    var ends = [Int](repeating: 0, count: columns + 1)
    for index in indices { ends[Int(index) + 1] += 1 }
    for column in 0..<columns { ends[column + 1] += ends[column] }
    let starts = ends
    var rowIndices = [Int32](repeating: 0, count: indices.count)
    var transposed = [Double](repeating: 0, count: values.count)
    for row in 0..<rows {
      for place in self.starts[row]..<self.starts[row + 1] {
        let column = Int(indices[place])
        rowIndices[ends[column]] = Int32(row)
        transposed[ends[column]] = values[place]
        ends[column] += 1
      }
    }
    return SparseArray(
      rows: columns, columns: rows, starts: starts, indices: rowIndices, values: transposed)
  }
}
