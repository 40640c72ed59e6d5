internal import Machine

/// Memory for a fixed number of scalars that starts on a cache line, zero at first.
///
/// A workspace is made of such buffers once; kernels read and write them through pointers. The
/// buffer has no opinion about who may write when: its owner hands disjoint parts to threads.
public final class AlignedBuffer<Scalar: BLASScalar>: @unchecked Sendable {
  /// The first element.
  public let start: UnsafeMutablePointer<Scalar>
  /// The number of elements.
  public let count: Int

  /// Where large memory begins, which is not always on a cache line.
  private let large: UnsafeMutableRawPointer?

  /// From 16 MiB on, memory is taken from the system page by page as it is written to.
  private static var largeByteCount: Int { 16 << 20 }

  /// Allocates `count` zeros, aligned to 64 bytes.
  public init(count: Int) {
    precondition(count >= 0, "a buffer has no negative length")
    self.count = count
    let byteCount = max(count, 1) * MemoryLayout<Scalar>.stride
    guard byteCount < Self.largeByteCount else {
      let memory = LargePages.zeroed(byteCount: byteCount + 64)
      large = memory
      start = memory.alignedUp(toMultipleOf: 64).bindMemory(to: Scalar.self, capacity: count)
      return
    }
    large = nil
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
    start = bytes.bindMemory(to: Scalar.self, capacity: count)
    start.initialize(repeating: 0, count: count)
  }

  /// Copies numbers in, converted to the buffer's scalar.
  ///
  /// - Precondition: as many numbers as the buffer has elements.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func assign(_ values: Span<Double>) {
    precondition(values.count == count, "one number an element")
    for index in values.indices { start[index] = Scalar(values[index]) }
  }

  /// A copy of the elements, in Double.
  public var numbers: [Double] { (0..<count).map { Double(start[$0]) } }

  deinit {
    if let large {
      LargePages.release(large)
    } else {
      UnsafeMutableRawPointer(start).deallocate()
    }
  }
}
