internal import LinearAlgebra
internal import Machine

/// An uninitialized buffer that starts on a cache line.
///
/// Several threads can fill a large table in parallel, without a first pass that writes zeros.
final class RawBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  /// The first element.
  let start: UnsafeMutablePointer<Element>
  /// The number of elements.
  let count: Int

  /// Allocates memory for `count` elements.
  init(count: Int) {
    self.count = count
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: 64)
    HugePages.advise(for: memory)
    start = memory.baseAddress!.bindMemory(to: Element.self, capacity: count)
  }

  /// The size of the elements in bytes.
  var byteCount: Int { count * MemoryLayout<Element>.stride }

  /// The element at an index, which is not checked.
  subscript(_ index: Int) -> Element {
    get { start[index] }
    set { start[index] = newValue }
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }
}

extension Matrix {
  /// Calls `body` for every row, on several threads.
  @inline(__always)
  func forEachRow(
    threads: Int, _ body: @Sendable (_ row: Int, _ values: UnsafePointer<Scalar>) -> Void
  ) {
    let scratch = RawBuffer<Scalar>(count: threads * columns)
    withRows { matrix in
      let piece = 256
      Parallel.forEach((rows + piece - 1) / piece, threads: threads) { index, worker in
        for row in index * piece..<min(rows, (index + 1) * piece) {
          body(row, matrix.row(row, scratch: scratch.start + worker * columns))
        }
      }
    }
  }
}
