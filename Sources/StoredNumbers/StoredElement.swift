/// A Swift number that files store: the integers of 8 to 64 bits and the floating-point types of
/// 16 to 64.
public protocol StoredElement: BitwiseCopyable, Sendable {
  /// The integer that carries the bytes.
  associatedtype Bits: FixedWidthInteger & BitwiseCopyable

  /// The type that keeps these numbers unchanged in a file.
  static var elementType: ElementType { get }
  /// The number behind bytes that are in the machine's order.
  init(storedBits: Bits)
  /// The number as floating point, rounded to nearest.
  func converted<Scalar: BinaryFloatingPoint>(to type: Scalar.Type) -> Scalar
  /// The number without loss.
  var number: StoredNumber { get }
}

/// An integer is its own bytes.
extension StoredElement where Self: FixedWidthInteger {
  /// The integer itself.
  @inline(__always)
  public init(storedBits: Self) { self = storedBits }

  /// The integer as floating point, rounded to nearest.
  @inline(__always)
  public func converted<Scalar: BinaryFloatingPoint>(to type: Scalar.Type) -> Scalar {
    Scalar(self)
  }

  /// The integer without loss.
  public var number: StoredNumber { .whole(Int128(self)) }
}

extension StoredElement where Self: BinaryFloatingPoint {
  /// The number in another precision, rounded to nearest.
  @inline(__always)
  public func converted<Scalar: BinaryFloatingPoint>(to type: Scalar.Type) -> Scalar {
    Scalar(self)
  }

  /// The number as `Double`, which holds all of these types without loss.
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
  /// The number of the bit pattern.
  @inline(__always)
  public init(storedBits: UInt16) { self.init(bitPattern: storedBits) }
}

extension Float: StoredElement {
  /// Stored as `float32`.
  public static var elementType: ElementType { .float32 }
  /// The number of the bit pattern.
  @inline(__always)
  public init(storedBits: UInt32) { self.init(bitPattern: storedBits) }
}

extension Double: StoredElement {
  /// Stored as `float64`.
  public static var elementType: ElementType { .float64 }
  /// The number of the bit pattern.
  @inline(__always)
  public init(storedBits: UInt64) { self.init(bitPattern: storedBits) }
}
