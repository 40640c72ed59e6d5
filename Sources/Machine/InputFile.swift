internal import FoundationEssentials
internal import Synchronization

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
    guard descriptor >= 0 else { throw SystemError(code: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw SystemError(code: code)
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
      throw SystemError(code: ENOMEM)
    }
    var bytes: [UInt8] = kind == .regular ? try readInPieces(expected) : []
    guard bytes.count >= expected else { return bytes }
    // A stream, one of the system's files that are written when they are read, or a file that
    // grows.
    var chunkByteCount = 1 << 16
    while bytes.count < limit {
      let chunk = try read(min(limit - bytes.count, chunkByteCount), from: bytes.count)
      if chunk.isEmpty { break }
      bytes += chunk
      chunkByteCount *= 2
    }
    return bytes
  }

  /// Up to `count` bytes of a regular file, straight into one allocation.
  private func readInPieces(_ count: Int) throws(SystemError) -> [UInt8] {
    let failure = Atomic<Int32>(0)
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      let memory = UnsafeMutableRawBufferPointer(buffer)
      LargePages.advise(for: memory)
      let starts = Array(stride(from: 0, to: count, by: Self.pieceByteCount))
      nonisolated(unsafe) let pieces = starts.map {
        UnsafeMutableRawBufferPointer(
          rebasing: memory[$0..<min($0 + Self.pieceByteCount, count)])
      }
      let descriptor = descriptor
      let filled = Parallel.map(pieces.count, threads: Parallel.processorCount) { piece, _ in
        do throws(SystemError) {
          return try Self.fill(pieces[piece]) { rest, done in
            pread(descriptor, rest.baseAddress, rest.count, off_t(starts[piece] + done))
          }
        } catch {
          failure.store(error.code, ordering: .relaxed)
          return 0
        }
      }
      // The file may have been cut short meanwhile: what follows a gap is not its content.
      for (piece, count) in filled.enumerated() {
        initialized += count
        if count < pieces[piece].count { break }
      }
    }
    let code = failure.load(ordering: .relaxed)
    if code != 0 { throw SystemError(code: code) }
    return bytes
  }

  /// Up to `count` bytes from a place; a stream is at its place already.
  private func read(_ count: Int, from place: Int) throws(SystemError) -> [UInt8] {
    try [UInt8](capacity: count) { output throws(SystemError) in
      try output.withUnsafeMutableBufferPointer { buffer, initialized throws(SystemError) in
        initialized = try Self.fill(UnsafeMutableRawBufferPointer(buffer)) { rest, done in
          kind == .regular
            ? pread(descriptor, rest.baseAddress, rest.count, off_t(place + done))
            : Self.systemRead(descriptor, rest.baseAddress, rest.count)
        }
      }
    }
  }

  /// Reads until the memory is full or there is no more.
  ///
  /// - Parameter read: the system's call, for the memory that is left and the bytes done.
  private static func fill(
    _ memory: UnsafeMutableRawBufferPointer,
    by read: (UnsafeMutableRawBufferPointer, Int) -> Int
  ) throws(SystemError) -> Int {
    var done = 0
    while done < memory.count {
      let count = read(UnsafeMutableRawBufferPointer(rebasing: memory[done...]), done)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw SystemError(code: errno) }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// The system's `read`, whose name a method of ours has.
  private static func systemRead(
    _ descriptor: Int32, _ memory: UnsafeMutableRawPointer?, _ count: Int
  ) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, memory, count)
    #elseif canImport(Musl)
      Musl.read(descriptor, memory, count)
    #else
      Darwin.read(descriptor, memory, count)
    #endif
  }
}
