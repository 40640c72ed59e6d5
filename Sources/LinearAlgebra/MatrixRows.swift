/// Access to the rows of a matrix as contiguous scalars, for any kind of storage.
///
/// It refers to the matrix's memory, and is valid only during the call of ``Matrix/withRows(_:)``
/// that provides it.
@usableFromInline
package struct MatrixRows<Scalar: BLASScalar>: @unchecked Sendable {
  /// The number of columns, which is the size of a scratch buffer for a row.
  @usableFromInline package let columns: Int
  @usableFromInline package let storage: Storage

  /// Where the elements are.
  @usableFromInline
  package enum Storage {
    case scalars(UnsafePointer<Scalar>)
    /// Bytes, and the value of each.
    case coded(UnsafePointer<UInt8>, values: UnsafePointer<Scalar>)
    /// The elements of row i are those at `starts[i] ..< starts[i + 1]`.
    case sparse(
      starts: UnsafeBufferPointer<Int>, indices: UnsafeBufferPointer<Int32>,
      values: UnsafeBufferPointer<Scalar>)
  }

  /// Refers to elements.
  @inlinable
  package init(columns: Int, _ storage: Storage) {
    self.columns = columns
    self.storage = storage
  }

  /// Returns a row in place or, if it is not stored as scalars, written to the scratch buffer; the
  /// index is not checked.
  ///
  /// - Complexity: O(1) for scalars, one table lookup per column for bytes, one pass over the columns
  ///   that writes zeros for a sparse row.
  @inlinable
  @inline(__always)
  package func row(_ row: Int, scratch: UnsafeMutablePointer<Scalar>) -> UnsafePointer<Scalar> {
    switch storage {
    case .scalars(let scalars): return scalars + row * columns
    case .coded(let bytes, let values):
      let start = bytes + row * columns
      for column in 0..<columns { scratch[column] = values[Int(start[column])] }
    case .sparse(let starts, let indices, let values):
      scratch.update(repeating: 0, count: columns)
      for place in starts[row]..<starts[row + 1] { scratch[Int(indices[place])] = values[place] }
    }
    return UnsafePointer(scratch)
  }
}

extension Matrix {
  /// Calls `body` with the rows, unless the matrix has no elements.
  @inlinable
  @inline(__always)
  package func withRows(_ body: (MatrixRows<Scalar>) -> Void) {
    guard rows * columns > 0 else { return }
    if let sparse {
      sparse.starts.withUnsafeBufferPointer { starts in
        sparse.indices.withUnsafeBufferPointer { indices in
          sparse.values.withUnsafeBufferPointer { values in
            body(
              MatrixRows(
                columns: columns, .sparse(starts: starts, indices: indices, values: values)))
          }
        }
      }
    } else if let coded {
      coded.bytes.withUnsafeBufferPointer { bytes in
        coded.values.withUnsafeBufferPointer { values in
          body(
            MatrixRows(
              columns: columns, .coded(bytes.baseAddress!, values: values.baseAddress!)))
        }
      }
    } else {
      scalars.withUnsafeBufferPointer {
        body(MatrixRows(columns: columns, .scalars($0.baseAddress!)))
      }
    }
  }
}
