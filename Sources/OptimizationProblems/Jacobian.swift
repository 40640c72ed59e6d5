/// The derivatives Jᵢⱼ = ∂fᵢ/∂xⱼ of m residuals with respect to n unknowns, row after row.
public struct Jacobian: Hashable, Sendable {
  /// m, the number of residuals.
  public let rows: Int
  /// n, the number of unknowns.
  public let columns: Int
  /// All elements, row after row: m × n of them.
  public private(set) var elements: [Double]

  /// An m × n Jacobian of zeros.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    elements = [Double](repeating: 0, count: rows * columns)
  }

  /// The derivative of a residual with respect to an unknown; traps outside the matrix.
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
