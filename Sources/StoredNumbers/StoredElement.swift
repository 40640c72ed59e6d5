/// A Swift type of numbers in files: an integer type of 8 to 64 bits or a floating-point type of 16
/// to 64 bits.
public protocol StoredElement: BitwiseCopyable, Sendable {
  /// The integer type with the same bytes.
  associatedtype Bits: FixedWidthInteger & BitwiseCopyable

  /// The corresponding element type in files.
  static var elementType: ElementType { get }
  /// Creates a number from its bit pattern in the machine's byte order.
  init(storedBits: Bits)
  /// Returns the number as a floating-point number, rounded to nearest.
  func converted<Scalar: BinaryFloatingPoint>(to type: Scalar.Type) -> Scalar
  /// The exact number.
  var number: StoredNumber { get }
}

/// An integer is its own bit pattern.
extension StoredElement where Self: FixedWidthInteger {
  /// Creates the integer from itself.
  @inline(__always)
  public init(storedBits: Self) { self = storedBits }

  /// Returns the integer as a floating-point number, rounded to nearest.
  @inline(__always)
  public func converted<Scalar: BinaryFloatingPoint>(to type: Scalar.Type) -> Scalar {
    Scalar(self)
  }

  /// The exact integer.
  public var number: StoredNumber { .whole(Int128(self)) }
}

extension StoredElement where Self: BinaryFloatingPoint {
  /// Returns the number in another precision, rounded to nearest.
  @inline(__always)
  public func converted<Scalar: BinaryFloatingPoint>(to type: Scalar.Type) -> Scalar {
    Scalar(self)
  }

  /// The number as `Double`, which represents all of these types exactly.
  public var number: StoredNumber { .real(Double(self)) }
}

extension Int8: StoredElement {
  /// Stored as `int8`.
  public static var elementType: ElementType { .int8 }
}

extension UInt8: StoredElement {
  /// Stored as `uint8`.
  public static var elementType: ElementType { .uint8 }
}

extension Int16: StoredElement {
  /// Stored as `int16`.
  public static var elementType: ElementType { .int16 }
}

extension UInt16: StoredElement {
  /// Stored as `uint16`.
  public static var elementType: ElementType { .uint16 }
}

extension Int32: StoredElement {
  /// Stored as `int32`.
  public static var elementType: ElementType { .int32 }
}

extension UInt32: StoredElement {
  /// Stored as `uint32`.
  public static var elementType: ElementType { .uint32 }
}

extension Int64: StoredElement {
  /// Stored as `int64`.
  public static var elementType: ElementType { .int64 }
}

extension UInt64: StoredElement {
  /// Stored as `uint64`.
  public static var elementType: ElementType { .uint64 }
}

extension Float16: StoredElement {
  /// Stored as `float16`.
  public static var elementType: ElementType { .float16 }
  /// Creates the number with a bit pattern.
  @inline(__always)
  public init(storedBits: UInt16) { self.init(bitPattern: storedBits) }
}

extension Float: StoredElement {
  /// Stored as `float32`.
  public static var elementType: ElementType { .float32 }
  /// Creates the number with a bit pattern.
  @inline(__always)
  public init(storedBits: UInt32) { self.init(bitPattern: storedBits) }
}

extension Double: StoredElement {
  /// Stored as `float64`.
  public static var elementType: ElementType { .float64 }
  /// Creates the number with a bit pattern.
  @inline(__always)
  public init(storedBits: UInt64) { self.init(bitPattern: storedBits) }
}
