internal import LinearAlgebra
internal import Machine
internal import Synchronization

/// The conversion of bytes into scalars: the only place where memory is written through pointers.
extension StoredArray {
  /// Fills a buffer of `elementCount` elements in row-major order.
  ///
  /// Large arrays are converted by all cores, each taking some rows at a time.
  ///
  /// - Returns: the place of the first element that is not finite, or `nil`.
  @inline(__always)
  func convert<Scalar: BLASScalar>(
    into buffer: UnsafeMutableBufferPointer<Scalar>, byteScaling: ByteScaling
  ) -> Int? {
    guard elementCount > 0 else { return nil }
    LargePages.advise(for: UnsafeMutableRawBufferPointer(buffer))
    let starts = storageOrder == .columnMajor ? columnStarts() : []
    // A piece stays in the L2 cache, where its check finds it.
    let rowsAtOnce = max(1, (1 << 15) / columns)
    let pieces = (rows + rowsAtOnce - 1) / rowsAtOnce
    let firstOffender = Atomic(Int.max)
    // The pieces write disjoint rows.
    nonisolated(unsafe) let buffer = buffer
    Parallel.forEach(pieces, threads: Parallel.processorCount) { piece, _ in
      let rows = piece * rowsAtOnce..<min((piece + 1) * rowsAtOnce, self.rows)
      convert(rows, columnStarts: starts, into: buffer, byteScaling: byteScaling)
      guard elementType.isFloatingPoint else { return }
      let written = rows.lowerBound * columns..<rows.upperBound * columns
      if let offender = firstNonFinite(of: buffer, in: written) {
        firstOffender.min(offender, ordering: .relaxed)
      }
    }
    let offender = firstOffender.load(ordering: .relaxed)
    return offender == .max ? nil : offender
  }

  /// Fills some rows.
  @inline(__always)
  private func convert<Scalar: BLASScalar>(
    _ rows: Range<Int>, columnStarts: [Int], into buffer: UnsafeMutableBufferPointer<Scalar>,
    byteScaling: ByteScaling
  ) {
    let target = Target(rows: rows, columnStarts: columnStarts, buffer: buffer)
    switch elementType {
    case .uint8:
      byteScaling.values(as: Scalar.self).withUnsafeBufferPointer { values in
        fill(target, from: UInt8.self) { values[Int($0)] }
      }
    case .bool: fill(target, from: UInt8.self, by: UInt8.scalar)
    case .int8: fill(target, from: Int8.self, by: Int8.scalar)
    case .uint16: fill(target, from: UInt16.self, by: UInt16.scalar)
    case .int16: fill(target, from: Int16.self, by: Int16.scalar)
    case .uint32: fill(target, from: UInt32.self, by: UInt32.scalar)
    case .int32: fill(target, from: Int32.self, by: Int32.scalar)
    case .uint64: fill(target, from: UInt64.self, by: UInt64.scalar)
    case .int64: fill(target, from: Int64.self, by: Int64.scalar)
    case .float16: fill(target, from: Float16.self, by: Float16.scalar)
    case .float32: fill(target, from: Float.self, by: Float.scalar)
    case .float64: fill(target, from: Double.self, by: Double.scalar)
    }
  }

  /// The rows to fill, and where.
  private struct Target<Scalar> {
    let rows: Range<Int>
    let columnStarts: [Int]
    let buffer: UnsafeMutableBufferPointer<Scalar>
  }

  /// Brings each element's bytes into the machine's order and converts it.
  @inline(__always)
  private func fill<Number: StoredNumber, Scalar: BLASScalar>(
    _ target: Target<Scalar>, from type: Number.Type, by convert: (Number.Bits) -> Scalar
  ) {
    switch byteOrder {
    case .little: arrange(in: target) { convert(Number.Bits(littleEndian: $0)) }
    case .big: arrange(in: target) { convert(Number.Bits(bigEndian: $0)) }
    }
  }

  /// Puts each element in its place in row-major order; `convert` takes its bytes as they are.
  @inline(__always)
  private func arrange<Bits: FixedWidthInteger & BitwiseCopyable, Scalar: BLASScalar>(
    in target: Target<Scalar>, by convert: (Bits) -> Scalar
  ) {
    let elements = target.buffer.baseAddress!
    let columns = columns
    bytes.withUnsafeBytes { source in
      let width = MemoryLayout<Bits>.size
      switch storageOrder {
      case .rowMajor:
        for index in target.rows.lowerBound * columns..<target.rows.upperBound * columns {
          let bits = source.loadUnaligned(fromByteOffset: index * width, as: Bits.self)
          (elements + index).initialize(to: convert(bits))
        }
      case .columnMajor:
        // A feature is contiguous in the file, an example in memory. Features are read along the
        // file; the lines that they are written to, one a row, stay in the cache until the next
        // few features have filled them.
        for (column, start) in target.columnStarts.enumerated() {
          for row in target.rows {
            let bits = source.loadUnaligned(fromByteOffset: (start + row) * width, as: Bits.self)
            (elements + row * columns + column).initialize(to: convert(bits))
          }
        }
      }
    }
  }

  /// For each feature in row-major order, the place of its first example in column-major storage.
  ///
  /// The feature (i₁, i₂, …) starts at d₀·(i₁ + d₁·(i₂ + …)), where d are the dimensions.
  private func columnStarts() -> [Int] {
    var starts = [0]
    var distance = rows
    for extent in dimensions.dropFirst() {
      starts = starts.flatMap { start in (0..<extent).map { start + $0 * distance } }
      distance *= extent
    }
    return starts
  }
}

/// The place of the first element of a range that is NaN or infinite.
@inline(__always)
private func firstNonFinite<Scalar: BLASScalar>(
  of buffer: UnsafeMutableBufferPointer<Scalar>, in range: Range<Int>
) -> Int? {
  // An exponent of ones alone carries into the next bit when 1 is added. Without a branch, and with
  // integers alone, the loop goes by whole vectors.
  let elements = UnsafeMutableBufferPointer(rebasing: buffer[range])
  var carries: UInt = 0
  for element in elements { carries |= UInt(element.exponentBitPattern) &+ 1 }
  guard carries >> Scalar.exponentBitCount != 0 else { return nil }
  return range.first { !buffer[$0].isFinite }
}
