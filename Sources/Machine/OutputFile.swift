#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Atomic writing of whole files.
public enum OutputFile {
  /// Writes a file atomically: it has either all of its new bytes or its previous content.
  ///
  /// The bytes are written to `path.PID.part`, synchronized to the disk, and renamed to the target.
  /// A replaced file keeps its permissions and the links to it. A device or a pipe is written to
  /// directly.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - path: The file to create or replace; its directory must exist.
  /// - Throws: ``SystemError`` of step `opened`, `created` or `replaced` when the file can't be
  ///   created, of step `written` when writing fails; the temporary file is removed.
  /// - Complexity: One pass, no copy; waits until the bytes are on the disk.
  public static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
    var old = stat()
    let isThere = stat(path, &old) == 0
    if isThere, ![S_IFREG, S_IFDIR].contains(old.st_mode & S_IFMT) {
      try send(bytes, toDevice: path)
    } else {
      try replace(target(of: path), by: bytes, permissions: isThere ? old.st_mode & 0o777 : nil)
    }
  }

  /// The path with its symbolic links resolved: a link is kept and its target is replaced.
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
      // Without this, a crash of the machine could leave an empty file under the new name.
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
      try send(UnsafeRawBufferPointer(buffer), to: descriptor)
    }
  }

  /// Writes all bytes to an open file.
  static func send(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32
  ) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = writeBytes(UnsafeRawBufferPointer(rebasing: rest), descriptor)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw SystemError(.written) }
      rest = rest.dropFirst(count)
    }
  }
}

/// The C library's `write`, which is shadowed by the method of that name inside the type.
private func writeBytes(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
