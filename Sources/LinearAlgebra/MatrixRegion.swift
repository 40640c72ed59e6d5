/// A matrix that lives inside a longer flat vector: where it starts and how large it is.
///
/// The matrix is column-major (as MATLAB unrolls it with `A(:)`): the element in row i and column
/// j is the vector's element `offset + j * rows + i`. A region is a value, never a copy of numbers.
public struct MatrixRegion: Hashable, Sendable {
  /// Index of the first element in the vector.
  public let offset: Int
  /// The number of rows; also the distance from one column to the next.
  public let rows: Int
  /// The number of columns.
  public let columns: Int

  /// Describes a `rows × columns` matrix that starts at `offset`.
  public init(offset: Int, rows: Int, columns: Int) {
    precondition(offset >= 0 && rows >= 0 && columns >= 0, "a region has no negative extent")
    self.offset = offset
    self.rows = rows
    self.columns = columns
  }

  /// The number of elements.
  public var count: Int { rows * columns }

  /// The elements' places in the vector.
  public var range: Range<Int> { offset..<offset + count }

  /// The place of the element in row i and column j.
  public func index(row: Int, column: Int) -> Int {
    precondition(row >= 0 && row < rows && column >= 0 && column < columns)
    return offset + column * rows + row
  }

  /// The row and the column of the element at a place in the vector.
  public func position(of index: Int) -> (row: Int, column: Int) {
    precondition(range.contains(index))
    return ((index - offset) % rows, (index - offset) / rows)
  }
}
