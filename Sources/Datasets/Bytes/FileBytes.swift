internal import SystemMemory

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Reads whole files into memory.
enum FileBytes {
  /// The bytes of a regular file, read straight into the array that is returned.
  ///
  /// - Parameter limit: how many bytes from the beginning are enough.
  /// - Throws: ``DatasetError`` of kind `unreadable` with the system's own words.
  static func content(
    of path: String, atMost limit: Int = .max
  ) throws(DatasetError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw DatasetError(unreadable: errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw DatasetError(unreadable: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw DatasetError(.unreadable, "this is not a regular file")
    }
    var failure: Int32?
    let size = min(Int(status.st_size), limit)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      LargePages.advise(for: UnsafeMutableRawBufferPointer(buffer))
      // The file may have shrunk since: what was read is what there is.
      while count < size, failure == nil {
        let got = read(file, buffer.baseAddress! + count, size - count)
        if got == 0 { break }
        if got > 0 { count += got } else if errno != EINTR { failure = errno }
      }
    }
    if let failure { throw DatasetError(unreadable: failure) }
    return bytes
  }

  /// The size of a file.
  static func size(of path: String) throws(DatasetError) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw DatasetError(unreadable: errno) }
    return Int(status.st_size)
  }
}

extension DatasetError {
  /// What the system says about a file that can't be opened or read.
  fileprivate init(unreadable code: Int32) {
    self.init(.unreadable, String(cString: strerror(code)))
  }
}
