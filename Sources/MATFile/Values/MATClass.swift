/// The class of an array, as MATLAB's `class` returns it.
///
/// The raw values are MATLAB's names. The type on disk is a ``MATStorage``, which may differ.
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
  /// An object of a class from before MATLAB 7.6; listed but not read.
  case object
  /// A function handle; listed but not read.
  case functionHandle = "function_handle"
  /// An object that only its own class can read (`table`, `string`, `datetime`, Java); listed but
  /// not read.
  case opaque
  /// A class that is not in the format; listed but not read.
  case unknown

  /// Whether arrays of this class have numbers.
  public var isNumeric: Bool {
    switch self {
    case .double, .single, .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64, .uint64: true
    default: false
    }
  }
}
