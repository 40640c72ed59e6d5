internal import LinearAlgebra

/// A number type as it lies in a file: how its bytes become a `Scalar`.
protocol StoredNumber {
  /// The integer that carries the bytes.
  associatedtype Bits: FixedWidthInteger & BitwiseCopyable

  /// The number behind bytes that are already in the machine's order, rounded to `Scalar`.
  static func scalar<Scalar: BLASScalar>(_ bits: Bits) -> Scalar
}

/// An integer is its own bytes.
protocol StoredInteger: StoredNumber, FixedWidthInteger, BitwiseCopyable where Bits == Self {}

extension StoredInteger {
  @inline(__always)
  static func scalar<Scalar: BLASScalar>(_ bits: Self) -> Scalar { Scalar(bits) }
}

extension UInt8: StoredInteger {
  typealias Bits = UInt8
}
extension Int8: StoredInteger {
  typealias Bits = Int8
}
extension UInt16: StoredInteger {
  typealias Bits = UInt16
}
extension Int16: StoredInteger {
  typealias Bits = Int16
}
extension UInt32: StoredInteger {
  typealias Bits = UInt32
}
extension Int32: StoredInteger {
  typealias Bits = Int32
}
extension UInt64: StoredInteger {
  typealias Bits = UInt64
}
extension Int64: StoredInteger {
  typealias Bits = Int64
}

extension Float16: StoredNumber {
  @inline(__always)
  static func scalar<Scalar: BLASScalar>(_ bits: UInt16) -> Scalar {
    Scalar(Float16(bitPattern: bits))
  }
}

extension Float: StoredNumber {
  @inline(__always)
  static func scalar<Scalar: BLASScalar>(_ bits: UInt32) -> Scalar {
    Scalar(Float(bitPattern: bits))
  }
}

extension Double: StoredNumber {
  @inline(__always)
  static func scalar<Scalar: BLASScalar>(_ bits: UInt64) -> Scalar {
    Scalar(Double(bitPattern: bits))
  }
}
