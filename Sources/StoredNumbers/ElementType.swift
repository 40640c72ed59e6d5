/// The types of numbers in files.
public enum ElementType: String, CaseIterable, Sendable {
  /// A Boolean value in one byte, 0 or 1.
  case bool
  /// An unsigned integer of 1 byte.
  case uint8
  /// A signed integer of 1 byte.
  case int8
  /// An unsigned integer of 2 bytes.
  case uint16
  /// A signed integer of 2 bytes.
  case int16
  /// An unsigned integer of 4 bytes.
  case uint32
  /// A signed integer of 4 bytes.
  case int32
  /// An unsigned integer of 8 bytes.
  case uint64
  /// A signed integer of 8 bytes.
  case int64
  /// An IEEE 754 number of 2 bytes.
  case float16
  /// An IEEE 754 number of 4 bytes.
  case float32
  /// An IEEE 754 number of 8 bytes.
  case float64

  /// The number of bytes per element.
  public var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .uint16, .int16, .float16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    }
  }

  /// Whether an element can be NaN or infinite.
  public var isFloatingPoint: Bool {
    switch self {
    case .float16, .float32, .float64: true
    default: false
    }
  }
}

/// The storage order of an array in a file.
public enum StorageOrder: String, Sendable {
  /// The last index varies fastest, as in C.
  case rowMajor
  /// The first index varies fastest, as in Fortran and MATLAB.
  case columnMajor
}
