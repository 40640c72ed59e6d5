/// The location of a column-major matrix in a longer flat vector.
///
/// The element in row i and column j is the vector's element `offset + j * rows + i`, as MATLAB's
/// `A(:)` unrolls a matrix. A region contains no elements.
public struct MatrixRegion: Hashable, Sendable {
  /// The index of the first element in the vector.
  public let offset: Int
  /// The number of rows; also the distance from one column to the next.
  public let rows: Int
  /// The number of columns.
  public let columns: Int

  /// Creates the region of a `rows × columns` matrix that starts at `offset`; none is negative.
  public init(offset: Int, rows: Int, columns: Int) {
    precondition(
      offset >= 0 && rows >= 0 && columns >= 0, "offset and dimensions must not be negative")
    self.offset = offset
    self.rows = rows
    self.columns = columns
  }

  /// The number of elements.
  public var count: Int { rows * columns }

  /// The indices of the elements in the vector.
  public var range: Range<Int> { offset..<offset + count }

  /// Returns the index in the vector of the element in a row and a column.
  public func index(row: Int, column: Int) -> Int {
    precondition(row >= 0 && row < rows && column >= 0 && column < columns)
    return offset + column * rows + row
  }

  /// Returns the row and the column of the element at an index in the vector.
  public func position(of index: Int) -> (row: Int, column: Int) {
    precondition(range.contains(index))
    return ((index - offset) % rows, (index - offset) / rows)
  }
}
