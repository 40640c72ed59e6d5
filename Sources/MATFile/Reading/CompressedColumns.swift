/// The row and the column of each element of a sparse matrix in compressed sparse column format.
struct CompressedColumns {
  /// The row of each element, from 0.
  let rows: [Int]
  /// The column of each element, from 0.
  let columns: [Int]

  /// What is wrong with the indices.
  struct Fault: Error {
    let problem: String
  }

  /// Checks the indices and expands the columns.
  ///
  /// - Parameters:
  ///   - starts: The index of each column's first element, and the number of elements; they may be
  ///     missing if there are no elements.
  ///   - rowIndices: The rows of the elements, and any number of unused ones.
  ///   - rowCount: The number of rows.
  ///   - columnCount: The number of columns.
  /// - Throws: ``Fault`` if the indices contradict each other or the dimensions.
  init(
    starts: [Int], rowIndices: [Int], rowCount: Int, columnCount: Int
  ) throws(Fault) {
    let count = starts.last ?? 0
    guard starts.count == columnCount + 1 || (starts.isEmpty && rowIndices.isEmpty) else {
      throw Fault(problem: "has \(starts.count) column starts for \(columnCount) columns")
    }
    guard starts.first ?? 0 == 0, zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }),
      count <= rowIndices.count
    else {
      throw Fault(problem: "the column starts are not ascending, or exceed the number of elements")
    }
    rows = Array(rowIndices.prefix(count))
    guard rows.allSatisfy({ $0 >= 0 && $0 < rowCount }) else {
      throw Fault(problem: "a row index is not less than \(rowCount)")
    }
    var columns: [Int] = []
    columns.reserveCapacity(count)
    for (column, (start, end)) in zip(starts, starts.dropFirst()).enumerated() {
      columns.append(contentsOf: repeatElement(column, count: end - start))
    }
    self.columns = columns
  }
}
