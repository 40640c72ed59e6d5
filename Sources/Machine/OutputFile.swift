#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Files that are written whole or not at all.
public enum OutputFile {
  /// Writes a file, which appears with all of its bytes or stays as it was.
  ///
  /// The bytes are written beside the target, to `path.PID.part`, brought to the disk, and renamed
  /// over it. A file that is replaced keeps its permissions, and the links to it. A device or a
  /// pipe, which has no content to keep whole, is written to as it is.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - path: The file to make, or to replace; its folder must be there.
  /// - Throws: ``SystemError`` of step `opened`, `created` or `replaced` where there can't be such
  ///   a file, of step `written` where writing began and failed; nothing is left of it.
  /// - Complexity: One pass, no copy; waits until the disk has the bytes.
  public static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
    var old = stat()
    let isThere = stat(path, &old) == 0
    if isThere, ![S_IFREG, S_IFDIR].contains(old.st_mode & S_IFMT) {
      try send(bytes, toDevice: path)
    } else {
      try replace(target(of: path), by: bytes, permissions: isThere ? old.st_mode & 0o777 : nil)
    }
  }

  /// The file behind a path, when there is one: a link is kept, and what it leads to is replaced.
  private static func target(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Writes to a device or a pipe.
  private static func send(_ bytes: [UInt8], toDevice path: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY)
    guard descriptor >= 0 else { throw SystemError(.opened) }
    defer { close(descriptor) }
    try send(bytes, to: descriptor)
  }

  private static func replace(
    _ path: String, by bytes: [UInt8], permissions: mode_t?
  ) throws(SystemError) {
    let temporary = "\(path).\(getpid()).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o666)
    guard descriptor >= 0 else { throw SystemError(.created) }
    var isDone = false
    defer { if !isDone { unlink(temporary) } }
    do throws(SystemError) {
      if let permissions { fchmod(descriptor, permissions) }
      try send(bytes, to: descriptor)
      // Without this a crash of the machine could leave the new name on an empty file.
      guard fsync(descriptor) == 0 else { throw SystemError(.written) }
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw SystemError(.written) }
    guard rename(temporary, path) == 0 else { throw SystemError(.replaced) }
    isDone = true
  }

  private static func send(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
    try bytes.withUnsafeBufferPointer { buffer throws(SystemError) in
      var rest = UnsafeRawBufferPointer(buffer)[...]
      while !rest.isEmpty {
        let count = writeBytes(UnsafeRawBufferPointer(rebasing: rest), descriptor)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw SystemError(.written) }
        rest = rest.dropFirst(count)
      }
    }
  }
}

/// The C library's `write`, which the method of that name hides inside the type.
private func writeBytes(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
