/// A Swift number that MATLAB has a class for: the integers of 8 to 64 bits, `Float` and `Double`.
public protocol MATElement: BitwiseCopyable, Equatable, Sendable {
  /// The storage type that keeps these numbers unchanged.
  static var storage: MATStorage { get }
  /// The number with its bytes in the other order.
  var byteSwapped: Self { get }
  /// The number as floating point, rounded to nearest.
  func converted<Scalar: BinaryFloatingPoint>(to type: Scalar.Type) -> Scalar
  /// The number as an integer, if it is a whole number that `Int` holds.
  var exactInteger: Int? { get }
}

extension MATElement where Self: FixedWidthInteger {
  /// The number as floating point, rounded to nearest.
  @inlinable
  public func converted<Scalar: BinaryFloatingPoint>(to type: Scalar.Type) -> Scalar {
    Scalar(self)
  }

  /// The number as an integer, if `Int` holds it.
  @inlinable
  public var exactInteger: Int? { Int(exactly: self) }
}

extension Int8: MATElement {
  /// Stored as `int8`.
  public static var storage: MATStorage { .int8 }
}

extension UInt8: MATElement {
  /// Stored as `uint8`.
  public static var storage: MATStorage { .uint8 }
}

extension Int16: MATElement {
  /// Stored as `int16`.
  public static var storage: MATStorage { .int16 }
}

extension UInt16: MATElement {
  /// Stored as `uint16`.
  public static var storage: MATStorage { .uint16 }
}

extension Int32: MATElement {
  /// Stored as `int32`.
  public static var storage: MATStorage { .int32 }
}

extension UInt32: MATElement {
  /// Stored as `uint32`.
  public static var storage: MATStorage { .uint32 }
}

extension Int64: MATElement {
  /// Stored as `int64`.
  public static var storage: MATStorage { .int64 }
}

extension UInt64: MATElement {
  /// Stored as `uint64`.
  public static var storage: MATStorage { .uint64 }
}

extension Float: MATElement {
  /// Stored as `single`.
  public static var storage: MATStorage { .single }

  /// The number whose bit pattern has its bytes in the other order.
  @inlinable
  public var byteSwapped: Float { Float(bitPattern: bitPattern.byteSwapped) }

  /// The number as floating point, rounded to nearest.
  @inlinable
  public func converted<Scalar: BinaryFloatingPoint>(to type: Scalar.Type) -> Scalar {
    Scalar(self)
  }

  /// The number as an integer, if it is a whole number that `Int` holds.
  @inlinable
  public var exactInteger: Int? { Int(exactly: self) }
}

extension Double: MATElement {
  /// Stored as `double`.
  public static var storage: MATStorage { .double }

  /// The number whose bit pattern has its bytes in the other order.
  @inlinable
  public var byteSwapped: Double { Double(bitPattern: bitPattern.byteSwapped) }

  /// The number as floating point, rounded to nearest.
  @inlinable
  public func converted<Scalar: BinaryFloatingPoint>(to type: Scalar.Type) -> Scalar {
    Scalar(self)
  }

  /// The number as an integer, if it is a whole number that `Int` holds.
  @inlinable
  public var exactInteger: Int? { Int(exactly: self) }
}
