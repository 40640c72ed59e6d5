/// The rows of a matrix as kernels read them: scalars one after the other, however the matrix
/// stores its elements.
///
/// It looks at the matrix's memory, and lives no longer than the ``Matrix/withRows(_:)`` that hands
/// it out.
@usableFromInline
package struct MatrixRows<Scalar: BLASScalar>: @unchecked Sendable {
  /// The number of columns, which is what a row's scratch has room for.
  @usableFromInline package let columns: Int
  @usableFromInline package let scalars: UnsafePointer<Scalar>?
  @usableFromInline package let bytes: UnsafePointer<UInt8>?
  @usableFromInline package let values: UnsafePointer<Scalar>?

  /// Looks at scalars, or at bytes and what they stand for.
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

  /// A row where it stands or, decoded from its bytes, in the scratch; its number is not checked.
  ///
  /// - Complexity: one look-up a column for bytes, none for scalars.
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
  /// Hands the rows out for reading; `body` does not run for a matrix without elements.
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
