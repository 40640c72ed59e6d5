internal import Machine

/// Memory that starts on a cache line and holds nothing sensible until it is written.
///
/// Large tables are filled by several threads, each its own part, without a first pass of zeros.
final class RawBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  init(count: Int) {
    self.count = count
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: 64)
    LargePages.advise(for: memory)
    start = memory.baseAddress!.bindMemory(to: Element.self, capacity: count)
  }

  /// The memory that the elements take.
  var byteCount: Int { count * MemoryLayout<Element>.stride }

  /// The elements.
  subscript(_ index: Int) -> Element {
    get { start[index] }
    set { start[index] = newValue }
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }
}
