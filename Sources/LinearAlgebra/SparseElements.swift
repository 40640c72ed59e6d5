/// The stored elements of sparse rows; all other elements are zero.
@usableFromInline
package struct SparseElements<Scalar: BLASScalar>: Sendable {
  /// The number of columns.
  @usableFromInline package let columns: Int
  /// The position of the first element of each row, and the number of elements at the end.
  @usableFromInline package let starts: [Int]
  /// The column of each element, ascending in a row.
  @usableFromInline package let indices: [Int32]
  /// The value of each element.
  @usableFromInline package let values: [Scalar]

  /// Creates elements that are known to be in order.
  init(columns: Int, starts: [Int], indices: [Int32], values: [Scalar]) {
    self.columns = columns
    self.starts = starts
    self.indices = indices
    self.values = values
  }

  /// Creates elements, and checks that they are in order and within `rows` × `columns`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  init(columns: Int, checkedStarts starts: [Int], indices: [Int32], values: [Scalar], rows: Int) {
    precondition(
      starts.count == rows + 1 && starts[0] == 0 && starts[rows] == indices.count,
      "the starts of \(rows) rows and the number of elements")
    precondition(indices.count == values.count, "one column per value")
    for row in 0..<rows {
      precondition(starts[row] <= starts[row + 1], "the starts must ascend")
      var previous: Int32 = -1
      for place in starts[row]..<starts[row + 1] {
        precondition(indices[place] > previous, "the columns of a row must ascend")
        previous = indices[place]
      }
      precondition(previous < columns, "a column is not in the matrix")
    }
    self.init(columns: columns, starts: starts, indices: indices, values: values)
  }

  /// Creates the elements of the rows that are not zero, from any storage.
  init(_ matrix: Matrix<Scalar>) {
    if let sparse = matrix.sparse {
      self = sparse
      return
    }
    var rows = SparseRows<Scalar>()
    for row in 0..<matrix.rows {
      for (column, value) in matrix.row(row).enumerated() where value != 0 {
        rows.append(Int32(column), value)
      }
      rows.endRow()
    }
    self = rows.elements(columns: matrix.columns)
  }

  /// The number of rows.
  var rows: Int { starts.count - 1 }

  /// The positions of the elements of a row.
  @inlinable
  package func places(ofRow row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

  /// The element in a row and a column, by a binary search.
  subscript(_ row: Int, _ column: Int) -> Scalar {
    var places = places(ofRow: row)
    while let first = places.first {
      let middle = first + places.count / 2
      if indices[middle] == Int32(column) { return values[middle] }
      places = indices[middle] < column ? middle + 1..<places.upperBound : first..<middle
    }
    return 0
  }

  /// All elements of some rows, zeros included.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func scalars(ofRows rows: Range<Int>) -> [Scalar] {
    var scalars = [Scalar](repeating: 0, count: rows.count * columns)
    for row in rows {
      for place in places(ofRow: row) {
        scalars[(row - rows.lowerBound) * columns + Int(indices[place])] = values[place]
      }
    }
    return scalars
  }

  /// The size of the elements and their positions in memory, in bytes.
  var byteCount: Int {
    values.count * MemoryLayout<Scalar>.stride + indices.count * MemoryLayout<Int32>.stride
      + starts.count * MemoryLayout<Int>.stride
  }
}

extension SparseElements {
  /// The elements of the given rows in the given order.
  func gathering(rows: some Collection<Int>) -> SparseElements {
    var gathered = SparseRows<Scalar>()
    for row in rows { gathered.append(self, row) }
    return gathered.elements(columns: columns)
  }

  /// The elements of the given columns in the given order.
  ///
  /// - Complexity: One pass over the columns and the elements of the result, which are sorted in
  ///   each row.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func gathering(columns chosen: [Int]) -> SparseElements {
    // The new places of a column are sources[ends[column] ..< ends[column + 1]].
    var ends = [Int](repeating: 0, count: columns + 1)
    for column in chosen { ends[column + 1] += 1 }
    for column in 0..<columns { ends[column + 1] += ends[column] }
    var next = ends
    var sources = [Int32](repeating: 0, count: chosen.count)
    for (place, column) in chosen.enumerated() {
      sources[next[column]] = Int32(place)
      next[column] += 1
    }
    var gathered = SparseRows<Scalar>()
    for row in 0..<rows {
      var elements: [(column: Int32, value: Scalar)] = []
      for place in places(ofRow: row) {
        let column = Int(indices[place])
        for source in ends[column]..<ends[column + 1] {
          elements.append((sources[source], values[place]))
        }
      }
      elements.sort { $0.column < $1.column }
      for (column, value) in elements { gathered.append(column, value) }
      gathered.endRow()
    }
    return gathered.elements(columns: chosen.count)
  }

  /// The elements of some rows without the columns that have none, but with one column at least, and
  /// the column of each of the rest.
  ///
  /// - Complexity: The elements are sorted by their columns; it does not depend on the number of
  ///   columns.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func withoutEmptyColumns(rows: [Int]) -> (elements: SparseElements, columns: [Int32]) {
    let gathered = gathering(rows: rows)
    var (indices, columns) = (gathered.indices, [Int32]())
    for place in indices.indices.sorted(by: { gathered.indices[$0] < gathered.indices[$1] }) {
      if columns.last != gathered.indices[place] { columns.append(gathered.indices[place]) }
      indices[place] = Int32(columns.count - 1)
    }
    if columns.isEmpty { columns = [0] }
    let elements = SparseElements(
      columns: columns.count, starts: gathered.starts, indices: indices, values: gathered.values)
    return (elements, columns)
  }

  /// The elements divided by one number for each column, or one for all.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func divided(by divisors: [Scalar]) -> SparseElements {
    let quotients = values.indices.map {
      values[$0] / divisors[divisors.count == 1 ? 0 : Int(indices[$0])]
    }
    return SparseElements(columns: columns, starts: starts, indices: indices, values: quotients)
  }

  /// The rows of several matrices, one below the other.
  static func stacking(_ parts: [SparseElements]) -> SparseElements {
    var stacked = SparseRows<Scalar>()
    for part in parts { for row in 0..<part.rows { stacked.append(part, row) } }
    return stacked.elements(columns: parts[0].columns)
  }

  /// The columns of several matrices, side by side.
  static func joining(_ parts: [SparseElements]) -> SparseElements {
    var joined = SparseRows<Scalar>()
    for row in 0..<parts[0].rows {
      var columns = 0
      for part in parts {
        for place in part.places(ofRow: row) {
          joined.append(Int32(columns) + part.indices[place], part.values[place])
        }
        columns += part.columns
      }
      joined.endRow()
    }
    return joined.elements(columns: parts.reduce(0) { $0 + $1.columns })
  }
}

/// Sparse rows to which elements are appended.
private struct SparseRows<Scalar: BLASScalar> {
  private var starts = [0]
  private var indices: [Int32] = []
  private var values: [Scalar] = []

  /// Appends an element to the current row.
  mutating func append(_ column: Int32, _ value: Scalar) {
    indices.append(column)
    values.append(value)
  }

  /// Ends the current row.
  mutating func endRow() { starts.append(values.count) }

  /// Appends a row of other elements.
  mutating func append(_ other: SparseElements<Scalar>, _ row: Int) {
    let places = other.places(ofRow: row)
    indices += other.indices[places]
    values += other.values[places]
    endRow()
  }

  /// The elements.
  func elements(columns: Int) -> SparseElements<Scalar> {
    SparseElements(columns: columns, starts: starts, indices: indices, values: values)
  }
}
