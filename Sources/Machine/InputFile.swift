internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A file that is open for reading, and is closed with the end of its owner.
public struct InputFile: ~Copyable {
  /// What can be read from.
  public enum Kind: Sendable {
    /// A file with a size and places.
    case regular
    /// A folder.
    case directory
    /// A pipe, a device, a socket: read from its beginning to its end.
    case stream
  }

  /// What the path led to.
  public let kind: Kind
  /// How many bytes a regular file had when it was opened; 0 for anything else.
  public let size: Int
  private let descriptor: Int32

  /// Opens a file.
  ///
  /// - Throws: ``SystemError``, the file not being there or not to be opened.
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
  /// The bytes of a piece, which one thread reads.
  private static var pieceByteCount: Int { 1 << 22 }

  /// The file's bytes from the beginning to its end.
  ///
  /// Of a large file several threads read a part each: the system clears the pages and copies the
  /// bytes on all of them at once.
  ///
  /// - Parameter limit: how many bytes from the beginning are enough.
  /// - Returns: what there was to read, whatever the file's size had been when it was opened.
  /// - Throws: ``SystemError``, with which reading ended; that of lacking memory where the machine
  ///   has less than the file, which may be nothing but holes, has bytes.
  public func content(atMost limit: Int = .max) throws(SystemError) -> [UInt8] {
    let expected = min(size, limit)
    guard UInt64(expected) <= ProcessInfo.processInfo.physicalMemory else {
      throw SystemError(.read, code: ENOMEM)
    }
    var bytes: [UInt8] = kind == .regular ? try pieces(expected) : []
    guard bytes.count >= expected else { return bytes }
    // A stream, one of the system's files that are written when they are read, or a file that
    // grows.
    var chunkByteCount = 1 << 16
    while bytes.count < limit {
      let chunk = try chunk(min(limit - bytes.count, chunkByteCount), from: bytes.count)
      if chunk.isEmpty { break }
      bytes += chunk
      chunkByteCount *= 2
    }
    return bytes
  }

  /// Up to `count` bytes from the beginning of a regular file, straight into one allocation.
  private func pieces(_ count: Int) throws(SystemError) -> [UInt8] {
    try [UInt8](capacity: count) { output throws(SystemError) in
      try output.withUnsafeMutableBufferPointer { buffer, initialized throws(SystemError) in
        // The pieces write to disjoint parts.
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
        // The file may have been cut short meanwhile: what follows a gap is not its content.
        for (start, count) in zip(starts, counts) where initialized == start {
          initialized += count
        }
      }
    }
  }

  /// Up to `count` bytes from a place; a stream is at its place already.
  private func chunk(_ count: Int, from place: Int) throws(SystemError) -> [UInt8] {
    try [UInt8](capacity: count) { output throws(SystemError) in
      try output.withUnsafeMutableBufferPointer { buffer, initialized throws(SystemError) in
        initialized = try Self.fill(
          UnsafeMutableRawBufferPointer(buffer), descriptor, from: kind == .regular ? place : nil)
      }
    }
  }

  /// Reads until the memory is full or there is no more.
  ///
  /// - Parameter start: the place of the first byte, `nil` for where a stream is.
  /// - Returns: how many bytes were read.
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
