internal import Foundation
internal import Machine

extension FileBytes {
  /// Writes a file whole or not at all: beside the target, then renamed over it.
  ///
  /// A file that is replaced keeps its permissions, and the links to it. A device or a pipe, which
  /// has no content to keep whole, is written to as it is.
  package static func write(_ bytes: [UInt8], to path: String) throws(MATFileError) {
    var old = stat()
    let isThere = stat(path, &old) == 0
    if isThere, ![S_IFREG, S_IFDIR].contains(old.st_mode & S_IFMT) {
      try write(bytes, into: path)
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

  private static func write(_ bytes: [UInt8], into path: String) throws(MATFileError) {
    let descriptor = open(path, O_WRONLY)
    guard descriptor >= 0 else { throw fault(.cannotWrite, "can't be opened") }
    defer { close(descriptor) }
    try write(bytes, descriptor)
  }

  private static func replace(
    _ path: String, by bytes: [UInt8], permissions: mode_t?
  ) throws(MATFileError) {
    let temporary = "\(path).\(getpid()).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o666)
    guard descriptor >= 0 else { throw fault(.cannotWrite, "can't be created") }
    var isDone = false
    defer { if !isDone { unlink(temporary) } }
    do throws(MATFileError) {
      if let permissions { fchmod(descriptor, permissions) }
      try write(bytes, descriptor)
      // Without this a crash of the machine could leave the new name on an empty file.
      guard fsync(descriptor) == 0 else { throw fault(.writingFailed, "can't be written") }
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw fault(.writingFailed, "can't be written") }
    guard rename(temporary, path) == 0 else { throw fault(.cannotWrite, "can't be replaced") }
    isDone = true
  }

  private static func write(_ bytes: [UInt8], _ descriptor: Int32) throws(MATFileError) {
    try bytes.withUnsafeBufferPointer { buffer throws(MATFileError) in
      var rest = UnsafeRawBufferPointer(buffer)[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let count = Foundation.write(descriptor, part.baseAddress, part.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw fault(.writingFailed, "can't be written") }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// The fault that the system has just reported.
  private static func fault(_ kind: MATFileError.Kind, _ problem: String) -> MATFileError {
    MATFileError(
      kind, "\(problem): \(SystemError(code: errno))",
      remedy: "check the folder and the room on the disk")
  }
}
