public import StoredNumbers

/// The stored elements of a sparse matrix in column-major order.
///
/// Element k is `values[k]` in row `rows[k]` and column `columns[k]`, counted from 0; all other
/// elements are zero.
public struct MATSparse: Sendable, Equatable {
  /// The row of each element.
  public let rows: [Int]
  /// The column of each element.
  public let columns: [Int]
  /// The real part of each element; 0 or 1 for logical values.
  public let values: StoredNumbers
  /// The imaginary part of each element; `nil` for a real matrix.
  public let imaginary: StoredNumbers?
  /// Whether the elements are logical.
  public let isLogical: Bool

  /// Creates the content of a sparse matrix.
  ///
  /// The order of the elements is not checked. All arrays must have the same number of elements.
  ///
  /// - Parameters:
  ///   - rows: The row of each element, from 0, ascending within a column.
  ///   - columns: The column of each element, from 0, in ascending order.
  ///   - values: The real part of each element.
  ///   - imaginary: The imaginary part of each element; `nil`, the default, for a real matrix.
  ///   - isLogical: Whether the elements are logical, `false` by default.
  public init(
    rows: [Int], columns: [Int], values: StoredNumbers, imaginary: StoredNumbers? = nil,
    isLogical: Bool = false
  ) {
    precondition(
      rows.count == columns.count && rows.count == values.count
        && imaginary?.count ?? rows.count == rows.count,
      "one row, column and value per element")
    self.rows = rows
    self.columns = columns
    self.values = values
    self.imaginary = imaginary
    self.isLogical = isLogical
  }
}

extension MATSparse {
  /// Creates the content of a sparse matrix from elements in any order.
  ///
  /// - Parameters:
  ///   - places: The row and the column of each element, from 0.
  ///   - real: The real part of each element.
  ///   - imaginary: The imaginary part of each element; `nil` for a real matrix.
  ///   - isLogical: Whether the elements are logical.
  /// - Complexity: O(n log n) for n elements.
  init(
    inAnyOrder places: (rows: [Int], columns: [Int]), _ real: [Double], imaginary: [Double]?,
    isLogical: Bool = false
  ) {
    let (rows, columns) = places
    let order = rows.indices.sorted {
      (columns[$0], rows[$0], $0) < (columns[$1], rows[$1], $1)
    }
    self.init(
      rows: order.map { rows[$0] }, columns: order.map { columns[$0] },
      values: StoredNumbers(order.map { real[$0] }),
      imaginary: imaginary.map { imaginary in StoredNumbers(order.map { imaginary[$0] }) },
      isLogical: isLogical)
  }
}
