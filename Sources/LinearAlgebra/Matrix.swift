/// A dense matrix whose rows are contiguous.
///
/// A data set holds one example per row, so that an example is one contiguous piece of memory and a
/// block of examples is a pointer and a count. (Weights are *not* a `Matrix`: they live in the flat
/// parameter vector, column-major, and are addressed by ``MatrixRegion``.)
///
/// The element in row i and column j is `elements[i * columns + j]`.
///
/// Pictures come as bytes and may stay so: see ``init(rows:columns:bytes:values:)``. How the
/// elements are stored shows in ``byteCount`` alone; the first one that is written makes scalars of
/// all.
///
/// See `docs/decisions/0005-data-in-memory-once.md`.
public struct Matrix<Scalar: BLASScalar>: Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// All elements, row after row, unless they are ``coded``.
  @usableFromInline package private(set) var scalars: [Scalar]
  /// All elements, row after row, as bytes; `nil` where they are scalars.
  @usableFromInline package private(set) var coded: CodedElements<Scalar>?

  /// Wraps elements that are already in row order.
  ///
  /// - Precondition: `elements.count == rows * columns`.
  public init(rows: Int, columns: Int, elements: [Scalar]) {
    Self.check(elements.count, rows, columns)
    self.rows = rows
    self.columns = columns
    scalars = elements
  }

  /// Wraps elements that are stored as bytes, in row order: `values[bytes[i]]` is the i-th element.
  ///
  /// - Parameters:
  ///   - bytes: `rows * columns` of them; a slice is not copied.
  ///   - values: the number that each of the 256 bytes stands for.
  public init(rows: Int, columns: Int, bytes: ArraySlice<UInt8>, values: [Scalar]) {
    Self.check(bytes.count, rows, columns)
    self.rows = rows
    self.columns = columns
    scalars = []
    coded = CodedElements(bytes: bytes, values: values)
  }

  /// A matrix with one value everywhere.
  public init(rows: Int, columns: Int, repeating value: Scalar = 0) {
    self.init(
      rows: rows, columns: columns, elements: [Scalar](repeating: value, count: rows * columns))
  }

  private static func check(_ count: Int, _ rows: Int, _ columns: Int) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative dimension")
    precondition(
      count == rows * columns,
      "a \(rows) × \(columns) matrix has \(rows * columns) elements, not \(count)")
  }
}

extension Matrix {
  /// All elements, row after row; always `rows * columns` of them.
  ///
  /// - Complexity: nothing is copied, unless the elements are stored as bytes.
  public var elements: [Scalar] { coded?.scalars(at: 0..<rows * columns) ?? scalars }

  /// The memory that the elements take.
  public var byteCount: Int { coded?.byteCount ?? scalars.count * MemoryLayout<Scalar>.stride }

  /// The element at a row and a column; traps outside the matrix.
  public subscript(_ row: Int, _ column: Int) -> Scalar {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      let index = row * columns + column
      return coded?[index] ?? scalars[index]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      decode()
      scalars[row * columns + column] = newValue
    }
  }

  /// Row i; a copy only where the elements are stored as bytes.
  public func row(_ row: Int) -> ArraySlice<Scalar> {
    let places = row * columns..<(row + 1) * columns
    return coded?.scalars(at: places)[...] ?? scalars[places]
  }

  /// The given rows in the given order, as a new matrix (a *gather*), stored as this one is.
  public func gathering(rows indices: some Collection<Int>) -> Matrix {
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

  /// Writes through to the elements, row after row, without a copy.
  public mutating func withMutableElements<Result, Failure: Error>(
    _ body: (inout MutableSpan<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    decode()
    var span = scalars.mutableSpan
    return try body(&span)
  }

  /// Makes scalars of elements that are stored as bytes.
  private mutating func decode() {
    guard coded != nil else { return }
    scalars = elements
    coded = nil
  }
}

extension Matrix: Equatable {
  /// Whether both have the same shape and the same elements, however they are stored.
  public static func == (left: Matrix, right: Matrix) -> Bool {
    left.rows == right.rows && left.columns == right.columns && left.elements == right.elements
  }
}

/// Numbers stored as bytes, each of which stands for one of 256 values.
@usableFromInline
package struct CodedElements<Scalar: BLASScalar>: Sendable {
  /// A byte a number.
  @usableFromInline package let bytes: ArraySlice<UInt8>
  /// The number that each byte stands for.
  @usableFromInline package let values: [Scalar]

  init(bytes: ArraySlice<UInt8>, values: [Scalar]) {
    precondition(values.count == 256, "a value for each byte")
    self.bytes = bytes
    self.values = values
  }

  /// The number at a place.
  subscript(_ place: Int) -> Scalar { values[Int(bytes[bytes.startIndex + place])] }

  /// The numbers at a range of places.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func scalars(at places: Range<Int>) -> [Scalar] { places.map { self[$0] } }

  /// The memory that the numbers take.
  var byteCount: Int { bytes.count + values.count * MemoryLayout<Scalar>.stride }
}
