/// The class of an array: what MATLAB's `class` says, and not what is on disk.
///
/// The raw values are MATLAB's names. For how the numbers are stored see ``MATStorage``.
public enum MATClass: String, Sendable, CaseIterable {
  /// 64-bit floating point, full or sparse.
  case double
  /// 32-bit floating point.
  case single
  /// Signed 8-bit integers.
  case int8
  /// Unsigned 8-bit integers.
  case uint8
  /// Signed 16-bit integers.
  case int16
  /// Unsigned 16-bit integers.
  case uint16
  /// Signed 32-bit integers.
  case int32
  /// Unsigned 32-bit integers.
  case uint32
  /// Signed 64-bit integers.
  case int64
  /// Unsigned 64-bit integers.
  case uint64
  /// True and false, full or sparse.
  case logical
  /// Text.
  case char
  /// Arrays of any class.
  case cell
  /// Named fields that hold arrays of any class.
  case `struct`
  /// An object of a class of MATLAB before version 7.6; listed, not read.
  case object
  /// A function handle; listed, not read.
  case functionHandle = "function_handle"
  /// An object that only its own class can read (`table`, `string`, `datetime`, Java); listed, not
  /// read.
  case opaque
  /// A class that the format does not know; listed, not read.
  case unknown

  /// Whether arrays of this class hold numbers.
  public var isNumeric: Bool {
    switch self {
    case .double, .single, .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64, .uint64: true
    default: false
    }
  }
}
