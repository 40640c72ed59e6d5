public import Machine

/// Numbers in bytes, seen through their Swift type; lives no longer than the bytes it looks at.
@usableFromInline
struct MATElements<Element: MATElement> {
  @usableFromInline
  let start: UnsafeRawPointer
  @usableFromInline
  let count: Int
  @usableFromInline
  let isSwapped: Bool

  @inlinable
  init(_ bytes: UnsafeRawBufferPointer, isSwapped: Bool) {
    count = bytes.count / MemoryLayout<Element>.size
    // A pointer is needed even where there is nothing to point to; no element is read then.
    start = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
    self.isSwapped = isSwapped
  }

  /// The number at a place, which the caller has checked.
  @inlinable
  subscript(index: Int) -> Element {
    assert(index >= 0 && index < count)
    let element = start.loadUnaligned(
      fromByteOffset: index &* MemoryLayout<Element>.size, as: Element.self)
    return isSwapped ? element.byteSwapped : element
  }
}

/// Work that is written once for all element types: a closure that is generic.
@usableFromInline
protocol MATElementBody {
  associatedtype Result
  func callAsFunction<Element: MATElement>(_ elements: MATElements<Element>) -> Result
}

extension MATNumbers {
  /// Runs the body on the numbers in their own type: the one place that goes from a storage code to
  /// a Swift type.
  @inlinable
  func withElements<Body: MATElementBody>(_ body: Body) -> Body.Result {
    let isSwapped = byteOrder != .native
    return bytes.withUnsafeBytes { raw in
      switch storage {
      case .int8: body(MATElements<Int8>(raw, isSwapped: isSwapped))
      case .uint8: body(MATElements<UInt8>(raw, isSwapped: isSwapped))
      case .int16: body(MATElements<Int16>(raw, isSwapped: isSwapped))
      case .uint16: body(MATElements<UInt16>(raw, isSwapped: isSwapped))
      case .int32: body(MATElements<Int32>(raw, isSwapped: isSwapped))
      case .uint32: body(MATElements<UInt32>(raw, isSwapped: isSwapped))
      case .int64: body(MATElements<Int64>(raw, isSwapped: isSwapped))
      case .uint64: body(MATElements<UInt64>(raw, isSwapped: isSwapped))
      case .single: body(MATElements<Float>(raw, isSwapped: isSwapped))
      case .double: body(MATElements<Double>(raw, isSwapped: isSwapped))
      case .matrix, .compressed, .utf8, .utf16, .utf32:
        preconditionFailure("\(storage) holds no plain numbers")
      }
    }
  }

  @inlinable
  func copy<Scalar: BinaryFloatingPoint & BitwiseCopyable>(
    to destination: UnsafeMutableBufferPointer<Scalar>
  ) {
    precondition(destination.count == count, "\(count) numbers into \(destination.count) places")
    withElements(ConvertingCopy(destination: destination))
  }

  @inlinable
  func copyTransposed<Scalar: BinaryFloatingPoint & BitwiseCopyable>(
    rows: Int, range: Range<Int>, to destination: UnsafeMutableBufferPointer<Scalar>
  ) {
    let columns = rows == 0 ? 0 : count / rows
    precondition(rows >= 0 && columns * rows == count, "\(count) numbers in \(rows) rows")
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(rows)")
    precondition(
      destination.count == range.count * columns,
      "\(range.count)×\(columns) numbers into \(destination.count) places")
    withElements(
      TransposingCopy(rows: rows, columns: columns, range: range, destination: destination))
  }
}

/// destination[i] ← number[i].
@usableFromInline
struct ConvertingCopy<Scalar: BinaryFloatingPoint & BitwiseCopyable>: MATElementBody {
  @usableFromInline
  let destination: UnsafeMutableBufferPointer<Scalar>

  @inlinable
  init(destination: UnsafeMutableBufferPointer<Scalar>) { self.destination = destination }

  @inlinable
  func callAsFunction<Element: MATElement>(_ elements: MATElements<Element>) {
    for index in 0..<elements.count {
      destination[index] = elements[index].converted(to: Scalar.self)
    }
  }
}

/// destination[(r − first) · columns + c] ← number[c · rows + r], tile by tile.
@usableFromInline
struct TransposingCopy<Scalar: BinaryFloatingPoint & BitwiseCopyable>: MATElementBody {
  @usableFromInline
  let rows: Int
  @usableFromInline
  let columns: Int
  @usableFromInline
  let range: Range<Int>
  @usableFromInline
  let destination: UnsafeMutableBufferPointer<Scalar>

  @inlinable
  init(
    rows: Int, columns: Int, range: Range<Int>, destination: UnsafeMutableBufferPointer<Scalar>
  ) {
    (self.rows, self.columns, self.range, self.destination) = (rows, columns, range, destination)
  }

  @inlinable
  func callAsFunction<Element: MATElement>(_ elements: MATElements<Element>) {
    guard columns > 0 else { return }
    let tile = 32
    for firstRow in stride(from: range.lowerBound, to: range.upperBound, by: tile) {
      let rowEnd = min(firstRow + tile, range.upperBound)
      for firstColumn in stride(from: 0, to: columns, by: tile) {
        let columnEnd = min(firstColumn + tile, columns)
        for row in firstRow..<rowEnd {
          let line = (row &- range.lowerBound) &* columns
          for column in firstColumn..<columnEnd {
            destination[line &+ column] =
              elements[column &* rows &+ row].converted(to: Scalar.self)
          }
        }
      }
    }
  }
}
