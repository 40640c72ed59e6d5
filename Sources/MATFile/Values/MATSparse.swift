public import StoredNumbers

/// The stored elements of a sparse matrix, columns in ascending order, rows ascending in each.
///
/// Element k is `values[k]` at (`rows[k]`, `columns[k]`), counted from 0; all others are zero.
public struct MATSparse: Sendable, Equatable {
  /// The row of each element.
  public let rows: [Int]
  /// The column of each element.
  public let columns: [Int]
  /// The real part of each element; 0 or 1 for truth values.
  public let values: StoredNumbers
  /// The imaginary part of each element, if there is one.
  public let imaginary: StoredNumbers?
  /// Whether the elements are truth values.
  public let isLogical: Bool

  /// Makes the content of a sparse matrix from elements in order.
  public init(
    rows: [Int], columns: [Int], values: StoredNumbers, imaginary: StoredNumbers? = nil,
    isLogical: Bool = false
  ) {
    precondition(
      rows.count == columns.count && rows.count == values.count
        && imaginary?.count ?? rows.count == rows.count,
      "a row, a column and a value for each element")
    self.rows = rows
    self.columns = columns
    self.values = values
    self.imaginary = imaginary
    self.isLogical = isLogical
  }
}
