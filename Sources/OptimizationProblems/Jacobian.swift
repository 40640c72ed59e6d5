/// The Jacobian Jᵢⱼ = ∂fᵢ/∂xⱼ of m residuals with respect to n unknowns, in row-major order.
public struct Jacobian: Hashable, Sendable {
  /// m, the number of residuals.
  public let rows: Int
  /// n, the number of unknowns.
  public let columns: Int
  /// The m × n elements in row-major order.
  public private(set) var elements: [Double]

  /// Creates an m × n Jacobian of zeros; neither dimension may be negative.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    elements = [Double](repeating: 0, count: rows * columns)
  }

  /// The derivative of a residual with respect to an unknown.
  ///
  /// - Precondition: Both indices are within the matrix.
  public subscript(_ row: Int, _ column: Int) -> Double {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      return elements[row * columns + column]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      elements[row * columns + column] = newValue
    }
  }

  /// Sets every element to zero.
  mutating func clear() {
    for index in elements.indices { elements[index] = 0 }
  }
}
