internal import Machine

extension StoredNumbers {
  /// Returns the numbers of an array in column-major order.
  ///
  /// - Parameter dimensions: The dimensions of the array, which is stored in row-major order: number
  ///   (i₀, i₁, …) is at index (i₀·d₁ + i₁)·d₂ + …; their product must be ``count``.
  /// - Returns: The same numbers with number (i₀, i₁, …) at index i₀ + d₀·(i₁ + d₁·…).
  /// - Complexity: One pass on all processors and one allocation.
  public func columnMajor(fromRowMajor dimensions: [Int]) -> StoredNumbers {
    precondition(
      dimensions.reduce(1, *) == count, "\(count) numbers do not fill an array of \(dimensions)")
    guard dimensions.count > 1, count > 0 else { return self }
    let rearranged: [UInt8] =
      switch elementType.byteCount {
      case 1: columnMajorBytes(of: UInt8.self, dimensions)
      case 2: columnMajorBytes(of: UInt16.self, dimensions)
      case 4: columnMajorBytes(of: UInt32.self, dimensions)
      default: columnMajorBytes(of: UInt64.self, dimensions)
      }
    return StoredNumbers(rearranged[...], as: elementType, byteOrder)
  }

  /// Copies elements of the size of an integer type into column-major order.
  private func columnMajorBytes<Bits: FixedWidthInteger & BitwiseCopyable & Sendable>(
    of type: Bits.Type, _ dimensions: [Int]
  ) -> [UInt8] {
    dimensions.count == 2
      ? columnMajorBytes(of: type, rowCount: dimensions[0], rowOffsets: 0..<dimensions[1])
      : columnMajorBytes(
        of: type, rowCount: dimensions[0], rowOffsets: Self.rowOffsets(dimensions))
  }

  /// Copies the elements of all rows, in the order of their offsets in a row.
  @inline(__always)
  private func columnMajorBytes<Bits: FixedWidthInteger & BitwiseCopyable & Sendable>(
    of type: Bits.Type, rowCount: Int, rowOffsets: some RandomAccessCollection<Int> & Sendable
  ) -> [UInt8] {
    let width = MemoryLayout<Bits>.size
    let columnCount = rowOffsets.count
    return [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, initializedCount in
      let memory = UnsafeMutableRawBufferPointer(buffer)
      HugePages.advise(for: memory)
      bytes.withUnsafeBytes { source in
        // The pieces read disjoint rows and write to disjoint elements. The cache lines of their
        // rows stay in the cache until the next few columns have read all of them.
        nonisolated(unsafe) let (source, memory) = (source, memory)
        let rowsAtOnce = 64
        Parallel.forEach(
          (rowCount + rowsAtOnce - 1) / rowsAtOnce, threads: Parallel.processorCount
        ) { piece, _ in
          let rows = piece * rowsAtOnce..<min((piece + 1) * rowsAtOnce, rowCount)
          for (column, offset) in rowOffsets.enumerated() {
            for row in rows {
              let bits = source.loadUnaligned(
                fromByteOffset: (row * columnCount + offset) * width, as: Bits.self)
              memory.storeBytes(
                of: bits, toByteOffset: (column * rowCount + row) * width, as: Bits.self)
            }
          }
        }
      }
      initializedCount = bytes.count
    }
  }

  /// The index of each element of a row in row-major order, in the order in which the elements
  /// follow each other column by column: i₁ varies fastest.
  private static func rowOffsets(_ dimensions: [Int]) -> [Int] {
    var offsets = [0]
    var distances = [Int](repeating: 1, count: dimensions.count)
    for axis in (1..<dimensions.count).reversed().dropFirst() {
      distances[axis] = distances[axis + 1] * dimensions[axis + 1]
    }
    for axis in 1..<dimensions.count {
      offsets = (0..<dimensions[axis]).flatMap { index in
        offsets.map { $0 + index * distances[axis] }
      }
    }
    return offsets
  }
}
