/// A matrix in row-major order.
///
/// A data set has one example per row, so an example is contiguous in memory. (Weights are *not* a
/// `Matrix`: they are part of the flat parameter vector, in column-major order, and are addressed
/// by ``MatrixRegion``.)
///
/// The element in row i and column j is `elements[i * columns + j]`.
///
/// The elements can be stored as bytes, one per element, which suits images: see
/// ``init(rows:columns:bytes:values:)``. Of sparse rows only the elements that are not zero need be
/// stored: see ``init(rows:columns:starts:indices:values:)``. The storage affects only
/// ``byteCount``; writing an element converts all elements to scalars.
///
/// See `docs/decisions/0005-data-in-memory-once.md` and `0017-sparse-rows.md`.
public struct Matrix<Scalar: BLASScalar>: Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The elements in row-major order; empty if they are ``coded`` or ``sparse``.
  @usableFromInline package private(set) var scalars: [Scalar]
  /// The elements in row-major order as bytes; `nil` if they are scalars.
  @usableFromInline package private(set) var coded: CodedElements<Scalar>?
  /// The stored elements of sparse rows; `nil` if all elements are stored.
  @usableFromInline package private(set) var sparse: SparseElements<Scalar>?

  /// Creates a matrix from its elements in row-major order.
  ///
  /// - Parameters:
  ///   - rows: The number of rows, not negative.
  ///   - columns: The number of columns, not negative.
  ///   - elements: `rows * columns` elements; they are not copied.
  public init(rows: Int, columns: Int, elements: [Scalar]) {
    Self.check(elements.count, rows, columns)
    self.rows = rows
    self.columns = columns
    scalars = elements
  }

  /// Creates a matrix whose elements are stored as bytes, in row-major order.
  ///
  /// The i-th element is `values[bytes[i]]`.
  ///
  /// - Parameters:
  ///   - rows: The number of rows, not negative.
  ///   - columns: The number of columns, not negative.
  ///   - bytes: `rows * columns` bytes; they are not copied.
  ///   - values: The values of the 256 bytes.
  public init(rows: Int, columns: Int, bytes: ArraySlice<UInt8>, values: [Scalar]) {
    Self.check(bytes.count, rows, columns)
    self.rows = rows
    self.columns = columns
    scalars = []
    coded = CodedElements(bytes: bytes, values: values)
  }

  /// Creates a matrix of sparse rows: all elements but the given ones are zero.
  ///
  /// - Parameters:
  ///   - rows: The number of rows, not negative.
  ///   - columns: The number of columns, not negative and less than 2³¹.
  ///   - starts: The position of the first element of each row, and the number of elements at the
  ///     end; `rows + 1` numbers that ascend from 0.
  ///   - indices: The column of each element, from 0, ascending in a row.
  ///   - values: The value of each element.
  /// - Complexity: One pass over the columns, to check them; the arrays are not copied.
  public init(rows: Int, columns: Int, starts: [Int], indices: [Int32], values: [Scalar]) {
    precondition(
      rows >= 0 && columns >= 0 && columns <= Int32.max, "the dimensions must be in their range")
    self.init(
      rows: rows, columns: columns,
      SparseElements(
        columns: columns, checkedStarts: starts, indices: indices, values: values, rows: rows))
  }

  /// Creates a matrix of sparse rows.
  init(rows: Int, columns: Int, _ sparse: SparseElements<Scalar>) {
    self.rows = rows
    self.columns = columns
    scalars = []
    self.sparse = sparse
  }

  /// Creates a matrix whose elements all have the same value, 0 by default.
  public init(rows: Int, columns: Int, repeating value: Scalar = 0) {
    self.init(
      rows: rows, columns: columns, elements: [Scalar](repeating: value, count: rows * columns))
  }

  private static func check(_ count: Int, _ rows: Int, _ columns: Int) {
    precondition(rows >= 0 && columns >= 0, "the dimensions must not be negative")
    precondition(
      count == rows * columns,
      "a \(rows) × \(columns) matrix has \(rows * columns) elements, not \(count)")
  }
}

extension Matrix {
  /// The `rows * columns` elements in row-major order.
  ///
  /// - Complexity: O(1), or O(`rows * columns`) if the elements are stored as bytes or the rows are
  ///   sparse.
  public var elements: [Scalar] {
    if let sparse { return sparse.scalars(ofRows: 0..<rows) }
    return coded?.scalars(at: 0..<rows * columns) ?? scalars
  }

  /// The size of the elements in memory, in bytes.
  public var byteCount: Int {
    sparse?.byteCount ?? coded?.byteCount ?? scalars.count * MemoryLayout<Scalar>.stride
  }

  /// The element in a row and a column.
  ///
  /// - Precondition: Both indices are within the matrix.
  public subscript(_ row: Int, _ column: Int) -> Scalar {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      if let sparse { return sparse[row, column] }
      let index = row * columns + column
      return coded?[index] ?? scalars[index]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      decode()
      scalars[row * columns + column] = newValue
    }
  }

  /// Returns a row; it is copied only if the elements are stored as bytes or the row is sparse.
  public func row(_ row: Int) -> ArraySlice<Scalar> {
    if let sparse { return sparse.scalars(ofRows: row..<row + 1)[...] }
    let places = row * columns..<(row + 1) * columns
    return coded?.scalars(at: places)[...] ?? scalars[places]
  }

  /// Returns a new matrix of the given rows in the given order, with the same kind of storage.
  public func gathering(rows indices: some Collection<Int>) -> Matrix {
    if let sparse {
      return Matrix(rows: indices.count, columns: columns, sparse.gathering(rows: indices))
    }
    func gather<Element>(_ elements: ArraySlice<Element>) -> [Element] {
      var gathered: [Element] = []
      gathered.reserveCapacity(indices.count * columns)
      for index in indices {
        let start = elements.startIndex + index * columns
        gathered += elements[start..<start + columns]
      }
      return gathered
    }
    guard let coded else {
      return Matrix(rows: indices.count, columns: columns, elements: gather(scalars[...]))
    }
    return Matrix(
      rows: indices.count, columns: columns, bytes: gather(coded.bytes)[...], values: coded.values)
  }

  /// Calls a closure with the elements in row-major order, which it can modify in place.
  public mutating func withMutableElements<Result, Failure: Error>(
    _ body: (inout MutableSpan<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    decode()
    var span = scalars.mutableSpan
    return try body(&span)
  }

  /// Converts elements that are stored in another way to scalars.
  private mutating func decode() {
    guard coded != nil || sparse != nil else { return }
    scalars = elements
    coded = nil
    sparse = nil
  }
}

extension Matrix: Equatable {
  /// Whether two matrices have the same shape and the same elements, in any kind of storage.
  public static func == (left: Matrix, right: Matrix) -> Bool {
    guard left.rows == right.rows, left.columns == right.columns else { return false }
    guard left.sparse != nil || right.sparse != nil else { return left.elements == right.elements }
    return (0..<left.rows).allSatisfy { left.row($0) == right.row($0) }
  }
}

extension Matrix: CustomStringConvertible {
  /// The shape and the element type, as in "5000 × 400 matrix of Double".
  public var description: String { "\(rows) × \(columns) matrix of \(Scalar.self)" }
}
