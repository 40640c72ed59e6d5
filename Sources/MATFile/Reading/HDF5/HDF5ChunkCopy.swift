/// The copy of the part of a chunk that is inside the dataset, both in row-major order.
struct HDF5ChunkCopy {
  /// The number of bytes that are contiguous in both.
  private let runByteCount: Int
  /// The number of runs in each of the outer dimensions.
  private let counts: [Int]
  /// The distance from one run to the next in the chunk, and in the dataset, for each of them.
  private let chunkStrides: [Int]
  private let strides: [Int]
  /// The offset of the chunk's first element in the dataset.
  private let start: Int
  /// Whether all of the chunk is one run.
  private let isWhole: Bool

  /// Plans a copy.
  ///
  /// - Parameters:
  ///   - origin: The index of the chunk's first element in each dimension, inside the dataset.
  ///   - chunkDimensions: The dimensions of the chunk.
  ///   - dimensions: The dimensions of the dataset, as many.
  ///   - elementByteCount: The number of bytes per element.
  init(origin: [Int], chunkDimensions: [Int], dimensions: [Int], elementByteCount: Int) {
    let rank = dimensions.count
    var (chunkStrides, strides) = (
      [Int](repeating: 0, count: rank), [Int](repeating: 0, count: rank)
    )
    var (chunkStride, stride) = (elementByteCount, elementByteCount)
    for axis in (0..<rank).reversed() {
      chunkStrides[axis] = chunkStride
      strides[axis] = stride
      chunkStride *= chunkDimensions[axis]
      stride *= dimensions[axis]
    }
    let counts = (0..<rank).map { min(chunkDimensions[$0], dimensions[$0] - origin[$0]) }
    // A dimension that the chunk spans joins the runs of the next one outside.
    var inner = rank - 1
    while inner > 0 && chunkDimensions[inner] == dimensions[inner] { inner -= 1 }
    runByteCount = counts[inner] * chunkStrides[inner]
    isWhole = runByteCount == chunkStride
    self.counts = Array(counts[..<inner])
    self.chunkStrides = chunkStrides
    self.strides = strides
    start = zip(origin, strides).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The place of the chunk in the dataset, if it has all of its elements there in the same order.
  var contiguousRange: Range<Int>? { isWhole ? start..<start + runByteCount : nil }

  /// Copies from the memory of the chunk to that of the dataset.
  func copy(_ chunk: UnsafeRawBufferPointer, to elements: UnsafeMutableRawBufferPointer) {
    copy(axis: 0, chunk.baseAddress!, elements.baseAddress! + start)
  }

  private func copy(
    axis: Int, _ source: UnsafeRawPointer, _ destination: UnsafeMutableRawPointer
  ) {
    guard axis < counts.count else {
      destination.copyMemory(from: source, byteCount: runByteCount)
      return
    }
    for index in 0..<counts[axis] {
      copy(
        axis: axis + 1, source + index * chunkStrides[axis], destination + index * strides[axis])
    }
  }
}
