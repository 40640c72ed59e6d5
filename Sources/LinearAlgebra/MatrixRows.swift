/// Access to the rows of a matrix as contiguous scalars, for any kind of storage.
///
/// It refers to the matrix's memory, and is valid only during the call of ``Matrix/withRows(_:)``
/// that provides it.
@usableFromInline
package struct MatrixRows<Scalar: BLASScalar>: @unchecked Sendable {
  /// The number of columns, which is the size of a scratch buffer for a row.
  @usableFromInline package let columns: Int
  @usableFromInline package let scalars: UnsafePointer<Scalar>?
  @usableFromInline package let bytes: UnsafePointer<UInt8>?
  @usableFromInline package let values: UnsafePointer<Scalar>?

  /// Refers to scalars, or to bytes and their values.
  @inlinable
  package init(
    columns: Int, scalars: UnsafePointer<Scalar>?, bytes: UnsafePointer<UInt8>? = nil,
    values: UnsafePointer<Scalar>? = nil
  ) {
    self.columns = columns
    self.scalars = scalars
    self.bytes = bytes
    self.values = values
  }

  /// Returns a row in place or, if it is stored as bytes, decoded into the scratch buffer; the
  /// index is not checked.
  ///
  /// - Complexity: One table lookup per column for bytes, O(1) for scalars.
  @inlinable
  @inline(__always)
  package func row(_ row: Int, scratch: UnsafeMutablePointer<Scalar>) -> UnsafePointer<Scalar> {
    guard let bytes, let values else { return scalars.unsafelyUnwrapped + row * columns }
    let start = bytes + row * columns
    for column in 0..<columns { scratch[column] = values[Int(start[column])] }
    return UnsafePointer(scratch)
  }
}

extension Matrix {
  /// Calls `body` with the rows, unless the matrix has no elements.
  @inlinable
  @inline(__always)
  package func withRows(_ body: (MatrixRows<Scalar>) -> Void) {
    guard rows * columns > 0 else { return }
    guard let coded else {
      return scalars.withUnsafeBufferPointer {
        body(MatrixRows(columns: columns, scalars: $0.baseAddress))
      }
    }
    coded.bytes.withUnsafeBufferPointer { bytes in
      coded.values.withUnsafeBufferPointer { values in
        body(
          MatrixRows(
            columns: columns, scalars: nil, bytes: bytes.baseAddress, values: values.baseAddress))
      }
    }
  }
}
