#if canImport(Glibc)
  internal import Glibc
#endif

/// Asks the system to back fresh memory with large pages, where it can.
///
/// Filling 188 MB that were never touched before takes 46 000 faults of 4 KiB pages, more time than
/// the conversion itself; with pages of 2 MiB it takes 90. Only advice: nothing depends on it.
func adviseLargePages(for memory: UnsafeMutableRawBufferPointer) {
  #if canImport(Glibc)
    let page = 1 << 21
    guard let start = memory.baseAddress, memory.count >= 4 * page else { return }
    let first = UnsafeMutableRawPointer(bitPattern: (UInt(bitPattern: start) + 4095) & ~4095)
    guard let first else { return }
    _ = madvise(first, memory.count - (first - start), MADV_HUGEPAGE)
  #endif
}
