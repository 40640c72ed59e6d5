/// A Swift number that MATLAB has a class for: the integers of 8 to 64 bits, `Float` and `Double`.
public protocol MATElement: BitwiseCopyable, Equatable, Sendable {
  /// The class of an array of these numbers.
  static var arrayClass: MATClass { get }
  /// The storage type that keeps them unchanged.
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
  /// `int8`
  public static var arrayClass: MATClass { .int8 }
  /// `int8`
  public static var storage: MATStorage { .int8 }
}
extension UInt8: MATElement {
  /// `uint8`
  public static var arrayClass: MATClass { .uint8 }
  /// `uint8`
  public static var storage: MATStorage { .uint8 }
}
extension Int16: MATElement {
  /// `int16`
  public static var arrayClass: MATClass { .int16 }
  /// `int16`
  public static var storage: MATStorage { .int16 }
}
extension UInt16: MATElement {
  /// `uint16`
  public static var arrayClass: MATClass { .uint16 }
  /// `uint16`
  public static var storage: MATStorage { .uint16 }
}
extension Int32: MATElement {
  /// `int32`
  public static var arrayClass: MATClass { .int32 }
  /// `int32`
  public static var storage: MATStorage { .int32 }
}
extension UInt32: MATElement {
  /// `uint32`
  public static var arrayClass: MATClass { .uint32 }
  /// `uint32`
  public static var storage: MATStorage { .uint32 }
}
extension Int64: MATElement {
  /// `int64`
  public static var arrayClass: MATClass { .int64 }
  /// `int64`
  public static var storage: MATStorage { .int64 }
}
extension UInt64: MATElement {
  /// `uint64`
  public static var arrayClass: MATClass { .uint64 }
  /// `uint64`
  public static var storage: MATStorage { .uint64 }
}
extension Float: MATElement {
  /// `single`
  public static var arrayClass: MATClass { .single }
  /// `single`
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
  /// `double`
  public static var arrayClass: MATClass { .double }
  /// `double`
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
