public import StoredNumbers

extension MATArray {
  /// Creates an array of real numbers.
  ///
  /// - Parameters:
  ///   - values: The numbers in column-major order, as many as the product of the dimensions.
  ///   - dimensions: The dimensions, at least two; a column vector by default.
  public init<Element: MATElement>(_ values: [Element], dimensions: [Int]? = nil) {
    self.init(StoredNumbers(values), dimensions: dimensions)
  }

  /// Creates an array of complex numbers.
  ///
  /// - Parameters:
  ///   - real: The real parts in column-major order, as many as the product of the dimensions.
  ///   - imaginary: The imaginary parts, as many as the real parts.
  ///   - dimensions: The dimensions, at least two; a column vector by default.
  public init<Element: MATElement>(
    real: [Element], imaginary: [Element], dimensions: [Int]? = nil
  ) {
    self.init(StoredNumbers(real), imaginary: StoredNumbers(imaginary), dimensions: dimensions)
  }

  /// Creates an array of numbers, whose class is that of their storage type.
  ///
  /// - Parameters:
  ///   - real: The real parts in column-major order, as many as the product of the dimensions, of a
  ///     type that MAT-files have.
  ///   - imaginary: The imaginary parts, as many as the real parts; `nil` for real numbers.
  ///   - dimensions: The dimensions, at least two; a column vector by default.
  public init(_ real: StoredNumbers, imaginary: StoredNumbers? = nil, dimensions: [Int]? = nil) {
    guard let numericClass = real.storage.arrayClass else {
      preconditionFailure("\(real.storage) is not a type of numbers")
    }
    self.init(
      dimensions: dimensions ?? [real.count, 1],
      .numeric(numericClass, real: real, imaginary: imaginary))
  }

  /// Creates a matrix from `rows * columns` values in row-major order.
  public init<Element: MATElement>(rowMajor values: [Element], rows: Int, columns: Int) {
    precondition(
      values.count == rows * columns,
      "\(values.count) values do not fill a \(rows)×\(columns) matrix")
    let transposed = (0..<columns).flatMap { column in
      (0..<rows).map { row in values[row * columns + column] }
    }
    self.init(transposed, dimensions: [rows, columns])
  }

  /// Creates a 1×1 array.
  public init<Element: MATElement>(scalar value: Element) {
    self.init([value], dimensions: [1, 1])
  }

  /// Creates an array of logical values in column-major order, a column vector by default.
  public init(logical values: [Bool], dimensions: [Int]? = nil) {
    self.init(dimensions: dimensions ?? [values.count, 1], .logical(values))
  }

  /// Creates a row of characters.
  public init(_ text: String) {
    let units = Array(text.utf16)
    self.init(dimensions: [units.isEmpty ? 0 : 1, units.count], .char(units))
  }

  /// Creates a cell array, a row by default.
  public init(cell arrays: [MATArray], dimensions: [Int]? = nil) {
    self.init(dimensions: dimensions ?? [1, arrays.count], .cell(arrays))
  }

  /// Creates a 1×1 struct with the given fields.
  public init(structure fields: [(name: String, value: MATArray)]) {
    self.init(
      dimensions: [1, 1],
      .structure(MATStructure(fieldNames: fields.map(\.name), values: fields.map(\.value))))
  }
}

/// A Swift type that MATLAB has a class for: an integer of 8 to 64 bits, `Float` or `Double`.
public protocol MATElement: StoredElement {}

extension Int8: MATElement {}
extension UInt8: MATElement {}
extension Int16: MATElement {}
extension UInt16: MATElement {}
extension Int32: MATElement {}
extension UInt32: MATElement {}
extension Int64: MATElement {}
extension UInt64: MATElement {}
extension Float: MATElement {}
extension Double: MATElement {}
