package import LinearAlgebra

extension StoredArray {
  /// The array as examples × features, converted while it is copied.
  ///
  /// Unsigned bytes are divided by 255 unless `byteScaling` says otherwise; every other type keeps
  /// its values, rounded to `Scalar`. An array of more than two dimensions keeps the first and
  /// flattens the others, the last running fastest.
  ///
  /// - Throws: ``DatasetError`` of kind `invalidValue` for a feature that is NaN or infinite (in
  ///   the file, or after rounding to `Scalar`), with its place.
  /// - Complexity: one pass over the bytes; one allocation, the matrix itself.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  package func matrix<Scalar: BLASScalar>(
    named name: String, byteScaling: ByteScaling = .unitInterval
  ) throws(DatasetError) -> Matrix<Scalar> {
    guard !dimensions.isEmpty else {
      throw DatasetError(.sizeMismatch, at: name, "a single number is no set of examples")
    }
    var offender: Int?
    let elements = [Scalar](unsafeUninitializedCapacity: elementCount) { buffer, count in
      offender = convert(into: buffer, byteScaling: byteScaling)
      count = elementCount
    }
    if let offender {
      throw DatasetError(
        .invalidValue, at: "\(name)[\(offender / columns), \(offender % columns)]",
        "the feature is \(elements[offender])",
        remedy: "features must be finite; rows and columns are counted from 0")
    }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }

  /// Fills a buffer of `elementCount` elements in row-major order.
  ///
  /// - Returns: the place of the first element that is not finite, or `nil`.
  @inline(__always)
  func convert<Scalar: BLASScalar>(
    into buffer: UnsafeMutableBufferPointer<Scalar>, byteScaling: ByteScaling
  ) -> Int? {
    switch elementType {
    case .uint8 where byteScaling == .unitInterval:
      // A byte has 256 values: each is divided once.
      let quotients = (0...255).map { Scalar($0) / 255 }
      quotients.withUnsafeBufferPointer { quotients in
        fill(buffer, from: UInt8.self) { quotients[Int($0)] }
      }
    case .bool, .uint8: fill(buffer, from: UInt8.self, by: UInt8.scalar)
    case .int8: fill(buffer, from: Int8.self, by: Int8.scalar)
    case .uint16: fill(buffer, from: UInt16.self, by: UInt16.scalar)
    case .int16: fill(buffer, from: Int16.self, by: Int16.scalar)
    case .uint32: fill(buffer, from: UInt32.self, by: UInt32.scalar)
    case .int32: fill(buffer, from: Int32.self, by: Int32.scalar)
    case .uint64: fill(buffer, from: UInt64.self, by: UInt64.scalar)
    case .int64: fill(buffer, from: Int64.self, by: Int64.scalar)
    case .float16: fill(buffer, from: Float16.self, by: Float16.scalar)
    case .float32: fill(buffer, from: Float.self, by: Float.scalar)
    case .float64: fill(buffer, from: Double.self, by: Double.scalar)
    }
    return elementType.isFloatingPoint ? firstNonFinite(of: buffer) : nil
  }

  /// Fills a buffer in row-major order, element by element.
  @inline(__always)
  private func fill<Number: StoredNumber, Scalar: BLASScalar>(
    _ buffer: UnsafeMutableBufferPointer<Scalar>, from type: Number.Type,
    by convert: (Number.Bits) -> Scalar
  ) {
    switch byteOrder {
    case .little: arrange(in: buffer) { convert(Number.Bits(littleEndian: $0)) }
    case .big: arrange(in: buffer) { convert(Number.Bits(bigEndian: $0)) }
    }
  }

  /// Puts each element in its place in row-major order; `convert` takes its bytes as they are.
  @inline(__always)
  private func arrange<Bits: FixedWidthInteger & BitwiseCopyable, Scalar: BLASScalar>(
    in buffer: UnsafeMutableBufferPointer<Scalar>, by convert: (Bits) -> Scalar
  ) {
    guard let target = buffer.baseAddress else { return }
    bytes.withUnsafeBytes { source in
      let width = MemoryLayout<Bits>.size
      switch storageOrder {
      case .rowMajor:
        for index in 0..<elementCount {
          let bits = source.loadUnaligned(fromByteOffset: index * width, as: Bits.self)
          (target + index).initialize(to: convert(bits))
        }
      case .columnMajor:
        // A feature is contiguous in the file, an example in memory: go by tiles of features, so
        // that the lines of memory which a tile of one example writes stay in the cache.
        let tile = 16
        let starts = columnStarts()
        for first in stride(from: 0, to: columns, by: tile) {
          for row in 0..<rows {
            for column in first..<min(first + tile, columns) {
              let bits = source.loadUnaligned(
                fromByteOffset: (starts[column] + row) * width, as: Bits.self)
              (target + row * columns + column).initialize(to: convert(bits))
            }
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

/// The place of the first element that is NaN or infinite.
@inline(__always)
private func firstNonFinite<Scalar: BLASScalar>(
  of buffer: UnsafeMutableBufferPointer<Scalar>
) -> Int? {
  // x − x is zero for every finite x and NaN otherwise. The sum of a run is looked at once, so
  // that the loop has no branch.
  let run = 4096
  for start in stride(from: 0, to: buffer.count, by: run) {
    let end = min(start + run, buffer.count)
    var isFinite = true
    for index in start..<end { isFinite = isFinite && (buffer[index] - buffer[index] == 0) }
    if !isFinite { return (start..<end).first { !buffer[$0].isFinite } }
  }
  return nil
}
