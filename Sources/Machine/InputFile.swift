internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A file that is open for reading, and is closed when the value goes out of scope.
public struct InputFile: ~Copyable {
  /// The kinds of files.
  public enum Kind: Sendable {
    /// A regular file, with a size and random access.
    case regular
    /// A directory.
    case directory
    /// A pipe, a device or a socket, which is read sequentially.
    case stream
  }

  /// The kind of the file.
  public let kind: Kind
  /// The size of a regular file in bytes when it was opened; 0 for the other kinds.
  public let size: Int
  private let descriptor: Int32

  /// Opens a file for reading.
  ///
  /// - Parameter path: The path of the file; symbolic links are followed.
  /// - Throws: ``SystemError`` of step `opened` when the file is missing or can't be opened.
  public init(path: String) throws(SystemError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(.opened) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let error = SystemError(.opened)
      close(descriptor)
      throw error
    }
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .directory
      default: .stream
      }
    size = kind == .regular ? Int(status.st_size) : 0
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}

extension InputFile {
  /// The number of bytes that one thread reads at a time.
  private static var pieceByteCount: Int { 1 << 22 }

  /// Reads the file from its beginning to its end.
  ///
  /// A large file is read in parallel: the system clears the pages and copies the bytes on several
  /// threads at once.
  ///
  /// - Parameter limit: The maximum number of bytes to read; all of them by default.
  /// - Returns: The bytes that were read, even if the file's size has changed since it was opened.
  /// - Throws: ``SystemError`` of step `read` when reading fails, with code `ENOMEM` when the file,
  ///   which may be sparse, has more bytes than the machine has memory.
  public func content(atMost limit: Int = .max) throws(SystemError) -> [UInt8] {
    let expected = min(size, limit)
    guard UInt64(expected) <= ProcessInfo.processInfo.physicalMemory else {
      throw SystemError(.read, code: ENOMEM)
    }
    var bytes: [UInt8] = kind == .regular ? try pieces(expected) : []
    guard bytes.count >= expected else { return bytes }
    // A stream, a file that the system generates when it is read, or a file that grows.
    var chunkByteCount = 1 << 16
    while bytes.count < limit {
      let chunk = try chunk(min(limit - bytes.count, chunkByteCount), from: bytes.count)
      if chunk.isEmpty { break }
      bytes += chunk
      chunkByteCount *= 2
    }
    return bytes
  }

  /// Reads up to `count` bytes from the beginning of a regular file into one allocation.
  private func pieces(_ count: Int) throws(SystemError) -> [UInt8] {
    try [UInt8](capacity: count) { output throws(SystemError) in
      try output.withUnsafeMutableBufferPointer { buffer, initialized throws(SystemError) in
        // The pieces write to disjoint ranges.
        nonisolated(unsafe) let memory = UnsafeMutableRawBufferPointer(buffer)
        HugePages.advise(for: memory)
        let starts = Array(stride(from: 0, to: count, by: Self.pieceByteCount))
        let descriptor = descriptor
        let results = Parallel.map(starts.count, threads: Parallel.processorCount) { piece, _ in
          let end = min(starts[piece] + Self.pieceByteCount, count)
          return Result { () throws(SystemError) in
            try Self.fill(
              UnsafeMutableRawBufferPointer(rebasing: memory[starts[piece]..<end]), descriptor,
              from: starts[piece])
          }
        }
        let counts = try results.map { result throws(SystemError) in try result.get() }
        // The file may have been truncated meanwhile: bytes after a gap are not its content.
        for (start, count) in zip(starts, counts) where initialized == start {
          initialized += count
        }
      }
    }
  }

  /// Reads up to `count` bytes from an offset; a stream continues at its current position.
  private func chunk(_ count: Int, from place: Int) throws(SystemError) -> [UInt8] {
    try [UInt8](capacity: count) { output throws(SystemError) in
      try output.withUnsafeMutableBufferPointer { buffer, initialized throws(SystemError) in
        initialized = try Self.fill(
          UnsafeMutableRawBufferPointer(buffer), descriptor, from: kind == .regular ? place : nil)
      }
    }
  }

  /// Reads until the memory is full or the file ends, from an offset, or from the current position
  /// of a stream where `start` is `nil`; returns the number of bytes read.
  private static func fill(
    _ memory: UnsafeMutableRawBufferPointer, _ descriptor: Int32, from start: Int?
  ) throws(SystemError) -> Int {
    var done = 0
    while done < memory.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: memory[done...])
      let count =
        start.map { pread(descriptor, rest.baseAddress, rest.count, off_t($0 + done)) }
        ?? read(descriptor, rest.baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw SystemError(.read) }
      if count == 0 { break }
      done += count
    }
    return done
  }
}
