internal import Machine
internal import Synchronization

/// Conversion to floating-point numbers.
extension StoredNumbers {
  /// The numbers as `Double`, in storage order.
  ///
  /// 64-bit integers beyond 2⁵³ are rounded.
  ///
  /// - Complexity: One pass.
  public var doubles: [Double] { values() }

  /// Returns the numbers as a floating-point type, in storage order, rounded to nearest.
  public func values<Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable>(
    as type: Scalar.Type = Scalar.self
  ) -> [Scalar] {
    rowMajorValues(dimensions: [count], storedIn: .rowMajor).values
  }

  /// Returns the numbers of an array in row-major order.
  ///
  /// An array of dimensions d becomes a matrix of d₀ rows: the other dimensions are flattened, with
  /// the last index varying fastest. Column-major storage, in which number (i₀, i₁, …) is at index
  /// i₀ + d₀·(i₁ + d₁·(i₂ + …)), is transposed during the conversion.
  ///
  /// - Parameters:
  ///   - type: The type of the result.
  ///   - dimensions: The dimensions, whose product must be ``count``; empty for a single number.
  ///   - order: The storage order of the array in the file.
  ///   - byteValues: The values of the 256 bytes, for numbers of type `uint8`; with `nil`, the
  ///     default, a byte is its own value.
  /// - Returns: The numbers, rounded to nearest, and the index of the first number that is NaN or
  ///   infinite, in the file or after rounding; `nil` if all numbers are finite.
  /// - Complexity: One pass on all processors and one allocation. `Double` and `Float` are
  ///   specialized.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func rowMajorValues<Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable>(
    as type: Scalar.Type = Scalar.self, dimensions: [Int], storedIn order: StorageOrder,
    byteValues: [Scalar]? = nil
  ) -> (values: [Scalar], firstNonFinite: Int?) {
    precondition(
      dimensions.reduce(1, *) == count, "\(count) numbers do not fill an array of \(dimensions)")
    precondition(byteValues.map { $0.count == 256 } ?? true, "one value for each of the 256 bytes")
    guard count > 0 else { return ([], nil) }
    let rowCount = dimensions.first ?? 1
    let columns = count / rowCount
    let starts = order == .columnMajor ? Self.columnStarts(dimensions) : []
    // A piece stays in the L2 cache until it is checked.
    let rowsAtOnce = max(1, (1 << 15) / columns)
    let firstNonFinite = Atomic(Int.max)
    let values = [Scalar](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      HugePages.advise(for: UnsafeMutableRawBufferPointer(buffer))
      // The pieces write disjoint rows.
      nonisolated(unsafe) let memory = buffer
      let pieces = (rowCount + rowsAtOnce - 1) / rowsAtOnce
      Parallel.forEach(pieces, threads: Parallel.processorCount) { piece, _ in
        let rows = piece * rowsAtOnce..<min((piece + 1) * rowsAtOnce, rowCount)
        convert(
          Rows(range: rows, columnCount: columns, columnStarts: starts, matrix: memory),
          byteValues: byteValues)
        guard elementType.isFloatingPoint else { return }
        let written = rows.lowerBound * columns..<rows.upperBound * columns
        if let index = firstNonFiniteNumber(of: memory, in: written) {
          firstNonFinite.min(index, ordering: .relaxed)
        }
      }
      initializedCount = count
    }
    let index = firstNonFinite.load(ordering: .relaxed)
    return (values, index == .max ? nil : index)
  }

  /// Rows of the result to fill.
  private struct Rows<Scalar> {
    let range: Range<Int>
    let columnCount: Int
    /// The index of each column's first number in column-major storage; empty for row-major.
    let columnStarts: [Int]
    let matrix: UnsafeMutableBufferPointer<Scalar>
  }

  /// The index of each column's first number in column-major storage, d₀·(i₁ + d₁·(i₂ + …)), with
  /// the last index varying fastest.
  private static func columnStarts(_ dimensions: [Int]) -> [Int] {
    var starts = [0]
    var distance = dimensions.first ?? 1
    for extent in dimensions.dropFirst() {
      starts = starts.flatMap { start in (0..<extent).map { start + $0 * distance } }
      distance *= extent
    }
    return starts
  }

  /// Fills rows with the numbers of the element type.
  @inline(__always)
  private func convert<Scalar: BinaryFloatingPoint & BitwiseCopyable>(
    _ rows: Rows<Scalar>, byteValues: [Scalar]?
  ) {
    switch elementType {
    case .uint8:
      if let byteValues {
        byteValues.withUnsafeBufferPointer { values in
          fill(rows, from: UInt8.self) { values[Int($0)] }
        }
      } else {
        fill(rows, from: UInt8.self) { $0.converted(to: Scalar.self) }
      }
    case .bool: fill(rows, from: UInt8.self) { $0.converted(to: Scalar.self) }
    case .int8: fill(rows, from: Int8.self) { $0.converted(to: Scalar.self) }
    case .uint16: fill(rows, from: UInt16.self) { $0.converted(to: Scalar.self) }
    case .int16: fill(rows, from: Int16.self) { $0.converted(to: Scalar.self) }
    case .uint32: fill(rows, from: UInt32.self) { $0.converted(to: Scalar.self) }
    case .int32: fill(rows, from: Int32.self) { $0.converted(to: Scalar.self) }
    case .uint64: fill(rows, from: UInt64.self) { $0.converted(to: Scalar.self) }
    case .int64: fill(rows, from: Int64.self) { $0.converted(to: Scalar.self) }
    case .float16: fill(rows, from: Float16.self) { $0.converted(to: Scalar.self) }
    case .float32: fill(rows, from: Float.self) { $0.converted(to: Scalar.self) }
    case .float64: fill(rows, from: Double.self) { $0.converted(to: Scalar.self) }
    }
  }

  /// Fills rows with numbers of a Swift type, in the file's byte order.
  @inline(__always)
  private func fill<Element: StoredElement, Scalar: BinaryFloatingPoint>(
    _ rows: Rows<Scalar>, from type: Element.Type, by convert: (Element) -> Scalar
  ) {
    switch byteOrder {
    case .little: arrange(rows) { convert(Element(storedBits: .init(littleEndian: $0))) }
    case .big: arrange(rows) { convert(Element(storedBits: .init(bigEndian: $0))) }
    }
  }

  /// Writes each number in row-major order; `convert` receives its bytes as they are stored.
  @inline(__always)
  private func arrange<Bits: FixedWidthInteger & BitwiseCopyable, Scalar: BinaryFloatingPoint>(
    _ rows: Rows<Scalar>, by convert: (Bits) -> Scalar
  ) {
    let elements = rows.matrix.baseAddress!
    let columns = rows.columnCount
    bytes.withUnsafeBytes { source in
      let width = MemoryLayout<Bits>.size
      if rows.columnStarts.isEmpty {
        for index in rows.range.lowerBound * columns..<rows.range.upperBound * columns {
          let bits = source.loadUnaligned(fromByteOffset: index * width, as: Bits.self)
          (elements + index).initialize(to: convert(bits))
        }
      } else {
        // Columns are contiguous in the file, rows in memory. Columns are read sequentially; the
        // cache lines that they are written to, one per row, stay in the cache until the next few
        // columns have filled them.
        for (column, start) in rows.columnStarts.enumerated() {
          for row in rows.range {
            let bits = source.loadUnaligned(fromByteOffset: (start + row) * width, as: Bits.self)
            (elements + row * columns + column).initialize(to: convert(bits))
          }
        }
      }
    }
  }
}

/// Returns the index of the first number in a range that is NaN or infinite.
@inline(__always)
private func firstNonFiniteNumber<Scalar: BinaryFloatingPoint>(
  of buffer: UnsafeMutableBufferPointer<Scalar>, in range: Range<Int>
) -> Int? {
  // Adding 1 to an exponent of all ones carries into the next bit. Without branches and with
  // integers only, the loop is vectorized.
  let elements = UnsafeMutableBufferPointer(rebasing: buffer[range])
  var carries: UInt = 0
  for element in elements { carries |= UInt(element.exponentBitPattern) &+ 1 }
  guard carries >> Scalar.exponentBitCount != 0 else { return nil }
  return range.first { !buffer[$0].isFinite }
}
