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
  /// Calls `body` for each of some rows, on several threads.
  @inline(__always)
  func forEachRow(
    of rows: [Int], threads: Int,
    _ body: @Sendable (_ place: Int, _ values: UnsafePointer<Scalar>) -> Void
  ) {
    let scratch = RawBuffer<Scalar>(count: threads * columns)
    withRows { matrix in
      let piece = 256
      Parallel.forEach((rows.count + piece - 1) / piece, threads: threads) { index, worker in
        for place in index * piece..<min(rows.count, (index + 1) * piece) {
          body(place, matrix.row(rows[place], scratch: scratch.start + worker * columns))
        }
      }
    }
  }
}
