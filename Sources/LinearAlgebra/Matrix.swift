/// A dense matrix whose rows are contiguous.
///
/// A data set holds one example a row, so that an example is one contiguous piece of memory and a
/// block of examples is a pointer and a count. (Weights are *not* a `Matrix`: they live in the flat
/// parameter vector, column-major, and are addressed by ``MatrixRegion``.)
///
/// The element in row i and column j is `elements[i * columns + j]`.
public struct Matrix<Scalar: BLASScalar>: Equatable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// All elements, row after row; always `rows * columns` of them.
  public private(set) var elements: [Scalar]

  /// Wraps elements that are already in row order.
  ///
  /// - Precondition: `elements.count == rows * columns`.
  public init(rows: Int, columns: Int, elements: [Scalar]) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative dimension")
    precondition(
      elements.count == rows * columns,
      "a \(rows) × \(columns) matrix has \(rows * columns) elements, not \(elements.count)")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// A matrix with one value everywhere.
  public init(rows: Int, columns: Int, repeating value: Scalar = 0) {
    self.init(
      rows: rows, columns: columns, elements: [Scalar](repeating: value, count: rows * columns))
  }

  /// The element at a row and a column; traps outside the matrix.
  public subscript(_ row: Int, _ column: Int) -> Scalar {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      return elements[row * columns + column]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      elements[row * columns + column] = newValue
    }
  }

  /// Row i, without a copy.
  public func row(_ row: Int) -> ArraySlice<Scalar> {
    elements[row * columns..<(row + 1) * columns]
  }

  /// The given rows in the given order, as a new matrix (a *gather*).
  public func gathering(rows indices: some Collection<Int>) -> Matrix {
    var gathered: [Scalar] = []
    gathered.reserveCapacity(indices.count * columns)
    for index in indices { gathered.append(contentsOf: row(index)) }
    return Matrix(rows: indices.count, columns: columns, elements: gathered)
  }

  /// Writes through to the elements, row after row, without a copy.
  public mutating func withMutableElements<Result, Failure: Error>(
    _ body: (inout MutableSpan<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var span = elements.mutableSpan
    return try body(&span)
  }
}
