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

  /// Copies numbers in, converted to the buffer's scalar.
  ///
  /// - Precondition: as many numbers as the buffer has elements.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func assign(_ values: Span<Double>) {
    precondition(values.count == count, "one number an element")
    for index in values.indices { start[index] = Scalar(values[index]) }
  }

  /// Copies another buffer's numbers in, converted to this buffer's scalar.
  ///
  /// - Precondition: both have the same number of elements.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func assign(_ other: AlignedBuffer<Double>) {
    precondition(other.count == count, "one number per element")
    for index in 0..<count { start[index] = Scalar(other.start[index]) }
  }

  /// Copies the numbers out, to the places of a vector from an offset on.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func copy(to vector: inout MutableSpan<Double>, at offset: Int) {
    precondition(offset >= 0 && offset + count <= vector.count, "the places are in the vector")
    for index in 0..<count { vector[offset + index] = Double(start[index]) }
  }

  /// Sets the elements of a range to one value; by default all of them.
  @inlinable
  public func fill(_ value: Scalar, in range: Range<Int>? = nil) {
    let range = range ?? 0..<count
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a range of the buffer")
    (start + range.lowerBound).update(repeating: value, count: range.count)
  }

  /// The element at an index; checked in debug builds only.
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

  /// A copy of the elements, in Double.
  public var numbers: [Double] { (0..<count).map { Double(start[$0]) } }

  deinit {
    if let large {
      HugePages.release(large)
    } else {
      UnsafeMutableRawPointer(start).deallocate()
    }
  }
}

extension AlignedBuffer {
  /// sum ← Σ of the buffer's parts, which lie one after the other, each as long as the sum.
  ///
  /// Each place is added up in `Double` and in the order of the parts, so that any number of
  /// threads, which take stretches of places, gives the same bits.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func addUp(parts: Int, into sum: inout MutableSpan<Double>, threads: Int) {
    let (length, stretch) = (sum.count, 4096)
    precondition(parts >= 1 && parts * length <= count, "the parts lie inside the buffer")
    sum.withUnsafeMutableBufferPointer { sum in
      nonisolated(unsafe) let sum = sum
      Parallel.forEach((length + stretch - 1) / stretch, threads: threads) { index, _ in
        let places = index * stretch..<min((index + 1) * stretch, length)
        for place in places { sum[place] = Double(start[place]) }
        for part in 1..<parts {
          let part = start + part * length
          for place in places { sum[place] += Double(part[place]) }
        }
      }
    }
  }
}
