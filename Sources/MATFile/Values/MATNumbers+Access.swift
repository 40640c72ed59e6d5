extension MATNumbers {
  /// All numbers as `Double`, in storage order (columns of a matrix one after the other).
  ///
  /// - Complexity: One pass; 64-bit integers beyond 2⁵³ are rounded.
  public var doubles: [Double] { values(as: Double.self) }

  /// All numbers as a floating-point type, in storage order.
  @inlinable
  public func values<Scalar: BinaryFloatingPoint & BitwiseCopyable>(
    as type: Scalar.Type
  ) -> [Scalar] {
    [Scalar](capacity: count) { output in
      output.withUnsafeMutableBufferPointer { buffer, initialized in
        initialized = buffer.count
        copy(to: buffer)
      }
    }
  }

  /// Copies all numbers in storage order, converting on the way.
  ///
  /// - Parameter destination: As long as ``count``.
  @inlinable
  public func copy<Scalar: BinaryFloatingPoint & BitwiseCopyable>(
    into destination: inout MutableSpan<Scalar>
  ) {
    destination.withUnsafeMutableBufferPointer { copy(to: $0) }
  }

  /// Copies rows of a column-major matrix so that they become contiguous, converting on the way.
  ///
  /// With n = ``count`` / `rows` columns, destination[(r − first) · n + c] ← number[c · rows + r].
  /// Tiles of 32 × 32 keep the cache lines of both sides in use until they are done with. Several
  /// threads can share the work, each with rows of its own.
  ///
  /// - Parameters:
  ///   - rows: The first dimension; the product of the others follows from it.
  ///   - range: The rows to copy; all where none are given.
  ///   - destination: As long as these rows.
  /// - Complexity: One pass over both sides, no allocation.
  @inlinable
  public func copyTransposed<Scalar: BinaryFloatingPoint & BitwiseCopyable>(
    rows: Int, range: Range<Int>? = nil, into destination: inout MutableSpan<Scalar>
  ) {
    destination.withUnsafeMutableBufferPointer {
      copyTransposed(rows: rows, range: range ?? 0..<rows, to: $0)
    }
  }

  /// All numbers with the rows of a matrix contiguous; see ``copyTransposed(rows:range:into:)``.
  @inlinable
  public func rowMajorValues<Scalar: BinaryFloatingPoint & BitwiseCopyable>(
    rows: Int, as type: Scalar.Type
  ) -> [Scalar] {
    [Scalar](capacity: count) { output in
      output.withUnsafeMutableBufferPointer { buffer, initialized in
        initialized = buffer.count
        copyTransposed(rows: rows, range: 0..<rows, to: buffer)
      }
    }
  }

  /// All numbers as integers, or `nil` if one is not whole or does not fit `Int`.
  public var exactIntegers: [Int]? {
    withElements(ExactIntegers())
  }

  /// One number, without loss.
  ///
  /// - Parameter index: Its place in storage order, from 0.
  public subscript(index: Int) -> MATNumber {
    let width = storage.byteCount
    precondition(index >= 0 && index < count, "number \(index) of \(count)")
    let start = bytes.startIndex + index * width
    let one = MATNumbers(storedIn: bytes[start..<start + width], as: storage, byteOrder)
    return one.withElements(FirstNumber())
  }
}

/// Gathers integers while all are exact.
private struct ExactIntegers: MATElementBody {
  func callAsFunction<Element: MATElement>(_ elements: MATElements<Element>) -> [Int]? {
    var integers: [Int] = []
    integers.reserveCapacity(elements.count)
    for index in 0..<elements.count {
      guard let integer = elements[index].exactInteger else { return nil }
      integers.append(integer)
    }
    return integers
  }
}

/// Reads one number.
private struct FirstNumber: MATElementBody {
  func callAsFunction<Element: MATElement>(_ elements: MATElements<Element>) -> MATNumber {
    switch elements[0] {
    case let value as Double: .real(value)
    case let value as Float: .real(Double(value))
    case let value as UInt64: .whole(Int128(value))
    case let value: .whole(Int128(value.exactInteger ?? 0))
    }
  }
}
