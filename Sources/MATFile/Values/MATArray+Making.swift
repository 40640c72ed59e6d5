public import StoredNumbers

extension MATArray {
  /// An array of numbers in column-major order.
  ///
  /// - Parameters:
  ///   - values: As many as the product of the dimensions.
  ///   - dimensions: The sizes; a column vector where none are given.
  public init<Element: MATElement>(_ values: [Element], dimensions: [Int]? = nil) {
    self.init(StoredNumbers(values), dimensions: dimensions)
  }

  /// An array of complex numbers in column-major order.
  public init<Element: MATElement>(
    real: [Element], imaginary: [Element], dimensions: [Int]? = nil
  ) {
    self.init(StoredNumbers(real), imaginary: StoredNumbers(imaginary), dimensions: dimensions)
  }

  /// An array of numbers in column-major order, of the class that their storage type names.
  ///
  /// - Parameters:
  ///   - real: As many as the product of the dimensions.
  ///   - imaginary: As many again, for complex numbers.
  ///   - dimensions: The sizes; a column vector where none are given.
  public init(_ real: StoredNumbers, imaginary: StoredNumbers? = nil, dimensions: [Int]? = nil) {
    guard let numericClass = real.storage.arrayClass else {
      preconditionFailure("\(real.storage) holds no plain numbers")
    }
    self.init(
      dimensions: dimensions ?? [real.count, 1],
      .numeric(numericClass, real: real, imaginary: imaginary))
  }

  /// A matrix from values whose rows are contiguous.
  public init<Element: MATElement>(rowMajor values: [Element], rows: Int, columns: Int) {
    precondition(values.count == rows * columns, "\(values.count) values in \(rows)×\(columns)")
    let transposed = (0..<columns).flatMap { column in
      (0..<rows).map { row in values[row * columns + column] }
    }
    self.init(transposed, dimensions: [rows, columns])
  }

  /// A single number.
  public init<Element: MATElement>(scalar value: Element) {
    self.init([value], dimensions: [1, 1])
  }

  /// An array of truth values in column-major order; a column vector where no sizes are given.
  public init(logical values: [Bool], dimensions: [Int]? = nil) {
    self.init(dimensions: dimensions ?? [values.count, 1], .logical(values))
  }

  /// A row of characters.
  public init(_ text: String) {
    let units = Array(text.utf16)
    self.init(dimensions: [units.isEmpty ? 0 : 1, units.count], .char(units))
  }

  /// A cell array; a row where no sizes are given.
  public init(cell arrays: [MATArray], dimensions: [Int]? = nil) {
    self.init(dimensions: dimensions ?? [1, arrays.count], .cell(arrays))
  }

  /// A single struct with the given fields.
  public init(structure fields: [(name: String, value: MATArray)]) {
    self.init(
      dimensions: [1, 1],
      .structure(MATStructure(fieldNames: fields.map(\.name), values: fields.map(\.value))))
  }
}

/// A Swift number that MATLAB has a class for: the integers of 8 to 64 bits, `Float` and `Double`.
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
