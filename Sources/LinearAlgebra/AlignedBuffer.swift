internal import Machine

/// A fixed-size buffer of scalars that starts on a cache line and is initially zero.
///
/// Workspaces consist of such buffers, which kernels access through pointers. The buffer does not
/// synchronize: its owner gives disjoint parts to different threads.
public final class AlignedBuffer<Scalar: BLASScalar>: @unchecked Sendable {
  /// The first element.
  public let start: UnsafeMutablePointer<Scalar>
  /// The number of elements.
  public let count: Int

  /// The start of a large allocation, which may not be on a cache line.
  private let large: UnsafeMutableRawPointer?

  /// From this size on, the system provides the memory page by page on the first write.
  private static var largeByteCount: Int { 16 << 20 }

  /// Allocates a buffer of zeros, aligned to 64 bytes.
  ///
  /// - Parameter count: The number of elements, not negative.
  public init(count: Int) {
    precondition(count >= 0, "the number of elements must not be negative")
    self.count = count
    let byteCount = max(count, 1) * MemoryLayout<Scalar>.stride
    guard byteCount < Self.largeByteCount else {
      let memory = HugePages.zeroed(byteCount: byteCount + 64)
      large = memory
      start = memory.alignedUp(toMultipleOf: 64).bindMemory(to: Scalar.self, capacity: count)
      return
    }
    large = nil
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
    start = bytes.bindMemory(to: Scalar.self, capacity: count)
    start.initialize(repeating: 0, count: count)
  }

  /// Assigns the values of a span, converted to the buffer's scalar type.
  ///
  /// - Precondition: `values.count == count`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func assign(_ values: Span<Double>) {
    precondition(values.count == count, "one number per element")
    for index in values.indices { start[index] = Scalar(values[index]) }
  }

  /// Assigns the elements of another buffer, converted to this buffer's scalar type.
  ///
  /// - Precondition: `other.count == count`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func assign(_ other: AlignedBuffer<Double>) {
    precondition(other.count == count, "one number per element")
    for index in 0..<count { start[index] = Scalar(other.start[index]) }
  }

  /// Copies the elements to a vector, starting at an offset.
  ///
  /// - Precondition: The elements fit into the vector.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func copy(to vector: inout MutableSpan<Double>, at offset: Int) {
    precondition(
      offset >= 0 && offset + count <= vector.count, "the elements must fit into the vector")
    for index in 0..<count { vector[offset + index] = Double(start[index]) }
  }

  /// Sets the elements of a range, by default all elements, to one value.
  @inlinable
  public func fill(_ value: Scalar, in range: Range<Int>? = nil) {
    let range = range ?? 0..<count
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count, "the range must lie within the buffer")
    (start + range.lowerBound).update(repeating: value, count: range.count)
  }

  /// The element at an index, which is checked in debug builds only.
  @inlinable
  public subscript(_ index: Int) -> Scalar {
    get {
      assert(index >= 0 && index < count)
      return start[index]
    }
    set {
      assert(index >= 0 && index < count)
      start[index] = newValue
    }
  }

  /// Whether all elements are finite.
  @inlinable
  public var isFinite: Bool { (0..<count).allSatisfy { start[$0].isFinite } }

  /// The elements, converted to `Double`.
  public var numbers: [Double] { (0..<count).map { Double(start[$0]) } }

  deinit {
    if let large {
      HugePages.release(large)
    } else {
      UnsafeMutableRawPointer(start).deallocate()
    }
  }
}
