/// The exact value of a number of any element type.
public enum StoredNumber: Equatable, Sendable {
  /// A number of a floating-point type.
  case real(Double)
  /// A number of a signed or unsigned integer type.
  case whole(Int128)

  /// The number as `Double`, rounded to nearest.
  public var double: Double {
    switch self {
    case .real(let value): value
    case .whole(let value): Double(value)
    }
  }

  /// The number as an integer, or `nil` if `Int` can't represent it.
  public var exactInteger: Int? {
    switch self {
    case .real(let value): Int(exactly: value)
    case .whole(let value): Int(exactly: value)
    }
  }

  /// Whether both are the same number, or both NaN.
  func isEqual(to other: StoredNumber) -> Bool {
    switch (self, other) {
    case (.whole(let left), .whole(let right)): left == right
    case (.real(let left), .real(let right)): left == right || (left.isNaN && right.isNaN)
    case (.real(let real), .whole(let whole)), (.whole(let whole), .real(let real)):
      Int128(exactly: real) == whole
    }
  }
}
